// The account's own catalogue: products with their variants.
import {
  attributesChangeSchema,
  categoriesSchema,
  decimalSchema,
  descriptionSchema,
  imagesSchema,
  optionsChangeSchema,
  PRODUCT_STATUSES,
  PRODUCT_STOCK_STATUSES,
  pricesChangeSchema,
  productNameSchema,
  productStatusSchema,
  productStockStatusSchema,
  skuSchema,
  tagsSchema,
} from "@logix/model";
import { z } from "zod";
import { ofConnection } from "./ids.ts";
import { momentSchema, stampSchema } from "./moments.ts";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";
import { nameOfTheirsSchema } from "./text.ts";

const textsSchema = z.record(z.string(), z.string());
const measureSchema = z.string().nullable().meta({ description: "A decimal number as text.", example: "12.5" });

const contentSchema = z.object({
  name: z.string(),
  description: z.string(),
  short_description: z.string(),
  status: z.enum(PRODUCT_STATUSES),
  prices: textsSchema.meta({ description: "Decimal texts by name: `price`, `sale_price` and any others." }),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  images: z.array(z.object({ src: z.string(), alt: z.string(), name: z.string() })),
  categories: z.array(z.array(z.string())).meta({ description: "From the root down." }),
  tags: z.array(z.string()),
  weight: measureSchema,
  dimensions: z.object({ length: measureSchema, width: measureSchema, height: measureSchema }),
  stock_status: z.enum(PRODUCT_STOCK_STATUSES).nullable(),
});

const contentExample = {
  name: "Blue mug",
  description: "Holds a quarter of a litre.",
  short_description: "",
  status: "publish" as const,
  prices: { price: "19.90", sale_price: "14.90", wholesalePrice: "9.50" },
  attributes: { COLOR: "Blue", Größe: ["S", "M"], "Dishwasher safe": true },
  images: [{ src: "https://example.com/blue-mug.jpg", alt: "A blue mug", name: "" }],
  categories: [["Home", "Kitchen"]],
  tags: ["gift"],
  weight: "0.35",
  dimensions: { length: "8", width: "8", height: "9.5" },
  stock_status: "instock" as const,
};

const productExample = {
  id: 201,
  parent_id: null,
  sku: "MUG-BLUE",
  ...contentExample,
  options: {},
  version: 3,
  created_at: "2026-11-20T09:00:00.000Z",
  updated_at: "2026-11-20T10:00:00.000Z",
};

const productSchema = contentSchema.extend({
  id: z.int(),
  parent_id: z.int().nullable().meta({ description: "Of a variant: the product that it is one of." }),
  sku: z.string(),
  options: textsSchema.meta({ description: "Of a variant: which option of which attribute it is." }),
  version: z.int().meta({ description: "Counts the changes; send it with a change to be told when it is stale." }),
  created_at: stampSchema,
  updated_at: stampSchema,
});

export const listedProductSchema = productSchema
  .extend({ variant_count: z.int() })
  .meta({ id: "ListedProduct", example: { ...productExample, variant_count: 1 } });
export type ListedProduct = z.infer<typeof listedProductSchema>;

const variantSchema = productSchema
  .extend({ effective: contentSchema.meta({ description: "With what it inherits from its product." }) })
  .meta({ id: "ProductVariant" });
export type ProductVariant = z.infer<typeof variantSchema>;

const variantExample = {
  ...productExample,
  id: 202,
  parent_id: 201,
  sku: "MUG-BLUE-M",
  name: "",
  prices: { price: "21.90" },
  options: { Größe: "M" },
  effective: { ...contentExample, prices: { price: "21.90", wholesalePrice: "9.50" } },
};

export const productListingSchema = z.object({
  ...ofConnection,
  product_id: z.int(),
  remote_id: z.string().nullable().meta({ description: "The store's own id; null until it has the product." }),
  sync_status: z.enum(["synced", "pending", "error"]),
  error: z
    .object({ code: z.string().nullable(), message: z.string(), remedy: z.string().nullable() })
    .nullable()
    .meta({ description: "Why the store does not have it as it is here." }),
  last_exported_at: stampSchema.nullable(),
  last_imported_at: stampSchema.nullable(),
});

