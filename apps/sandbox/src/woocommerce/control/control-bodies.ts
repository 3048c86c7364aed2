// What the control API takes, parsed at the door.
import { z } from "zod";

const id = z.number().int();
const fields = z.record(z.string(), z.json());
const texts = z.record(z.string(), z.string());

export const placeOrderBody = z.object({
  lines: z.array(z.object({ sku: z.string(), productId: id, variationId: id, quantity: id }).partial()).optional(),
  email: z.string().optional(),
  status: z.string().optional(),
  customerId: id.optional(),
  billing: texts.optional(),
  shipping: texts.optional(),
  note: z.string().optional(),
  paymentMethod: z.string().optional(),
  shippingTotal: z.number().optional(),
});
export const fieldsBody = fields;
export const statusBody = z.object({ status: z.string() });
export const refundBody = z.object({
  amount: z.union([z.string(), z.number()]).optional(),
  reason: z.string().optional(),
  restock: z.boolean().optional(),
  lines: z
    .array(
      z.object({
        id,
        quantity: id.optional(),
        total: z.number().optional(),
        tax: z.array(z.object({ id, total: z.number() })).optional(),
      }),
    )
    .optional(),
});
export const stockBody = z.object({ quantity: id });
export const newStatusBody = z.object({ slug: z.string(), label: z.string().optional() });
export const tamperOrderBody = z.object({ status: z.string() });
export const tamperProductBody = z.object({ stock: id.optional(), price: z.string().optional() });
export const settingsBody = z
  .object({
    currency: z.string(),
    priceDecimals: id,
    weightUnit: z.string(),
    taxDisplay: z.enum(["excl", "incl"]),
    pricesIncludeTax: z.enum(["yes", "no"]),
    offsetMinutes: id,
  })
  .partial();
export const webhookStatusBody = z.object({ status: z.enum(["active", "paused", "disabled"]) });
export const everyBody = z.object({ everyMs: z.number().positive() });

const kinds = z.enum([
  "latency",
  "status",
  "drop",
  "truncate",
  "html-before-json",
  "bom",
  "save-then-500",
  "save-then-504",
  "save-then-drop",
  "stall",
  "html-404-200",
  "cloudflare-403",
  "headers",
  "rest-closed",
]);
const faultRule = z.object({
  kind: kinds,
  // `regex` is for HTTP what a RegExp is in process.
  match: z
    .object({ method: z.string(), path: z.string(), regex: z.string(), body: z.string(), itemsOver: id })
    .partial()
    .optional(),
  times: id.optional(),
  probability: z.number().optional(),
  ms: z.number().optional(),
  status: id.optional(),
  retryAfterSeconds: z.number().optional(),
  headers: texts.optional(),
});
export type FaultRuleBody = z.infer<typeof faultRule>;
export const faultsBody = z.union([faultRule, z.array(faultRule)]);

const deliveryFault = z.object({
  kind: z.enum(["duplicate", "reorder", "drop", "delay", "tamper"]),
  probability: z.number().optional(),
  times: id.optional(),
  ms: z.number().optional(),
  topic: z.string().optional(),
});
export const deliveryFaultsBody = z.union([deliveryFault, z.array(deliveryFault)]);
