// Stock per SKU over all locations, as a person looks through it; and the open orders that hold some of it.
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { nameOfTheirsSchema } from "./text.ts";

const decimalSchema = z.string().meta({ description: "A decimal number as text.", example: "12.5" });

const summaryExample = {
  sku: "MUG-BLUE",
  name: "Blue mug",
  on_hand: "12",
  reserved: "2",
  buffer: "1",
  available: "9",
  told: 9,
  oversold: false,
  locations: 1,
  stores: 2,
  doubts: 0,
  counted_at: "2026-11-20T07:00:00.000Z",
  updated_at: "2026-11-20T09:00:00.000Z",
};

export const stockSummarySchema = z
  .object({
    sku: z.string(),
    name: z.string().nullable().meta({ description: "Of the product here, else of a store's listing." }),
    on_hand: decimalSchema.meta({ description: "Over all locations." }),
    reserved: decimalSchema.meta({ description: "Promised to open orders." }),
    buffer: decimalSchema.meta({ description: "Kept back from all stores." }),
    available: decimalSchema.meta({ description: "On hand − reserved − buffer." }),
    told: z.int().meta({ description: "What a store that sells from all locations is told: whole and never below 0." }),
    oversold: z.boolean(),
    locations: z.int(),
    stores: z.int().meta({ description: "So many stores list it." }),
    doubts: z.int().meta({
      description: "Stores that show a number which nobody told them; their orders are read before it is overwritten.",
    }),
    counted_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "StockSummary", example: summaryExample });
export type StockSummary = z.infer<typeof stockSummarySchema>;

export const stockSummaryQuerySchema = pageQuerySchema
  .extend({
    // Cursors of this list hold a SKU, which is longer than a number.
    cursor: z.string().max(2000).optional().meta({ description: "`next_cursor` of the page before.", example: "TVVH" }),
    search: nameOfTheirsSchema(200).optional().meta({ description: "Part of a SKU or a name.", example: "mug" }),
    only: z.enum(["oversold", "doubted", "sold_out"]).optional(),
  })
  .strict();

export const stockSummaryListSchema = z
  .object({ stock: z.array(stockSummarySchema), next_cursor: nextCursorSchema })
  .meta({ id: "StockSummaryList", example: { stock: [summaryExample], next_cursor: null } });

export const stockTotalsSchema = z
  .object({ skus: z.int(), oversold: z.int(), sold_out: z.int(), doubted: z.int() })
  .meta({ id: "StockTotals", example: { skus: 120, oversold: 1, sold_out: 7, doubted: 0 } });

export const stockHoldListSchema = z
  .object({
    holds: z.array(
      z.object({
        order_id: z.int(),
        number: z.string(),
        ...ofConnection,
        status: z.string(),
        quantity: decimalSchema,
        placed_at: stampSchema,
      }),
    ),
  })
  .meta({
    id: "StockHoldList",
    example: {
      holds: [
        {
          order_id: 42,
          number: "1042",
          connection_id: 3,
          connection_public_id: "integration_4f0c9be1a2d37e5518",
          status: "CONFIRMED",
          quantity: "2",
          placed_at: "2026-11-20T09:00:00.000Z",
        },
      ],
    },
  });
