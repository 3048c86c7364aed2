// products/*: keys from the REST Admin samples (GET /admin/api/2026-07/products.json).
import { gid } from "../state/gid.ts";
import { decimalText } from "../state/money.ts";
import type { ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { inventoryQuantity } from "../stock/stock.ts";
import { restTime, restTimeOrNull } from "./rest-format.ts";

export function productBody(state: ShopifyState, product: ProductRecord): object {
  const images = product.images.map((image, index) => imageBody(product, image, index));
  return {
    id: product.id,
    title: product.title,
    body_html: product.descriptionHtml,
    vendor: product.vendor,
    product_type: product.productType,
    created_at: restTime(product.createdAt),
    handle: product.handle,
    updated_at: restTime(product.updatedAt),
    published_at: restTimeOrNull(product.publishedAt),
    template_suffix: null,
    published_scope: "web",
    tags: product.tags.join(", "),
    status: product.status.toLowerCase(),
    admin_graphql_api_id: gid("Product", product.id),
    variants: product.variantIds.flatMap((id, index) => {
      const variant = state.variants.get(id);
      return variant ? [variantBody(state, variant, index)] : [];
    }),
    options: product.options.map(({ id, name, values }, index) => ({
      id,
      product_id: product.id,
      name,
      position: index + 1,
      values: values.map((value) => value.name),
    })),
    images,
    image: images[0] ?? null,
  };
}

function imageBody(product: ProductRecord, image: ProductRecord["images"][number], index: number): object {
  return {
    id: image.id,
    alt: image.alt,
    position: index + 1,
    product_id: product.id,
    created_at: restTime(product.createdAt),
    updated_at: restTime(product.updatedAt),
    admin_graphql_api_id: gid("MediaImage", image.id),
    width: 1_200,
    height: 1_200,
    src: image.url,
    variant_ids: [],
  };
}

function variantBody(state: ShopifyState, variant: VariantRecord, index: number): object {
  const item = state.items.get(variant.inventoryItemId);
  const { currency } = state.settings;
  const grams = item?.grams ?? 0;
  return {
    id: variant.id,
    product_id: variant.productId,
    title: variant.options.map(({ value }) => value).join(" / "),
    price: decimalText(variant.price, currency),
    position: index + 1,
    inventory_policy: variant.inventoryPolicy.toLowerCase(),
    compare_at_price: variant.compareAtPrice === null ? null : decimalText(variant.compareAtPrice, currency),
    option1: variant.options[0]?.value ?? null,
    option2: variant.options[1]?.value ?? null,
    option3: variant.options[2]?.value ?? null,
    created_at: restTime(variant.createdAt),
    updated_at: restTime(variant.updatedAt),
    taxable: variant.taxable,
    barcode: variant.barcode,
    fulfillment_service: "manual",
    grams,
    inventory_management: item?.tracked ? "shopify" : null,
    requires_shipping: item?.requiresShipping ?? true,
    sku: variant.sku,
    weight: grams / 1_000,
    weight_unit: "kg",
    inventory_item_id: variant.inventoryItemId,
    inventory_quantity: inventoryQuantity(state, variant),
    old_inventory_quantity: inventoryQuantity(state, variant),
    admin_graphql_api_id: gid("ProductVariant", variant.id),
    image_id: null,
  };
}
