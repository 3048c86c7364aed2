// Products created, changed and removed over REST.
import { metaValue, setMeta } from "../state/meta.ts";
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { toList } from "../wordpress/arg-schema.ts";
import { type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { cleanName, cleanText, slugOf } from "../wordpress/text.ts";
import { blankProduct } from "./blank-product.ts";
import type { ProductRecord } from "./product-record.ts";
import { saveProduct } from "./stock.ts";
import { writeAttributes, writeChosen } from "./write-attributes.ts";
import { writeImages } from "./write-images.ts";
import { dateOf, writeStocked } from "./write-stocked.ts";

export async function createProduct(state: WooState, params: JsonObject): Promise<ProductRecord> {
  const product = blankProduct(state);
  await writeProduct(state, product, params);
  product.id = state.nextId("post");
  if (product.slug === "" && isPublic(product)) product.slug = freeSlug(state, product, slugOf(product.name));
  saveProduct(state, product);
  state.announce({ topic: "product.created", id: product.id });
  return product;
}

export async function updateProduct(state: WooState, params: JsonObject): Promise<ProductRecord> {
  const id = phpInt(params.id);
  // QUIRK(woocommerce): a variation can be read here, but not written.
  if (state.products.variation(id)) throw useVariationsEndpoint();
  const known = state.products.product(id);
  if (!known) throw new RestError("woocommerce_rest_product_invalid_id", "Invalid ID.", 400);
  // A copy: a refused write leaves the product as it was.
  const product = structuredClone(known);
  const isRestored = product.status === "trash" && params.status !== undefined && params.status !== "trash";
  await writeProduct(state, product, params);
  if (isRestored) product.slug = product.slug.replace(/__trashed$/, "");
  if (product.slug === "" && isPublic(product)) product.slug = freeSlug(state, product, slugOf(product.name));
  saveProduct(state, product);
  if (showsInOrders(params)) state.orders.forgetWritten();
  state.announce({ topic: "product.updated", id: product.id });
  return product;
}

// Fields that the lines of orders show as they are today.
export function showsInOrders(params: JsonObject): boolean {
  return ["name", "sku", "images", "image", "virtual", "downloadable"].some((name) => params[name] !== undefined);
}

// As the admin's "Restore" does. QUIRK(woocommerce): the coupons' webhook gets an error body.
export function restoreProduct(state: WooState, product: ProductRecord): void {
  product.status = String(metaValue(product.meta, "_wp_trash_meta_status") ?? "draft");
  product.slug = product.slug.replace(/__trashed$/, "");
  product.meta = product.meta.filter(
    ({ key }) => !key.startsWith("_wp_trash_meta_") && key !== "_wp_desired_post_slug",
  );
  saveProduct(state, product);
  state.announce({ topic: "coupon.restored", id: product.id });
  state.announce({ topic: "product.restored", id: product.id });
}

async function writeProduct(state: WooState, product: ProductRecord, params: JsonObject): Promise<void> {
  const images = await writeImages(state, product.images, params.images);
  if (params.type !== undefined) product.type = String(params.type);
  writeStocked(state, product, params);
  product.images = images;
  writeTexts(state, product, params);
  writeFlags(product, params);
  if (params.categories !== undefined) product.categoryIds = categoryIds(state, params.categories);
  if (params.tags !== undefined) product.tagIds = termIds(state, "tag", params.tags);
  if (params.attributes !== undefined) product.attributes = writeAttributes(state, params.attributes);
  if (params.default_attributes !== undefined) {
    product.defaultAttributes = writeChosen(state, product, params.default_attributes);
  }
}

function writeTexts(state: WooState, product: ProductRecord, params: JsonObject): void {
  if (params.name !== undefined) product.name = cleanName(String(params.name));
  if (params.status !== undefined) product.status = String(params.status);
  // Only what was never public has no slug.
  if (params.slug === "" && !isPublic(product)) product.slug = "";
  else if (params.slug !== undefined) product.slug = freeSlug(state, product, slugOf(String(params.slug)));
  if (params.short_description !== undefined) product.shortDescription = String(params.short_description);
  if (params.catalog_visibility !== undefined) product.catalogVisibility = String(params.catalog_visibility);
  if (params.external_url !== undefined) product.externalUrl = String(params.external_url);
  if (params.button_text !== undefined) product.buttonText = cleanText(String(params.button_text));
  if (params.purchase_note !== undefined) product.purchaseNote = String(params.purchase_note);
  if (params.post_password !== undefined) product.postPassword = String(params.post_password);
  product.createdAt = dateOf(state, params, "date_created", product.createdAt) ?? product.createdAt;
}

function writeFlags(product: ProductRecord, params: JsonObject): void {
  if (params.featured !== undefined) product.featured = params.featured === true;
  if (params.sold_individually !== undefined) product.soldIndividually = params.sold_individually === true;
  if (params.reviews_allowed !== undefined) product.reviewsAllowed = params.reviews_allowed === true;
  if (params.upsell_ids !== undefined) product.upsellIds = numbers(params.upsell_ids);
  if (params.cross_sell_ids !== undefined) product.crossSellIds = numbers(params.cross_sell_ids);
  if (params.grouped_products !== undefined) product.groupedProducts = numbers(params.grouped_products);
  if (params.parent_id !== undefined) product.parentId = phpInt(params.parent_id);
}

function numbers(value: Json | undefined): number[] {
  return value === undefined || value === null ? [] : toList(value).map(phpInt);
}

function termIds(state: WooState, taxonomy: "category" | "tag", sent: Json | undefined): number[] {
  return objectsOf(sent)
    .map((item) => phpInt(item.id))
    .filter((id) => state.terms[taxonomy].has(id));
}

// QUIRK(woocommerce): an unknown category leaves the product in "Uncategorized".
function categoryIds(state: WooState, sent: Json | undefined): number[] {
  const known = termIds(state, "category", sent);
  return known.length > 0 ? known : [...state.terms.category.keys()].slice(0, 1);
}

function isPublic({ status }: ProductRecord): boolean {
  return ["publish", "private", "future"].includes(status);
}

function freeSlug(state: WooState, product: ProductRecord, wanted: string): string {
  const taken = new Set(
    state.products
      .products()
      .filter((other) => other.id !== product.id)
      .map(({ slug }) => slug),
  );
  const base = wanted === "" ? "product" : wanted;
  let slug = base;
  for (let suffix = 2; taken.has(slug); suffix += 1) slug = `${base}-${suffix}`;
  return slug;
}

function useVariationsEndpoint(): RestError {
  const path = "/products/&lt;product_id&gt;/variations/&lt;id&gt;";
  const message = `To manipulate product variations you should use the ${path} endpoint.`;
  return new RestError("woocommerce_rest_invalid_product_id", message, 404);
}

export function trashProduct(state: WooState, product: ProductRecord): void {
  if (product.status === "trash") {
    throw new RestError("woocommerce_rest_already_trashed", "The product has already been deleted.", 410);
  }
  const nextId = () => state.nextId("meta");
  product.meta = setMeta(product.meta, "_wp_trash_meta_status", product.status, nextId);
  product.meta = setMeta(product.meta, "_wp_trash_meta_time", String(state.nowSeconds()), nextId);
  if (metaValue(product.meta, "_wp_desired_post_slug") === undefined && product.slug !== "") {
    product.meta = setMeta(product.meta, "_wp_desired_post_slug", product.slug, nextId);
    product.slug = `${product.slug}__trashed`;
  }
  product.status = "trash";
  saveProduct(state, product);
  // QUIRK(woocommerce): the trash is one for all post types, so the coupons' webhook hears of it, too.
  state.announce({ topic: "coupon.deleted", id: product.id });
  state.announce({ topic: "product.deleted", id: product.id });
}

export function eraseProduct(state: WooState, product: ProductRecord): void {
  for (const variation of state.products.variationsOf(product.id)) state.products.remove(variation.id);
  state.products.remove(product.id);
  state.orders.forgetWritten();
}
