// Customers of all stores.
import { orderStatusSchema } from "@logix/model";
import { z } from "zod";
import { addressExample, postalAddressSchema } from "./addresses.ts";
import { connectionFilter, ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema } from "./text.ts";

const customerExample = {
  id: 501,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  person_id: null,
  remote_id: "7",
  guest: false,
  email: "ada@example.com",
  first_name: "Ada",
  last_name: "Lovelace",
  phone: "+44 20 7930 0000",
  company: "",
  billing: addressExample,
  shipping: addressExample,
  deleted: false,
  modified_at: "2026-11-19T10:00:00.000Z",
  created_at: "2026-11-01T08:00:00.000Z",
  updated_at: "2026-11-19T10:00:05.000Z",
};

export const customerSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    person_id: z.int().nullable().meta({ description: "Shared by customers who were merged; null for all others." }),
    remote_id: z.string(),
    guest: z.boolean().meta({ description: "Bought without an account in the store; known from the orders alone." }),
    email: z.string(),
    first_name: z.string(),
    last_name: z.string(),
    phone: z.string(),
    company: z.string(),
    billing: postalAddressSchema,
    shipping: postalAddressSchema,
    deleted: z.boolean().meta({ description: "Deleted in the store." }),
    modified_at: stampSchema,
    created_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "Customer", example: customerExample });
export type Customer = z.infer<typeof customerSchema>;

const latestOrderExample = {
  id: 1001,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  display_number: "WC-12345",
  status: "PROCESSING" as const,
  currency: "EUR",
  total_minor: 4150,
  placed_at: "2026-11-20T08:59:00.000Z",
};

export const customerDetailSchema = customerSchema
  .extend({
    also: z
      .array(customerSchema)
      .meta({ description: "The same person in other stores, as somebody has merged them." }),
    latest_orders: z.array(
      z.object({
        id: z.int(),
        ...ofConnection,
        display_number: z.string(),
        status: orderStatusSchema,
        currency: z.string(),
        total_minor: z.int(),
        placed_at: stampSchema,
      }),
    ),
  })
  .meta({ id: "CustomerDetail", example: { ...customerExample, also: [], latest_orders: [latestOrderExample] } });

export const customerQuerySchema = pageQuerySchema
  .extend({
    ...connectionFilter,
    email: lineSchema(254)
      .optional()
      .meta({ description: "The whole address, in any case.", example: "ada@example.com" }),
    search: lineSchema(100)
      .optional()
      .meta({ description: "A part of name, company, e-mail or phone.", example: "lovel" }),
  })
  .strict();

export const customerListSchema = z
  .object({ customers: z.array(customerSchema), next_cursor: nextCursorSchema })
  .meta({ id: "CustomerList", example: { customers: [customerExample], next_cursor: null } });
