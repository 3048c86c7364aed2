// What is done to an order beyond its status: goods sent with a parcel number, money paid back.
import { z } from "zod";
import { stampSchema } from "./moments.ts";
import { noteSchema } from "./text.ts";

const quantitySchema = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,6})?$/, "must be a number such as 2 or 1.5")
  .meta({ description: "A decimal number as text.", example: "1" });
const lineIdSchema = z.string().min(1).max(200).meta({ description: "The line's `remote_id`.", example: "1" });
const keySchema = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .meta({ description: "Yours: the same request sent twice with it is done once.", example: "parcel-4711" });
const locationSchema = z
  .string()
  .min(1)
  .max(200)
  .nullable()
  .default(null)
  .meta({ description: "One of the store's own locations, where it has several." });
const notifySchema = z.boolean().default(true).meta({ description: "Whether the store writes to the customer." });

export const fulfilmentRequestSchema = z
  .strictObject({
    line_items: z
      .array(z.strictObject({ line_remote_id: lineIdSchema, quantity: quantitySchema }))
      .min(1)
      .max(500)
      .optional()
      .meta({ description: "Everything that is still open, where it is left out." }),
    tracking: z
      .strictObject({
        number: z.string().trim().min(1).max(200),
        carrier: z.string().trim().max(100).default(""),
        url: z.union([z.literal(""), z.url({ protocol: /^https?$/ }).max(1000)]).default(""),
      })
      .optional(),
    location_remote_id: locationSchema,
    notify_customer: notifySchema,
    idempotency_key: keySchema,
  })
  .meta({ id: "FulfilmentRequest" });

export const refundRequestSchema = z
  .strictObject({
    amount_minor: z
      .int()
      .min(1)
      .max(1_000_000_000_000)
      .meta({ description: "With all taxes, in minor units of the order's currency." }),
    reason: noteSchema(1000).default(""),
    line_items: z
      .array(
        z.strictObject({ line_remote_id: lineIdSchema, quantity: quantitySchema, restock: z.boolean().default(true) }),
      )
      .max(500)
      .default([]),
    location_remote_id: locationSchema,
    pay_back: z
      .boolean()
      .default(false)
      .meta({ description: "Pay the money back through the payment provider; otherwise the store only books it." }),
    notify_customer: notifySchema,
    idempotency_key: keySchema,
  })
  .meta({ id: "RefundRequest" });

export const orderActionSchema = z
  .object({
    id: z.int(),
    kind: z.enum(["fulfilment", "refund"]),
    state: z.enum(["waiting", "done", "failed"]).meta({ description: "`failed`: the store refused; see parked work." }),
    note: z.string().nullable(),
    actor: z.string(),
    line_items: z
      .array(z.object({ line_remote_id: z.string(), quantity: z.string() }))
      .nullable()
      .meta({ description: "Null: everything that was open." }),
    tracking: z.object({ number: z.string(), carrier: z.string(), url: z.string() }).nullable(),
    amount_minor: z.int().nullable(),
    reason: z.string().nullable(),
    created_at: stampSchema,
    settled_at: stampSchema.nullable(),
  })
  .meta({ id: "OrderAction" });
export type OrderActionReply = z.infer<typeof orderActionSchema>;

export const orderActionListSchema = z.object({ actions: z.array(orderActionSchema) });
