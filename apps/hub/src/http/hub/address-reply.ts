// A stored address as it goes over the wire.
import type { PostalAddress } from "@logix/api/hub/addresses";
import { addressSchema } from "@logix/model";

export function toPostalAddress(stored: unknown): PostalAddress {
  const address = addressSchema.parse(stored);
  return {
    first_name: address.firstName,
    last_name: address.lastName,
    company: address.company,
    line_1: address.line1,
    line_2: address.line2,
    city: address.city,
    region: address.region,
    postcode: address.postcode,
    country: address.country,
    phone: address.phone,
    email: address.email,
  };
}
