// The parts of WooCommerce's replies that we read, and nothing else: what a plugin adds or drops cannot break us.
import { z } from "zod";

export const remoteId = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(String);
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? "");
const decimal = z.string().regex(/^[+-]?(\d+\.?\d*|\.\d+)$/, "is no decimal amount");
// QUIRK(woocommerce): the *_gmt dates are UTC but do not say so.
const moment = z.iso.datetime({ local: true }).transform((value) => (value.endsWith("Z") ? value : `${value}Z`));
const maybeMoment = moment.nullish().transform((value) => value ?? null);

const addressSchema = z.object({
  first_name: text,
  last_name: text,
  company: text,
  address_1: text,
  address_2: text,
  city: text,
  state: text,
  postcode: text,
  country: text,
  phone: text,
  email: text,
});
export type WooAddress = z.infer<typeof addressSchema>;

const metaSchema = z.object({
  key: z.string(),
  value: z.unknown().optional(),
  display_key: z.string().optional(),
  display_value: z.unknown().optional(),
});
export type WooMeta = z.infer<typeof metaSchema>;

const chargeSchema = z.object({
  id: remoteId,
  total: decimal,
  total_tax: decimal,
  meta_data: z.array(metaSchema).default([]),
});
const lineSchema = chargeSchema.extend({
  name: text,
  product_id: remoteId,
  variation_id: remoteId,
  quantity: z.number(),
  subtotal: decimal,
  sku: text,
});
const shippingSchema = chargeSchema.extend({ method_title: text });
const feeSchema = chargeSchema.extend({ name: text });
export type WooCharge = z.infer<typeof chargeSchema>;
export type WooLine = z.infer<typeof lineSchema>;

// https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
export const orderSchema = z.object({
  id: remoteId,
  number: z.string(),
  status: z.string().min(1),
  currency: z.string().min(3),
  prices_include_tax: z.boolean(),
  total: decimal,
  total_tax: decimal,
  discount_total: decimal,
  shipping_total: decimal,
  customer_id: remoteId,
  payment_method: text,
  payment_method_title: text,
  transaction_id: text,
  customer_note: text,
  billing: addressSchema,
  shipping: addressSchema,
  line_items: z.array(lineSchema),
  shipping_lines: z.array(shippingSchema),
  fee_lines: z.array(feeSchema),
  coupon_lines: z.array(z.object({ id: remoteId, code: text })),
  refunds: z.array(z.object({ id: remoteId, reason: text, total: decimal })),
  date_created_gmt: moment,
  date_paid_gmt: maybeMoment,
  date_completed_gmt: maybeMoment,
  date_modified_gmt: moment,
});
export type WooOrder = z.infer<typeof orderSchema>;

// https://woocommerce.github.io/woocommerce-rest-api-docs/#product-properties; a variation has the same fields here.
export const productSchema = z.object({
  id: remoteId,
  parent_id: remoteId.default("0"),
  type: z.string(),
  status: z.string().default("publish"),
  name: text,
  sku: text,
  price: z.union([z.string(), z.number()]).nullish(),
  manage_stock: z.union([z.boolean(), z.literal("parent")]),
  stock_quantity: z.number().nullable(),
  attributes: z.array(z.object({ option: z.string().optional() })).default([]),
  date_modified_gmt: moment,
});
export type WooProduct = z.infer<typeof productSchema>;

// https://woocommerce.github.io/woocommerce-rest-api-docs/#customer-properties
export const customerSchema = z.object({
  id: remoteId,
  email: text,
  first_name: text,
  last_name: text,
  username: text,
  billing: addressSchema,
  shipping: addressSchema,
  date_created_gmt: moment,
  date_modified_gmt: maybeMoment,
});

// https://woocommerce.github.io/woocommerce-rest-api-docs/#webhook-properties
export const webhookSchema = z.object({
  id: remoteId,
  topic: z.string(),
  status: z.enum(["active", "paused", "disabled"]),
  delivery_url: z.string(),
});
export type WooWebhook = z.infer<typeof webhookSchema>;

/** One entry of a batch reply: the thing as it is now, or why it could not be written. */
export const batchEntrySchema = z.object({
  id: remoteId.nullable(),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      /** With a refused SKU: who has it. */
      data: z.object({ resource_id: remoteId.optional() }).optional().catch(undefined),
    })
    .optional(),
});

export const rootSchema = z.object({
  name: z.string(),
  timezone_string: z.string().default(""),
  gmt_offset: z.coerce.number().default(0),
});

export const systemStatusSchema = z.object({
  environment: z.object({ version: z.string(), wp_version: z.string().nullish() }),
  settings: z.object({ currency: z.string() }),
});
