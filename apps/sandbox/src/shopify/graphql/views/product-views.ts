// Products and their variants.
import { gid } from "../../state/gid.ts";
import { decimalText } from "../../state/money.ts";
import type { OptionRecord, ProductRecord, VariantRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { inventoryQuantity, isForSale } from "../../stock/stock.ts";
import { connection, listed, type PageArguments } from "../connection.ts";
import type { GraphContext, View } from "../context.ts";
import { count, metafieldFields, time, timeOrNull } from "./common-fields.ts";

export function productView(state: ShopifyState, product: ProductRecord): View {
  const id = gid("Product", product.id);
  const variants = () => variantsOf(state, product);
  const media = product.images.map(mediaView);
  const options = product.options.length > 0 ? product.options : [defaultOption(product)];
  return {
    __typename: "Product",
    id,
    legacyResourceId: String(product.id),
    title: product.title,
    handle: product.handle,
    description: ({ truncateAt }: { truncateAt?: number | null }) =>
      product.descriptionHtml.replace(/<[^>]*>/g, "").slice(0, truncateAt ?? undefined),
    descriptionHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    status: product.status,
    tags: [...product.tags].sort(),
    isGiftCard: false,
    hasOnlyDefaultVariant: product.options.length === 0,
    hasOutOfStockVariants: () => variants().some((variant) => !isForSale(state, variant)),
    tracksInventory: () => variants().some(({ inventoryItemId }) => state.items.get(inventoryItemId)?.tracked),
    totalInventory: () => variants().reduce((sum, variant) => sum + inventoryQuantity(state, variant), 0),
    options: options.map((option, index) => optionView(option, index)),
    seo: product.seo,
    onlineStoreUrl: null,
    featuredMedia: media[0] ?? null,
    media: (page: PageArguments, context: GraphContext) => connection(listed(product.images), page, context, mediaView),
    variants: (page: PageArguments, context: GraphContext) =>
      connection(listed(variants()), page, context, context.views.variant),
    variantsCount: () => count(product.variantIds.length),
    createdAt: time(product.createdAt),
    updatedAt: time(product.updatedAt),
    publishedAt: timeOrNull(product.publishedAt),
    ...metafieldFields(state, id),
  };
}

function variantsOf(state: ShopifyState, product: ProductRecord): VariantRecord[] {
  return product.variantIds.flatMap((variantId) => state.variants.get(variantId) ?? []);
}

function defaultOption(product: ProductRecord): OptionRecord {
  return { id: product.id + 1, name: "Title", values: [{ id: product.id + 2, name: "Default Title" }] };
}

function optionView({ id, name, values }: OptionRecord, index: number): object {
  return {
    id: gid("ProductOption", id),
    name,
    position: index + 1,
    values: values.map((value) => value.name),
    optionValues: values.map((value) => ({
      id: gid("ProductOptionValue", value.id),
      name: value.name,
      hasVariants: true,
    })),
  };
}

function mediaView({ id, url, alt }: ProductRecord["images"][number]): object {
  return {
    __typename: "MediaImage",
    id: gid("MediaImage", id),
    alt,
    mediaContentType: "IMAGE",
    status: "READY",
    image: { id: gid("ImageSource", id), url, altText: alt, width: 1_200, height: 1_200 },
  };
}

export function variantView(state: ShopifyState, variant: VariantRecord): View {
  const id = gid("ProductVariant", variant.id);
  const product = state.products.get(variant.productId);
  const item = state.items.get(variant.inventoryItemId);
  const { currency } = state.settings;
  const title = variant.options.map(({ value }) => value).join(" / ");
  const quantity = () => inventoryQuantity(state, variant);
  return {
    __typename: "ProductVariant",
    id,
    legacyResourceId: String(variant.id),
    title,
    displayName: `${product?.title ?? ""} - ${title}`,
    sku: variant.sku,
    barcode: variant.barcode,
    position: (product?.variantIds.indexOf(variant.id) ?? 0) + 1,
    price: decimalText(variant.price, currency),
    compareAtPrice: variant.compareAtPrice === null ? null : decimalText(variant.compareAtPrice, currency),
    taxable: variant.taxable,
    inventoryPolicy: variant.inventoryPolicy,
    inventoryQuantity: quantity,
    sellableOnlineQuantity: quantity,
    availableForSale: () => product?.status === "ACTIVE" && isForSale(state, variant),
    selectedOptions: variant.options.map(({ name, value }) => ({
      name,
      value,
      optionValue: optionValue(product, value),
    })),
    product: (_: unknown, context: GraphContext) => (product ? context.views.product(product) : null),
    inventoryItem: (_: unknown, context: GraphContext) => (item ? context.views.item(item) : null),
    createdAt: time(variant.createdAt),
    updatedAt: time(variant.updatedAt),
    ...metafieldFields(state, id),
  };
}

function optionValue(product: ProductRecord | undefined, name: string): object {
  const known = product?.options.flatMap(({ values }) => values).find((value) => value.name === name);
  return { id: gid("ProductOptionValue", known?.id ?? (product?.id ?? 0) + 2), name, hasVariants: true };
}
