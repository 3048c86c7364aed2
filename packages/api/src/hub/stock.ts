// Stock per SKU: what lies there, what is promised, and what the stores were told.
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema, nameOfTheirsSchema } from "./text.ts";

const LONGEST_SKU = 200;
const QUANTITY_PROBLEM =
  "must be a number, or a decimal as text, with at most nine digits before the point and six after it";

const locationIdSchema = z.int().min(1).optional().meta({
  description: "One of your locations; the default one, where it is left out.",
  example: 1,
});
const locationFilterSchema = z.coerce.number().int().min(1).optional().meta({ description: "A location.", example: 1 });

/** Numbers and texts both become decimal text, without ever being calculated with. */
function quantitySchema(form: RegExp, problem: string) {
  return z
    .union([z.number(), z.string()], { error: problem })
    .transform((quantity) => String(quantity).trim())
    .refine((text) => form.test(text), problem);
}

const amountSchema = quantitySchema(/^\+?\d{1,9}(?:\.\d{1,6})?$/, `${QUANTITY_PROBLEM}, and not negative`);
const changeSchema = quantitySchema(/^[+-]?\d{1,9}(?:\.\d{1,6})?$/, QUANTITY_PROBLEM);
const decimalSchema = z.string().meta({ description: "A decimal number as text.", example: "12.5" });

const skuSchema = nameOfTheirsSchema(LONGEST_SKU).meta({ description: "URL-encoded.", example: "MUG-BLUE" });
export const skuParamsSchema = z.object({ sku: skuSchema });

const stockExample = {
  sku: "MUG-BLUE",
  location_id: 1,
  location: "Main",
  on_hand: "12",
  reserved: "2",
  buffer: "1",
  available: "9",
  oversold: false,
  counted_at: "2026-11-20T07:00:00.000Z",
  updated_at: "2026-11-20T09:00:00.000Z",
};

export const stockSchema = z
  .object({
    sku: z.string(),
    location_id: z.int(),
    location: z.string(),
    on_hand: decimalSchema,
    reserved: decimalSchema.meta({ description: "Promised to open orders." }),
    buffer: decimalSchema.meta({ description: "Kept back from all stores." }),
    available: decimalSchema.meta({
      description: "On hand − reserved − buffer. Negative where more was sold than there is.",
    }),
    oversold: z.boolean(),
    counted_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "Stock", example: stockExample });
export type Stock = z.infer<typeof stockSchema>;

const listingExample = {
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  remote_id: "55",
  name: "Blue mug",
  shows: "9",
  told: {
    state: "done" as const,
    wished_at: "2026-11-20T09:00:00.000Z",
    settled_at: "2026-11-20T09:00:01.000Z",
    note: "written",
  },
};

export const stockDetailSchema = stockSchema
  .extend({
    locations: z
      .array(stockSchema)
      .meta({ description: "At every location where it was counted, the default one first." }),
    listings: z.array(
      z.object({
        ...ofConnection,
        remote_id: z.string(),
        name: z.string(),
        shows: z.string().nullable().meta({ description: "What the store shows; null where it does not count." }),
        told: z
          .object({
            state: z.enum(["waiting", "done", "parked"]),
            wished_at: stampSchema,
            settled_at: stampSchema.nullable(),
            note: z.string().nullable(),
          })
          .nullable()
          .meta({ description: "Whether the store was told of the last change; null where it never had to be." }),
      }),
    ),
  })
  .meta({ id: "StockDetail", example: { ...stockExample, locations: [stockExample], listings: [listingExample] } });

export const stockQuerySchema = pageQuerySchema
  .extend({
    // Cursors of this list hold a SKU, which is longer than a number.
    cursor: z.string().max(2000).optional().meta({ description: "`next_cursor` of the page before.", example: "TVVH" }),
    sku: nameOfTheirsSchema(LONGEST_SKU).optional().meta({ example: "MUG-BLUE" }),
    location_id: locationFilterSchema,
  })
  .strict();

export const stockListSchema = z
  .object({ stock: z.array(stockSchema), next_cursor: nextCursorSchema })
  .meta({ id: "StockList", example: { stock: [stockExample], next_cursor: null } });

const reasonSchema = lineSchema(500).optional();

export const stockCountRequestSchema = z
  .strictObject({
    on_hand: amountSchema.meta({ description: "What lies there now.", example: 12 }),
    location_id: locationIdSchema,
    reason: reasonSchema,
  })
  .meta({ id: "StockCountRequest", example: { on_hand: 12, reason: "Stocktaking" } });

export const stockAdjustmentRequestSchema = z
  .strictObject({
    quantity: changeSchema.meta({ description: "By how much it changes.", example: "-1.5" }),
    location_id: locationIdSchema,
    reason: reasonSchema,
  })
  .meta({ id: "StockAdjustmentRequest", example: { quantity: "-1", reason: "Broken" } });

export const stockBufferRequestSchema = z
  .strictObject({
    buffer: amountSchema.meta({ description: "Kept back from all stores.", example: 1 }),
    location_id: locationIdSchema,
  })
  .meta({ id: "StockBufferRequest", example: { buffer: 1 } });

export const stockTransferRequestSchema = z
  .strictObject({
    from_location_id: z.int().min(1),
    to_location_id: z.int().min(1),
    quantity: amountSchema.refine((quantity) => Number(quantity) > 0, "must be more than 0").meta({ example: 5 }),
    reason: reasonSchema,
  })
  .meta({ id: "StockTransferRequest", example: { from_location_id: 1, to_location_id: 2, quantity: 5 } });

export const idempotencyHeadersSchema = z.object({
  "idempotency-key": lineSchema(200).optional().meta({
    description: "Any text of your own. The same adjustment sent again with the same key is made only once.",
    example: "scan-2026-11-20-0001",
  }),
});

export const movementQuerySchema = pageQuerySchema.extend({ location_id: locationFilterSchema }).strict();

const movementExample = {
  id: 9001,
  sku: "MUG-BLUE",
  location_id: 1,
  kind: "adjustment",
  delta: "-1",
  on_hand_after: "12",
  order_id: null,
  actor: "user:user_9f2c4e7a1b3d5f608192",
  reason: "Broken",
  at: "2026-11-20T09:00:00.000Z",
};

export const movementListSchema = z
  .object({
    movements: z.array(
      z.object({
        id: z.int(),
        sku: z.string(),
        location_id: z.int(),
        kind: z.string().meta({ description: "count, adjustment, transfer, sale or sale_undone." }),
        delta: decimalSchema,
        on_hand_after: decimalSchema,
        order_id: z.int().nullable(),
        actor: z.string(),
        reason: z.string().nullable(),
        at: stampSchema,
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: "MovementList", example: { movements: [movementExample], next_cursor: null } });
