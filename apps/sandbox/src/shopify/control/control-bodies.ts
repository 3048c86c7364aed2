// What the control API takes over HTTP.
import { z } from "zod";

const line = z.object({
  sku: z.string().optional(),
  variantId: z.number().optional(),
  quantity: z.number().int().optional(),
});

export const placeOrderBody = z.object({
  lines: z.array(line).optional(),
  country: z.string().optional(),
  customerId: z.number().optional(),
  email: z.string().optional(),
  note: z.string().optional(),
  discountCode: z.string().optional(),
  discountPercentage: z.number().min(0).max(100).optional(),
  shipping: z.number().optional(),
  tip: z.number().optional(),
  dutyPercentage: z.number().optional(),
  payment: z.enum(["paid", "authorized", "pending"]).optional(),
  tags: z.array(z.string()).optional(),
  test: z.boolean().optional(),
});

const pieces = z.object({ id: z.number(), quantity: z.number().int() });
export const fulfilBody = z.object({
  lines: z.array(pieces).optional(),
  tracking: z
    .object({ company: z.string().nullable(), number: z.string().nullable(), url: z.string().nullable() })
    .partial()
    .optional(),
});
export const refundBody = z.object({
  lines: z.array(pieces.extend({ restock: z.boolean().optional() })).optional(),
  shipping: z.boolean().optional(),
  note: z.string().optional(),
  returnId: z.number().optional(),
});
const reasons = [
  "COLOR",
  "DEFECTIVE",
  "NOT_AS_DESCRIBED",
  "OTHER",
  "SIZE_TOO_LARGE",
  "SIZE_TOO_SMALL",
  "STYLE",
  "UNKNOWN",
  "UNWANTED",
  "WRONG_ITEM",
] as const;
export const returnBody = z.object({
  lines: z.array(pieces).optional(),
  reason: z.enum(reasons).optional(),
  note: z.string().optional(),
  customerNote: z.string().optional(),
  /** Opened by the staff instead of asked for by the customer. */
  byStaff: z.boolean().optional(),
});
export const declineBody = z.object({
  reason: z.enum(["FINAL_SALE", "OTHER", "RETURN_PERIOD_ENDED"]).default("OTHER"),
  note: z.string().nullable().default(null),
});
export const quantityBody = z.object({ quantity: z.number().int().min(0) });
export const cancelBody = z.object({
  reason: z.enum(["CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "OTHER", "STAFF"]).optional(),
  refund: z.boolean().optional(),
  restock: z.boolean().optional(),
  note: z.string().optional(),
});
export const editBody = z.object({
  note: z.string().nullable().optional(),
  tags: z.array(z.string()).optional(),
  email: z.string().optional(),
});
export const stockBody = z.object({ quantity: z.number().int(), location: z.string().optional() });
export const everyBody = z.object({ everyMs: z.number().int().positive() });
export const scopesBody = z.object({ scopes: z.array(z.string()) });
export const privacyBody = z.object({
  topic: z.enum(["customers/data_request", "customers/redact", "shop/redact"]),
  customerId: z.number().optional(),
});
export const urlBody = z.object({ url: z.string().optional() });
export const reasonBody = z.object({ reason: z.string().optional() });
export const drainBody = z.object({ left: z.number().optional() });

const kinds = [
  "latency",
  "status",
  "throttled",
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
  "internal-error-200",
] as const;
const faultRule = z.object({
  kind: z.enum(kinds),
  match: z.object({ method: z.string(), path: z.string(), operation: z.string() }).partial().optional(),
  times: z.number().int().optional(),
  probability: z.number().min(0).max(1).optional(),
  ms: z.number().optional(),
  status: z.number().int().optional(),
  retryAfterSeconds: z.number().optional(),
});
export const faultsBody = z.array(faultRule).or(faultRule.transform((rule) => [rule]));

const deliveryFault = z.object({
  kind: z.enum(["duplicate", "reorder", "drop", "delay", "tamper"]),
  probability: z.number().min(0).max(1).optional(),
  times: z.number().int().optional(),
  ms: z.number().optional(),
  topic: z.string().optional(),
});
export const deliveryFaultsBody = z.array(deliveryFault).or(deliveryFault.transform((fault) => [fault]));
