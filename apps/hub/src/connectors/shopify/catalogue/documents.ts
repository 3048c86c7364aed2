// What is asked of a shop's catalogue, and said to it.
import { z } from "zod";
import { document, documentByIds, mutation } from "../client.ts";
import { userErrorsSchema } from "../failures.ts";
import { pageInfoSchema } from "../order-schemas.ts";
import { FAMILY, familySchema, IDENTITY, MEDIA_PAGE, mediaSchema, VARIANT_PAGE, variantsSchema } from "./rows.ts";

// https://shopify.dev/docs/api/admin-graphql/2026-07/queries/nodes
export const FAMILIES = documentByIds(
  `query Listings($ids: [ID!]!) { nodes(ids: $ids) { ... on Product ${FAMILY} } }`,
  z.object({ nodes: z.array(z.unknown()) }),
  60,
);
export const MORE_MEDIA = document(
  `query MoreMedia($id: ID!, $after: String) { product(id: $id) { media(first: 100, after: $after) { ${MEDIA_PAGE} } } }`,
  z.object({ product: z.object({ media: mediaSchema }).nullable() }),
  50,
);
export const MORE_VARIANTS = document(
  `query MoreVariants($id: ID!, $after: String) {
    product(id: $id) { variants(first: 100, after: $after) { ${VARIANT_PAGE} } }
  }`,
  z.object({ product: z.object({ variants: variantsSchema }).nullable() }),
  100,
);
const productId = z.object({ id: z.string() });
export const SKU_HOLDERS = document(
  `query SkuHolders($query: String!, $after: String) {
    productVariants(first: 100, after: $after, query: $query) { nodes { sku product { id } } pageInfo { hasNextPage endCursor } }
  }`,
  z.object({
    productVariants: z.object({
      nodes: z.array(z.object({ sku: z.string().nullable(), product: productId })),
      pageInfo: pageInfoSchema,
    }),
  }),
  30,
);
export const WEIGHT_UNIT = document(
  "query WeightUnit { shop { weightUnit } }",
  z.object({ shop: z.object({ weightUnit: z.string() }) }),
  1,
);
/** By `$sku0`, `$sku1` …: unlike the search this knows what was made a moment ago. */
export function byIdentities(count: number) {
  const all = Array.from({ length: count }, (_, index) => index);
  const customId = `namespace: "${IDENTITY.namespace}", key: "${IDENTITY.key}"`;
  const lines = all.map(
    (index) => `p${index}: productByIdentifier(identifier: { customId: { ${customId}, value: $sku${index} } }) { id }`,
  );
  const text = `query ByIdentities(${all.map((index) => `$sku${index}: String!`).join(" ")}) { ${lines.join(" ")} }`;
  return document(text, z.record(z.string(), productId.nullable()), count);
}
export const BY_IDENTITIES = byIdentities(2);

const userErrors = userErrorsSchema;
// https://shopify.dev/docs/apps/build/custom-data/metafields/working-with-custom-ids
export const DEFINE_IDENTITY = mutation(
  `mutation DefineIdentity($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) { createdDefinition { id } userErrors { code field message } }
  }`,
  z.object({ metafieldDefinitionCreate: z.object({ userErrors }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productSet
export const SET_PRODUCT = mutation(
  `mutation SetProduct($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
    productSet(identifier: $identifier, input: $input, synchronous: true) { product ${FAMILY} userErrors { code field message } }
  }`,
  z.object({ productSet: z.object({ product: familySchema.nullable(), userErrors }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productUpdate
export const UPDATE_PRODUCT = mutation(
  `mutation UpdateProduct($product: ProductUpdateInput!) {
    productUpdate(product: $product) { product { id } userErrors { field message } }
  }`,
  z.object({ productUpdate: z.object({ userErrors }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productVariantsBulkUpdate
export const UPDATE_VARIANTS = mutation(
  `mutation UpdateVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkUpdate(productId: $productId, variants: $variants) {
      productVariants { id } userErrors { code field message }
    }
  }`,
  z.object({ productVariantsBulkUpdate: z.object({ userErrors }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productVariantsBulkCreate
export const CREATE_VARIANTS = mutation(
  `mutation CreateVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkCreate(productId: $productId, variants: $variants, strategy: PRESERVE_STANDALONE_VARIANT) {
      productVariants { id } userErrors { code field message }
    }
  }`,
  z.object({ productVariantsBulkCreate: z.object({ userErrors }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productVariantsBulkDelete
export const DELETE_VARIANTS = mutation(
  `mutation DeleteVariants($productId: ID!, $variantsIds: [ID!]!) {
    productVariantsBulkDelete(productId: $productId, variantsIds: $variantsIds) { userErrors { code field message } }
  }`,
  z.object({ productVariantsBulkDelete: z.object({ userErrors }) }),
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/mutations/productDelete
export const DELETE_PRODUCT = mutation(
  `mutation DeleteProduct($id: ID!) { productDelete(input: { id: $id }) { deletedProductId userErrors { field message } } }`,
  z.object({ productDelete: z.object({ userErrors }) }),
);
