// Orders of all stores in one form.
import { LINE_KINDS, orderStatusSchema, RETURN_STATUSES } from "@logix/model";
import { z } from "zod";
import { addressExample, postalAddressSchema } from "./addresses.ts";
import { connectionFilter, ofConnection } from "./ids.ts";
import { momentSchema, stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema, noteSchema } from "./text.ts";

const minorSchema = z.int().meta({ description: "In minor units of the currency: cents, yen, fils." });

const lineItemSchema = z
  .object({
    remote_id: z.string(),
    kind: z.enum(LINE_KINDS),
    product_remote_id: z.string().nullable(),
    variant_remote_id: z.string().nullable(),
    sku: z.string().nullable(),
    name: z.string(),
    quantity: z.string().meta({ description: "A decimal number as text.", example: "2" }),
    subtotal_minor: minorSchema.meta({ description: "Before discounts, without tax." }),
    total_minor: minorSchema.meta({ description: "After discounts, without tax." }),
    tax_minor: minorSchema,
    options: z.array(z.object({ name: z.string(), value: z.string() })),
  })
  .meta({ id: "LineItem" });

const lineShare = {
  line_remote_id: z.string(),
  quantity: z.string().meta({ description: "A decimal number as text.", example: "1" }),
};

const refundSchema = z
  .object({
    remote_id: z.string(),
    reason: z.string(),
    total_minor: minorSchema,
    refunded_at: stampSchema.nullable(),
    pending: z.boolean().meta({ description: "Not paid back yet; it counts for nothing so far." }),
    line_items: z
      .array(z.object({ ...lineShare, total_minor: minorSchema, tax_minor: minorSchema, restocked: z.boolean() }))
      .meta({ description: "Empty where the store does not say what the amount is for." }),
  })
  .meta({ id: "Refund" });

const fulfilmentSchema = z
  .object({
    remote_id: z.string(),
    status: z.enum(["pending", "sent", "cancelled", "failed"]),
    location_remote_id: z.string().nullable(),
    line_items: z.array(z.object(lineShare)),
    trackings: z.array(z.object({ number: z.string(), carrier: z.string(), url: z.string() })),
    fulfilled_at: stampSchema.nullable(),
  })
  .meta({ id: "Fulfilment" });

const otherMoneySchema = z
  .object({
    kind: z.enum(["shop", "presentment"]).meta({
      description: "What the shop books, or what the shopper saw: the one that the connection did not choose.",
    }),
    currency: z.string(),
    total_minor: minorSchema,
    subtotal_minor: minorSchema,
    discount_minor: minorSchema,
    shipping_minor: minorSchema,
    tax_minor: minorSchema,
    refunded_minor: minorSchema,
  })
  .meta({ id: "OtherMoney" });

const orderExample = {
  id: 1001,
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  remote_id: "12345",
  number: "12345",
  display_number: "WC-12345",
  status: "PROCESSING" as const,
  remote_status: "processing",
  currency: "EUR",
  total_minor: 4150,
  subtotal_minor: 3000,
  discount_minor: 0,
  shipping_minor: 490,
  tax_minor: 660,
  refunded_minor: 0,
  prices_include_tax: false,
  customer: { name: "Ada Lovelace", email: "ada@example.com", remote_id: "7" },
  billing: addressExample,
  shipping: addressExample,
  payment: { method: "stripe", title: "Card", transaction_id: "pi_1" },
  customer_note: "",
  line_items: [
    {
      remote_id: "1",
      kind: "product" as const,
      product_remote_id: "55",
      variant_remote_id: null,
      sku: "MUG-BLUE",
      name: "Blue mug",
      quantity: "2",
      subtotal_minor: 3000,
      total_minor: 3000,
      tax_minor: 570,
      options: [],
    },
  ],
  refunds: [],
  fulfilments: [],
  other_money: null,
  custom_fields: { vat_number: "DE123" },
  placed_at: "2026-11-20T08:59:00.000Z",
  paid_at: "2026-11-20T08:59:30.000Z",
  completed_at: null,
  modified_at: "2026-11-20T08:59:30.000Z",
  archived: false,
  deleted: false,
  created_at: "2026-11-20T09:00:00.000Z",
  updated_at: "2026-11-20T09:00:00.000Z",
};

export const orderSchema = z
  .object({
    id: z.int(),
    ...ofConnection,
    remote_id: z.string().meta({ description: "The store's own id." }),
    number: z.string().meta({ description: "The number that the store shows to people." }),
    display_number: z.string().meta({ description: "The number with the platform before it." }),
    status: orderStatusSchema,
    remote_status: z.string().meta({ description: "The store's own word." }),
    currency: z.string(),
    total_minor: minorSchema,
    subtotal_minor: minorSchema,
    discount_minor: minorSchema,
    shipping_minor: minorSchema,
    tax_minor: minorSchema,
    refunded_minor: minorSchema,
    prices_include_tax: z.boolean(),
    customer: z.object({
      name: z.string(),
      email: z.string(),
      remote_id: z.string().nullable().meta({ description: "`guest:…` for a buyer without an account." }),
    }),
    billing: postalAddressSchema,
    shipping: postalAddressSchema,
    payment: z.object({ method: z.string(), title: z.string(), transaction_id: z.string() }),
    customer_note: z.string(),
    line_items: z.array(lineItemSchema),
    custom_fields: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "Your own fields, as the connection's order_fields name them." }),
    refunds: z.array(refundSchema),
    fulfilments: z.array(fulfilmentSchema).meta({ description: "What the store knows to be on its way." }),
    other_money: otherMoneySchema
      .nullable()
      .meta({ description: "The same sale in its other currency, where the platform knows two." }),
    placed_at: stampSchema,
    paid_at: stampSchema.nullable(),
    completed_at: stampSchema.nullable(),
    modified_at: stampSchema.meta({ description: "The store's own stamp, to the second." }),
    archived: z.boolean().meta({ description: "In the store's bin." }),
    deleted: z.boolean().meta({ description: "Deleted in the store for good; kept here." }),
    created_at: stampSchema,
    updated_at: stampSchema.meta({ description: "When it last changed here." }),
  })
  .meta({ id: "Order", example: orderExample });