const listingExample = {
  connection_id: 3,
  connection_public_id: "integration_4f0c9be1a2d37e5518",
  product_id: 201,
  remote_id: "456",
  sync_status: "synced" as const,
  error: null,
  last_exported_at: "2026-11-20T10:00:02.000Z",
  last_imported_at: null,
};

export const productDetailSchema = productSchema
  .extend({
    effective: contentSchema
      .nullable()
      .meta({ description: "Of a variant: with what it inherits from its product. Of a product null." }),
    variants: z.array(variantSchema),
    listings: z.array(productListingSchema).meta({ description: "Where it, and its variants, are listed." }),
  })
  .meta({
    id: "ProductDetail",
    example: { ...productExample, effective: null, variants: [variantExample], listings: [listingExample] },
  });
export type ProductDetail = z.infer<typeof productDetailSchema>;

const SHORTHANDS = ["price", "sale_price", "salePrice", "regular_price", "regularPrice"] as const;

const contentRequest = {
  name: productNameSchema.nullish(),
  description: descriptionSchema.nullish(),
  short_description: descriptionSchema.nullish(),
  status: productStatusSchema.nullish(),
  prices: pricesChangeSchema.nullish().meta({ description: "Any names; numbers and decimal texts." }),
  price: decimalSchema.optional().meta({ description: "Short for `prices.price`." }),
  sale_price: decimalSchema.optional().meta({ description: "Short for `prices.sale_price`." }),
  salePrice: decimalSchema.optional().meta({ description: "The same as `sale_price`." }),
  regular_price: decimalSchema.optional().meta({ description: "The same as `price`." }),
  regularPrice: decimalSchema.optional().meta({ description: "The same as `price`." }),
  attributes: attributesChangeSchema.nullish(),
  images: imagesSchema.nullish(),
  categories: categoriesSchema.nullish().meta({ description: "Lists of names, or texts such as `Home > Kitchen`." }),
  tags: tagsSchema.nullish(),
  weight: decimalSchema.optional(),
  dimensions: z
    .strictObject({
      length: decimalSchema.optional(),
      width: decimalSchema.optional(),
      height: decimalSchema.optional(),
    })
    .nullish(),
  stock_status: productStockStatusSchema.nullish(),
  options: optionsChangeSchema.nullish().meta({ description: "Of a variant: which option of which attribute it is." }),
};

const contentRequestSchema = z.strictObject(contentRequest);
export type ProductContentRequest = z.output<typeof contentRequestSchema>;

type Prices = Readonly<Partial<Record<(typeof SHORTHANDS)[number], string | null>>> & {
  readonly prices?: Readonly<Record<string, string | null>> | null;
};

/** One price must not be given twice, once by its short name. */
function checkShorthands(given: Prices, context: z.RefinementCtx): void {
  const seen = new Set(Object.keys(given.prices ?? {}));
  for (const name of SHORTHANDS) {
    if (given[name] === undefined) continue;
    const known = name.toLowerCase().startsWith("sale") ? "sale_price" : "price";
    if (seen.has(known)) context.addIssue({ code: "custom", path: [name], message: `${known} is given twice` });
    seen.add(known);
  }
}

const newVariantShape = z.strictObject({ sku: skuSchema, ...contentRequest });
export const newVariantRequestSchema = newVariantShape
  .superRefine(checkShorthands)
  .meta({ id: "NewVariantRequest", example: { sku: "MUG-BLUE-M", price: "21.90", options: { Größe: "M" } } });

const MOST_VARIANTS = 1_000;
const variantsSchema = z
  .array(newVariantRequestSchema)
  .max(MOST_VARIANTS, `may have ${MOST_VARIANTS} entries at most`)
  .optional();

