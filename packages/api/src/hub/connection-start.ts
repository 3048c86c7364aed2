// Before a store is connected and read: how far the way in leads, and what reading it will mean.
import { orderStatusSchema } from "@logix/model";
import { z } from "zod";
import { lineSchema } from "./text.ts";

const settingsSchema = z.record(z.string(), z.union([lineSchema(2000), z.boolean(), z.number()])).meta({
  description: "As for connecting. Without credentials only the way up to them is looked at.",
  example: { store_url: "https://shop.example.com" },
});

export const examinationRequestSchema = z.strictObject({ platform: lineSchema(50), settings: settingsSchema }).meta({
  id: "ExaminationRequest",
  example: { platform: "woocommerce", settings: { store_url: "https://shop.example.com" } },
});

const stepExample = { step: "address", state: "ok" as const, code: null, message: null, remedy: null };

export const examinationSchema = z
  .object({
    steps: z
      .array(
        z.object({
          step: z
            .string()
            .meta({ description: "address, reachable, permalinks, rest_api, woocommerce, keys, permissions." }),
          state: z
            .enum(["ok", "failed", "waiting"])
            .meta({ description: "`waiting`: not reached, or it needs credentials that were not given." }),
          code: z.string().nullable(),
          message: z.string().nullable(),
          remedy: z.string().nullable(),
        }),
      )
      .meta({ description: "In the order in which they build on each other." }),
    store: z
      .object({
        name: z.string(),
        platform_version: z.string(),
        currency: z.string(),
        time_zone: z.string(),
        warnings: z.array(z.string()),
      })
      .nullable()
      .meta({ description: "Who answered; null until every step is passed." }),
  })
  .meta({ id: "Examination", example: { steps: [stepExample], store: null } });
export type Examination = z.infer<typeof examinationSchema>;

export const previewSchema = z
  .object({
    orders: z.int().nullable().meta({ description: "How many the store says it has; null where it does not tell." }),
    products: z.int().nullable(),
    customers: z.int().nullable(),
    stock: z
      .array(
        z.object({
          sku: z.string(),
          name: z.string(),
          shows: z.string().nullable().meta({ description: "What the store shows now." }),
          would_show: z.string().meta({ description: "What Logix has to sell." }),
        }),
      )
      .meta({ description: "What the store would be told as a follower: SKUs that show another number there." }),
    compared: z.int().meta({ description: "So many SKUs that you count were looked up in the store." }),
    complete: z.boolean().meta({ description: "False where you count more SKUs than were looked up." }),
  })
  .meta({
    id: "ConnectionPreview",
    example: {
      orders: 1200,
      products: 85,
      customers: 430,
      stock: [{ sku: "MUG-BLUE", name: "Blue mug", shows: "4", would_show: "12" }],
      compared: 60,
      complete: true,
    },
  });
export type ConnectionPreview = z.infer<typeof previewSchema>;

export const statusWordsSchema = z
  .object({
    words: z
      .array(
        z.object({
          word: z.string().meta({ description: "The store's own." }),
          means: orderStatusSchema.nullable().meta({ description: "Null: nobody has said what it means." }),
          platform_means: orderStatusSchema.nullable().meta({ description: "Without your own map." }),
          orders: z.int().meta({ description: "So many orders bear it." }),
        }),
      )
      .meta({ description: "Those without a meaning first." }),
    told: z
      .array(z.object({ status: orderStatusSchema, word: z.string(), platform_word: z.string() }))
      .meta({ description: "What the store is told for each status." }),
  })
  .meta({
    id: "StatusWords",
    example: {
      words: [{ word: "ready-to-ship", means: null, platform_means: null, orders: 3 }],
      told: [{ status: "SHIPPED", word: "processing", platform_word: "processing" }],
    },
  });
export type StatusWords = z.infer<typeof statusWordsSchema>;
