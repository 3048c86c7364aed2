// A product with all variants that its options allow, as the catalogue and productSet need it.

import { toMinor } from "../state/money.ts";
import type { OptionRecord, ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { activate } from "../stock/stock.ts";

export type ProductPlan = {
  title: string;
  vendor: string;
  productType: string;
  tags: string[];
  options: readonly (readonly [name: string, values: readonly string[]])[];
  skuStem: string;
  price: string;
  /** Units at the first and at the second location. */
  stock: readonly [number, number];
  ageMs: number;
};

export function makeProduct(state: ShopifyState, plan: ProductPlan): ProductRecord {
  const at = state.now() - plan.ageMs;
  const product: ProductRecord = {
    ...blankProduct(state, plan.title, at),
    descriptionHtml: `<p>${plan.title}, made to last.</p>`,
    vendor: plan.vendor,
    productType: plan.productType,
    tags: plan.tags,
    options: plan.options.map(([name, values]) => makeOption(state, name, values)),
  };
  state.products.set(product.id, product);
  for (const options of combinations(product.options)) {
    const isAlone = product.options.length === 0;
    const suffix = isAlone ? "" : options.map(({ value }) => `-${value.slice(0, 2).toUpperCase()}`).join("");
    const variant = addVariant(state, product, { options, at });
    variant.sku = `${plan.skuStem}${suffix}`;
    variant.barcode = `40${String(variant.id).slice(-11)}`;
    variant.price = toMinor(plan.price, state.settings.currency) ?? Math.round(Number(plan.price));
    stockUp(state, variant, plan.stock);
  }
  return product;
}

function blankProduct(state: ShopifyState, title: string, at: number): ProductRecord {
  const id = state.nextId();
  return {
    id,
    title,
    handle: handleOf(state, title),
    descriptionHtml: "",
    vendor: state.settings.shopName,
    productType: "",
    status: "ACTIVE",
    tags: [],
    options: [],
    variantIds: [],
    images: [{ id: state.nextId(), url: `https://cdn.shopify.com/s/files/1/0001/products/${id}.jpg?v=1`, alt: title }],
    seo: { title: null, description: null },
    createdAt: at,
    updatedAt: at,
    publishedAt: at,
  };
}

/** Without a picture, as an app makes it. */
export function newProduct(state: ShopifyState, title: string): ProductRecord {
  const product: ProductRecord = { ...blankProduct(state, title, state.now()), images: [] };
  state.products.set(product.id, product);
  return product;
}

// Handles are unique: a number is put behind the second of a name.
export function handleOf(state: ShopifyState, title: string): string {
  const stem =
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "") || "product";
  let handle = stem;
  for (let number = 1; state.handles.has(handle); number += 1) handle = `${stem}-${number}`;
  state.handles.add(handle);
  return handle;
}

export function makeOption(state: ShopifyState, name: string, values: readonly string[]): OptionRecord {
  return { id: state.nextId(), name, values: values.map((value) => ({ id: state.nextId(), name: value })) };
}

// QUIRK(shopify): a product without options has the option "Title" with the value "Default Title".
function combinations(options: readonly OptionRecord[]): VariantRecord["options"][] {
  if (options.length === 0) return [[{ name: "Title", value: "Default Title" }]];
  return options.reduce<VariantRecord["options"][]>(
    (rows, { name, values }) => rows.flatMap((row) => values.map((value) => [...row, { name, value: value.name }])),
    [[]],
  );
}

export type NewVariant = { options: VariantRecord["options"]; at: number };

export function addVariant(state: ShopifyState, product: ProductRecord, { options, at }: NewVariant): VariantRecord {
  const variant: VariantRecord = {
    id: state.nextId(),
    productId: product.id,
    options,
    sku: null,
    barcode: null,
    price: 0,
    compareAtPrice: null,
    taxable: true,
    inventoryPolicy: "DENY",
    inventoryItemId: state.nextId(),
    createdAt: at,
    updatedAt: at,
  };
  state.variants.set(variant.id, variant);
  state.items.set(variant.inventoryItemId, {
    id: variant.inventoryItemId,
    variantId: variant.id,
    tracked: true,
    requiresShipping: true,
    cost: null,
    grams: 350,
    countryOfOrigin: null,
    harmonizedSystemCode: null,
    createdAt: at,
    updatedAt: at,
  });
  product.variantIds.push(variant.id);
  return variant;
}

function stockUp(state: ShopifyState, variant: VariantRecord, stock: ProductPlan["stock"]): void {
  const locations = [...state.locations.keys()];
  for (const [index, units] of stock.entries()) {
    const locationId = locations[index];
    if (locationId !== undefined) activate(state, variant.inventoryItemId, locationId, units);
  }
}
