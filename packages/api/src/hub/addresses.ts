// Postal addresses as they go over the wire.
import { z } from "zod";

export const addressExample = {
  first_name: "Ada",
  last_name: "Lovelace",
  company: "",
  line_1: "12 St James's Square",
  line_2: "",
  city: "London",
  region: "",
  postcode: "SW1Y 4JH",
  country: "GB",
  phone: "+44 20 7930 0000",
  email: "ada@example.com",
};

export const postalAddressSchema = z
  .object({
    first_name: z.string(),
    last_name: z.string(),
    company: z.string(),
    line_1: z.string(),
    line_2: z.string(),
    city: z.string(),
    region: z.string(),
    postcode: z.string(),
    country: z.string().meta({ description: "ISO 3166-1 alpha-2, or empty." }),
    phone: z.string(),
    email: z.string(),
  })
  .meta({ id: "PostalAddress", example: addressExample });
export type PostalAddress = z.infer<typeof postalAddressSchema>;
