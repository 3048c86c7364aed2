// GET /products and GET /products/{id}/variations: which ones, in which order.
import { amount } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { toList } from "../wordpress/arg-schema.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { byDates, byIds, idList, inIncludeOrder, type SortKey, sortBy } from "../wordpress/selection.ts";
import { isOnSale, priceOf } from "./price.ts";
import { nameOf } from "./product-name.ts";
import { stockStatusOf } from "./product-parts.ts";
import type { AnyProduct, ProductRecord, VariationRecord } from "./product-record.ts";
import { asLookedUp } from "./product-table.ts";

type Check = (product: AnyProduct) => boolean;

export function listProducts(state: WooState, params: JsonObject): AnyProduct[] {
  // QUIRK(woocommerce): `sku` finds variations as well, every other list holds parents only.
  const bySku = typeof params.sku === "string" && params.sku !== "";
  const candidates = bySku ? state.products.all() : state.products.products();
  const checks = [...commonChecks(state, params), ...productChecks(params)];
  const found = candidates.filter((product) => checks.every((check) => check(product)));
  return ordered(state, found, params);
}

export function listVariations(state: WooState, parentId: number, params: JsonObject): VariationRecord[] {
  const checks = commonChecks(state, params);
  const found = state.products.variationsOf(parentId).filter((variation) => checks.every((check) => check(variation)));
  return ordered(state, found, params);
}

function commonChecks(state: WooState, params: JsonObject): Check[] {
  const checks: Check[] = [byIds(params), byDates(params, state.settings.offsetMinutes, "others"), byStatus(params)];
  const skus = splitList(params.sku);
  // QUIRK(woocommerce): with commas in it the whole text counts as a SKU, too.
  if (skus.length > 1) skus.push(String(params.sku));
  const wanted = new Set(skus.map(asLookedUp));
  if (skus.length > 0) checks.push(({ sku }) => wanted.has(asLookedUp(sku)));
  if (params.stock_status !== undefined)
    checks.push((product) => stockStatusOf(state, product) === params.stock_status);
  if (params.on_sale !== undefined) checks.push((product) => isOnSale(state, product) === params.on_sale);
  if (params.min_price !== undefined)
    checks.push((product) => amount(priceOf(state, product)) >= amount(params.min_price));
  if (params.max_price !== undefined)
    checks.push((product) => amount(priceOf(state, product)) <= amount(params.max_price));
  if (params.virtual !== undefined) checks.push(({ virtual }) => virtual === params.virtual);
  if (params.downloadable !== undefined) checks.push(({ downloadable }) => downloadable === params.downloadable);
  return [...checks, ...searchChecks(state, params)];
}

function searchChecks(state: WooState, params: JsonObject): Check[] {
  const contains = (text: string, part: unknown) => text.toLowerCase().includes(String(part).toLowerCase());
  const checks: Check[] = [];
  const { search, search_sku: searchSku, search_name_or_sku: both } = params;
  if (search) checks.push((product) => contains(`${nameOf(state, product)} ${product.description}`, search));
  if (searchSku) checks.push(({ sku }) => contains(sku, searchSku));
  if (both) checks.push((product) => contains(nameOf(state, product), both) || contains(product.sku, both));
  return checks;
}

function byStatus(params: JsonObject): Check {
  const included = splitList(params.include_status);
  const excluded = splitList(params.exclude_status);
  const status = String(params.status ?? "any");
  return (product) => {
    if (excluded.includes(product.status)) return false;
    if (included.length > 0 && !included.includes("any")) return included.includes(product.status);
    return status === "any" ? !["trash", "auto-draft"].includes(product.status) : product.status === status;
  };
}

function productChecks(params: JsonObject): Check[] {
  const checks: Check[] = [];
  const types = [...splitList(params.type), ...splitList(params.include_types)];
  const notTypes = splitList(params.exclude_types);
  if (types.length > 0) checks.push(ofProduct(({ type }) => types.includes(type)));
  if (notTypes.length > 0) checks.push(ofProduct(({ type }) => !notTypes.includes(type)));
  if (params.slug) checks.push(ofProduct(({ slug }) => splitList(params.slug).includes(slug)));
  if (params.featured !== undefined) checks.push(ofProduct(({ featured }) => featured === params.featured));
  const categories = idList(params.category);
  if (categories.length > 0)
    checks.push(ofProduct(({ categoryIds }) => categoryIds.some((id) => categories.includes(id))));
  const tags = idList(params.tag);
  if (tags.length > 0) checks.push(ofProduct(({ tagIds }) => tagIds.some((id) => tags.includes(id))));
  if (params.attribute) {
    checks.push(ofProduct(({ attributes }) => attributes.some(({ slug }) => slug === params.attribute)));
  }
  return checks;
}

function ofProduct(check: (product: ProductRecord) => boolean): Check {
  return (product) => product.kind === "product" && check(product);
}

function splitList(value: JsonObject[string]): string[] {
  return value === undefined || value === null || value === "" ? [] : toList(value).map(String);
}

function ordered<T extends AnyProduct>(state: WooState, products: T[], params: JsonObject): T[] {
  const orderby = String(params.orderby ?? "date");
  if (orderby === "include") return inIncludeOrder(products, idList(params.include));
  const key: Record<string, SortKey<T>> = {
    id: ({ id }) => id,
    title: (product) => nameOf(state, product).toLowerCase(),
    slug: (product) => (product.kind === "product" ? product.slug : nameOf(state, product)),
    modified: ({ modifiedAt }) => modifiedAt,
    price: (product) => amount(priceOf(state, product)),
    popularity: (product) => (product.kind === "product" ? product.totalSales : 0),
    menu_order: ({ menuOrder }) => menuOrder,
  };
  return sortBy(products, key[orderby] ?? (({ createdAt }) => createdAt), params.order !== "asc");
}