export type Order = z.infer<typeof orderSchema>;

const historyExample = {
  at: "2026-11-20T09:00:00.000Z",
  actor: "store",
  source: "delivery",
  from_status: "PENDING" as const,
  to_status: "PROCESSING" as const,
  from_remote_status: "pending",
  to_remote_status: "processing",
  note: null,
};

const returnSchema = z
  .object({
    remote_id: z.string().meta({ description: "The store's own id." }),
    number: z.string().meta({ description: "The number that the store shows to people." }),
    status: z.enum(RETURN_STATUSES).meta({
      description:
        "`requested`: somebody asked. `open`: the store agreed, the goods are on their way. `declined` and `cancelled`: nothing " +
        "comes back. `closed`: done.",
    }),
    note: z.string().meta({ description: "Why it was declined, where the store says so." }),
    requested_at: stampSchema,
    opened_at: stampSchema.nullable().meta({ description: "When the store agreed to it." }),
    closed_at: stampSchema.nullable(),
    line_items: z.array(
      z.object({
        remote_id: z.string(),
        line_remote_id: z
          .string()
          .nullable()
          .meta({ description: "The order's line item, where the store says which." }),
        sku: z.string().nullable(),
        quantity: lineShare.quantity,
        reason: z.string().meta({ description: "For people; empty where nobody gave one.", example: "Size too small" }),
        note: z.string().meta({ description: "What the customer or the store wrote to it." }),
      }),
    ),
    refund_remote_ids: z.array(z.string()).meta({ description: "Those of the order's `refunds` that it led to." }),
  })
  .meta({ id: "Return" });

const returnExample = {
  remote_id: "3547267221",
  number: "1001-R1",
  status: "open" as const,
  note: "",
  requested_at: "2026-11-21T08:00:00Z",
  opened_at: "2026-11-21T09:30:00Z",
  closed_at: null,
  line_items: [
    { remote_id: "1", line_remote_id: "1", sku: "MUG-BLUE", quantity: "1", reason: "Color", note: "Looked greener" },
  ],
  refund_remote_ids: [],
};

export const orderDetailSchema = orderSchema
  .extend({
    returns: z.array(returnSchema).meta({
      description:
        "What customers send back or ask to, oldest first. What is paid back for it stands in `refunds`. Empty where the platform " +
        "has none, or the merchant did not agree to show them.",
    }),
    history: z.array(
      z.object({
        at: stampSchema,
        actor: z.string().meta({ description: "store, system, or user:…" }),
        source: z.string().meta({ description: "Through what: first_seen, page, delivery, reread, request, write." }),
        from_status: orderStatusSchema.nullable(),
        to_status: orderStatusSchema,
        from_remote_status: z.string().nullable(),
        to_remote_status: z.string(),
        note: z.string().nullable(),
      }),
    ),
    outward: z
      .object({
        state: z.enum(["waiting", "parked"]),
        attempts: z.int(),
        due_at: stampSchema,
        wished_at: stampSchema,
        note: z.string().nullable(),
        parked_id: z.int().nullable().meta({ description: "The parked work to retry or dismiss." }),
      })
      .nullable()
      .meta({ description: "A status that the store has not been told yet; null where nothing is owed." }),
  })
  .meta({
    id: "OrderDetail",
    example: { ...orderExample, returns: [returnExample], history: [historyExample], outward: null },
  });
export type OrderDetail = z.infer<typeof orderDetailSchema>;

export const orderQuerySchema = pageQuerySchema
  .extend({
    ...connectionFilter,
    status: orderStatusSchema.optional(),
    since: momentSchema.optional().meta({
      description: "Only what changed here from then on (`updated_at`). With Z or an offset; without either it is UTC.",
      example: "2026-11-20T09:00:00Z",
    }),
    placed_from: momentSchema.optional().meta({ description: "Only what was placed from then on." }),
    placed_until: momentSchema.optional().meta({ description: "Only what was placed before." }),
    search: lineSchema(200).optional().meta({
      description:
        "Beginnings of words of the number, and of the customer's name and e-mail address; all of them must fit.",
      example: "ada love",
    }),
    to_pack: z.stringbool().optional().meta({
      description: "True: only what somebody has to pick and pack, from CONFIRMED to PACKED.",
      example: "true",
    }),
  })
  .strict();

export const orderListSchema = z
  .object({ orders: z.array(orderSchema), next_cursor: nextCursorSchema })
  .meta({ id: "OrderList", example: { orders: [orderExample], next_cursor: "MTAwMQ" } });

export const orderStatusRequestSchema = z
  .strictObject({ status: orderStatusSchema, note: noteSchema(1000).optional() })
  .meta({ id: "OrderStatusRequest", example: { status: "SHIPPED", note: "Parcel 00340434161094000000" } });
