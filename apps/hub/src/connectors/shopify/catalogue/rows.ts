// A listing as the shop shows it: a product with the one variant that it consists of, or one variant of several.
import { z } from "zod";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { tailOf, variantId } from "../ids.ts";
import { moment } from "../moment.ts";
import { pageInfoSchema } from "../order-schemas.ts";

/**
 * The metafield by which we know a product again: its SKU of ours, each only once in a shop. Shopify's products have no SKU of
 * their own, and its search finds what is new only after a while.
 */
export const IDENTITY = { namespace: "logix", key: "sku" } as const;

const MEDIA = "{ id alt mediaContentType ... on MediaImage { image { url } } }";
const VARIANT = `{
  id sku barcode price compareAtPrice updatedAt selectedOptions { name value }
  inventoryItem { measurement { weight { value unit } } }
}`;
const PAGE = "pageInfo { hasNextPage endCursor }";
export const MEDIA_PAGE = `nodes ${MEDIA} ${PAGE}`;
export const VARIANT_PAGE = `nodes ${VARIANT} ${PAGE}`;
export const FAMILY = `{
  id title descriptionHtml vendor productType status tags updatedAt hasOnlyDefaultVariant
  options { name values }
  identity: metafield(namespace: "${IDENTITY.namespace}", key: "${IDENTITY.key}") { value }
  media(first: 10) { ${MEDIA_PAGE} }
  variants(first: 10) { ${VARIANT_PAGE} }
}`;

const mediumSchema = z.object({
  id: z.string(),
  alt: z.string().nullable(),
  mediaContentType: z.string(),
  // Null while Shopify is still fetching it.
  image: z.object({ url: z.string() }).nullish(),
});
const variantSchema = z.object({
  id: z.string(),
  sku: z.string().nullable(),
  barcode: z.string().nullable(),
  price: z.string(),
  compareAtPrice: z.string().nullable(),
  updatedAt: moment,
  selectedOptions: z.array(z.object({ name: z.string(), value: z.string() })),
  inventoryItem: z.object({
    measurement: z.object({ weight: z.object({ value: z.number(), unit: z.string() }).nullable() }),
  }),
});
export const mediaSchema = z.object({ nodes: z.array(mediumSchema), pageInfo: pageInfoSchema });
export const variantsSchema = z.object({ nodes: z.array(variantSchema), pageInfo: pageInfoSchema });
export const familySchema = z.object({
  id: z.string(),
  title: z.string(),
  descriptionHtml: z.string(),
  vendor: z.string(),
  productType: z.string(),
  status: z.string(),
  tags: z.array(z.string()),
  updatedAt: moment,
  hasOnlyDefaultVariant: z.boolean(),
  options: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  identity: z.object({ value: z.string() }).nullable(),
  media: mediaSchema,
  variants: variantsSchema,
});

export type Family = z.infer<typeof familySchema>;
export type Variant = z.infer<typeof variantSchema>;
export type Medium = z.infer<typeof mediumSchema>;
export type Row = {
  readonly family: Family;
  /** Null for the head of several variants, which itself has neither price nor SKU. */
  readonly variant: Variant | null;
  readonly isVariant: boolean;
};

export function headOf(family: Family): Row {
  const [only = null] = family.variants.nodes;
  return { family, variant: family.hasOnlyDefaultVariant ? only : null, isVariant: false };
}

/** Of a product that has options. */
export function membersOf(family: Family): Row[] {
  if (family.hasOnlyDefaultVariant) return [];
  return family.variants.nodes.map((variant) => ({ family, variant, isVariant: true }));
}

export function rowsOf(family: Family): Row[] {
  return [headOf(family), ...membersOf(family)];
}

export function remoteIdOf({ family, variant, isVariant }: Row): RemoteId {
  return isVariant && variant ? variantId(variant.id) : tailOf(family.id);
}

export function skuOf({ family, variant, isVariant }: Row): string | null {
  const own = variant?.sku ? variant.sku : null;
  return own ?? (isVariant ? null : (family.identity?.value ?? null));
}

/** QUIRK(shopify): no product is without a variant; this one only keeps the place of those that are to come. */
export function isPlaceholder({ family, variant, isVariant }: Row): boolean {
  return !isVariant && variant !== null && !variant.sku && family.identity !== null;
}

export function picturesOf({ media }: Family): readonly Medium[] {
  return media.nodes.filter(({ mediaContentType }) => mediaContentType === "IMAGE");
}