export const newProductRequestSchema = z
  .strictObject({
    sku: skuSchema,
    ...contentRequest,
    name: productNameSchema.min(1, "must not be empty"),
    variants: variantsSchema,
  })
  .superRefine(checkShorthands)
  .meta({
    id: "NewProductRequest",
    example: {
      sku: "MUG-BLUE",
      name: "Blue mug",
      prices: { price: "19.90", sale_price: "14.90", wholesalePrice: "9.50" },
      attributes: { COLOR: "Blue" },
      images: [{ src: "https://example.com/blue-mug.jpg" }],
      categories: ["Home > Kitchen"],
      tags: ["gift"],
      variants: [{ sku: "MUG-BLUE-M", price: "21.90", options: { Größe: "M" } }],
    },
  });

export const productChangeRequestSchema = z
  .strictObject({
    ...contentRequest,
    sku: skuSchema.optional(),
    version: z.int().optional().meta({ description: "The version that was read; a newer one is a conflict." }),
  })
  .superRefine(checkShorthands)
  .meta({ id: "ProductChangeRequest", example: { price: "18.90", attributes: { COLOR: null }, version: 3 } });

/** A row of a bulk import: what is there already is changed, what is not is made. */
export const bulkProductSchema = z
  .strictObject({
    sku: skuSchema,
    ...contentRequest,
    parent_sku: skuSchema.nullish().meta({ description: "Makes it a variant of the product with this SKU." }),
    variants: variantsSchema,
  })
  .superRefine(checkShorthands)
  .meta({ id: "BulkProduct", example: { sku: "MUG-BLUE", price: "18.90" } });
export type BulkProduct = z.output<typeof bulkProductSchema>;

const filters = {
  search: nameOfTheirsSchema(200).optional().meta({
    description: "Part of a name, a SKU or an attribute's value, of the product or of one of its variants.",
    example: "mug",
  }),
  sku: nameOfTheirsSchema(200)
    .optional()
    .meta({ description: "Exactly this SKU; finds variants too.", example: "MUG-BLUE" }),
  status: productStatusSchema.optional(),
  category: nameOfTheirsSchema(2_000)
    .optional()
    .meta({ description: "This category and those below it.", example: "Home > Kitchen" }),
  tag: nameOfTheirsSchema(200).optional(),
  updated_since: momentSchema.optional().meta({ description: "Only what changed from then on, itself or a variant." }),
};

export const productQuerySchema = pageQuerySchema.extend(filters).strict();
export const productExportQuerySchema = z.strictObject({
  ...filters,
  format: z.enum(["csv", "json"]).default("csv"),
});
export type ProductFilters = z.output<typeof productExportQuerySchema>;

export const productListSchema = z
  .object({ products: z.array(listedProductSchema), next_cursor: nextCursorSchema })
  .meta({ id: "ProductList", example: { products: [{ ...productExample, variant_count: 1 }], next_cursor: "MjAx" } });

const historyExample = {
  id: 7001,
  product_id: 201,
  sku: "MUG-BLUE",
  actor: "user:user_9f2c4e7a1b3d5f608192",
  source: "request" as const,
  changes: { "prices.price": { from: "19.90", to: "18.90" } },
  at: "2026-11-20T10:00:00.000Z",
};

export const productHistorySchema = z
  .object({
    history: z.array(
      z.object({
        id: z.int(),
        product_id: z.int().meta({ description: "The product, or one of its variants." }),
        sku: z.string(),
        actor: z.string(),
        source: z.enum(["request", "import", "bulk"]),
        changes: z
          .record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }))
          .meta({ description: "By field: prices, attributes and options one by one, such as `prices.price`." }),
        at: stampSchema,
      }),
    ),
    next_cursor: nextCursorSchema,
  })
  .meta({ id: "ProductHistory", example: { history: [historyExample], next_cursor: null } });
export type ProductHistory = z.infer<typeof productHistorySchema>;
