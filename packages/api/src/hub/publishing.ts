// Products carried to stores and back: what would change, what was asked for, what became of it, and taking it back.
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { fieldListSchema, fieldMapSchema } from "./mappings.ts";
import { stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { lineSchema, nameOfTheirsSchema } from "./text.ts";

const MOST_PRODUCTS = 10_000;

const changeSchema = z.object({ field: z.string(), from: z.unknown(), to: z.unknown() });
const changesSchema = z.array(changeSchema).meta({ description: "Field by field; what stays as it is isn't named." });

const productIdsSchema = z
  .array(z.int().min(1))
  .min(1, "must name at least one product")
  .max(MOST_PRODUCTS, `may have ${MOST_PRODUCTS} entries at most`);

export const exportRequestSchema = z
  .strictObject({
    product_ids: productIdsSchema.meta({ description: "Their variants go with them." }),
    fields: fieldListSchema.optional().meta({ description: "In place of the active export mapping's." }),
    only_changes: z
      .boolean()
      .default(true)
      .meta({ description: "Send only what changed here since the last export to this store." }),
  })
  .meta({ id: "ExportRequest", example: { product_ids: [201, 202], only_changes: true } });

export const importRequestSchema = z
  .strictObject({
    remote_ids: z.array(nameOfTheirsSchema(200)).max(MOST_PRODUCTS).optional().meta({
      description: "The store's own ids; all of its products, where left out.",
    }),
    update_existing: z.boolean().default(false).meta({ description: "Otherwise products that are here are skipped." }),
    use_mapping: z.boolean().default(true),
  })
  .meta({ id: "ImportRequest", example: { update_existing: true } });

export const carriedSchema = z
  .object({
    run_id: z.int().meta({ description: "Follow it at `GET /runs/{id}`." }),
    ended: z.boolean().meta({ description: "Whether all of it is done already." }),
  })
  .meta({ id: "Carried", example: { run_id: 12, ended: false } });

const named = { product_id: z.int().nullable(), sku: z.string().nullable(), name: z.string().nullable() };
const namedExample = { product_id: 201, sku: "MUG-BLUE", name: "Blue mug" };

const foreseenSchema = z.object({
  ...named,
  remote_id: z.string().nullable(),
  outcome: z.enum(["create", "update", "nothing", "skip", "fail"]),
  problem: z.string().nullable(),
  warnings: z.array(z.string()),
  changes: changesSchema,
});
export type Foreseen = z.infer<typeof foreseenSchema>;

export const forecastSchema = z
  .object({
    items: z.array(foreseenSchema),
    complete: z.boolean().meta({ description: "False where the time was up before all was looked at." }),
  })
  .meta({
    id: "Forecast",
    example: {
      items: [
        {
          ...namedExample,
          remote_id: "456",
          outcome: "update" as const,
          problem: null,
          warnings: [],
          changes: [{ field: "regular_price", from: "19.90", to: "18.90" }],
        },
      ],
      complete: true,
    },
  });
export type Forecast = z.infer<typeof forecastSchema>;

const comparedSchema = z.object({
  field: z.string().meta({ description: "As the store calls it." }),
  sends: z.unknown(),
  shows: z.unknown(),
  differs: z.boolean(),
});

export const previewRequestSchema = z
  .strictObject({
    product_id: z.int().min(1),
    selected_fields: fieldListSchema,
    field_mappings: fieldMapSchema.default({}),
  })
  .meta({ id: "PreviewRequest", example: { product_id: 201, selected_fields: ["name", "sku"], field_mappings: {} } });

export const previewSchema = z
  .object({
    remote_id: z.string().nullable().meta({ description: "Null: the store does not have it, and would make it." }),
    problem: z.string().nullable(),
    warnings: z.array(z.string()),
    fields: z.array(comparedSchema),
  })
  .meta({
    id: "ExportPreview",
    example: {
      remote_id: "456",
      problem: null,
      warnings: [],
      fields: [{ field: "regular_price", sends: "18.90", shows: "19.90", differs: true }],
    },
  });

export const productStoresSchema = z
  .object({
    stores: z.array(
      z.object({
        ...ofConnection,
        name: z.string(),
        remote_id: z.string().nullable(),
        sync_status: z.enum(["synced", "pending", "error"]).nullable().meta({ description: "Null: never sent there." }),
        error: z.string().nullable(),
        last_exported_at: stampSchema.nullable(),
        problem: z.string().nullable().meta({ description: "Why the store could not be looked at." }),
        fields: z.array(comparedSchema),
      }),
    ),
  })
  .meta({
    id: "ProductStores",
    example: {
      stores: [
        {
          connection_id: 3,
          connection_public_id: "integration_4f0c9be1a2d37e5518",
          name: "Blue Mug Shop",
          remote_id: "456",
          sync_status: "synced" as const,
          error: null,
          last_exported_at: "2026-11-20T10:00:02.000Z",
          problem: null,
          fields: [{ field: "regular_price", sends: "18.90", shows: "19.90", differs: true }],
        },
      ],
    },
  });
export type ProductStores = z.infer<typeof productStoresSchema>;

export const runItemQuerySchema = pageQuerySchema
  .extend({ outcome: lineSchema(50).optional().meta({ description: "Only those, such as `failed`." }) })
  .strict();

export const runItemListSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.int(),
        ...named,
        remote_id: z.string().nullable(),
        outcome: z.string().meta({
          description:
            "created, adopted, updated, unchanged, imported, skipped, failed; of an undo restored, moved or gone.",
        }),
        message: z.string().nullable(),
        remedy: z.string().nullable(),
        sent_fields: z.array(z.string()),
        warnings: z.array(z.string()),
        at: stampSchema,
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({
    id: "RunItemList",
    example: {
      items: [
        {
          id: 900,
          ...namedExample,
          remote_id: "456",
          outcome: "updated",
          message: null,
          remedy: null,
          sent_fields: ["price"],
          warnings: [],
          at: "2026-11-20T10:00:02.000Z",
        },
      ],
      next_cursor: null,
    },
  });
export type RunItemList = z.infer<typeof runItemListSchema>;

export const undoneSchema = z
  .object({
    restored: z.int(),
    moved: z.int().meta({ description: "The store shows something newer by now, which was left alone." }),
    gone: z.int(),
    failed: z.int(),
  })
  .meta({ id: "Undone", example: { restored: 12, moved: 1, gone: 0, failed: 0 } });
