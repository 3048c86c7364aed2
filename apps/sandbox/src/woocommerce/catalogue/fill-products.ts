// The goods of a new store: simple ones with and without stock, variable ones with variations.
import { blankProduct, blankVariation } from "../products/blank-product.ts";
import type { ImageRecord, ProductAttribute, ProductRecord } from "../products/product-record.ts";
import { saveProduct } from "../products/stock.ts";
import type { WooState } from "../state/woo-state.ts";
import type { AttributeRecord, TermRecord } from "../terms/term-record.ts";
import { addTerm } from "../terms/write-term.ts";
import { slugOf } from "../wordpress/text.ts";
import { colors, garments, goods, sizes } from "./sample-names.ts";

const categoryNames = ["Home &amp; Living", "Kitchen", "Apparel", "日本の食器"];
const tagNames = ["bestseller", "été 2026", "B&amp;W", "unisex"];

export function fillProducts(state: WooState, count: number): void {
  addTerm(state, state.terms.category, { name: "Uncategorized" });
  for (const name of categoryNames) addTerm(state, state.terms.category, { name });
  for (const name of tagNames) addTerm(state, state.terms.tag, { name });
  addTerm(state, state.terms.shipping_class, { name: "Bulky" });
  const color = addAttribute(state, "Color", colors);
  const size = addAttribute(state, "Size", sizes);
  for (let index = 0; index < count; index += 1) {
    if (index % 5 === 4) addVariable(state, index, color, size);
    else addSimple(state, index);
  }
}

function addAttribute(state: WooState, name: string, options: string[]): AttributeRecord {
  const terms = new Map<number, TermRecord>();
  const id = state.nextId("attribute");
  const attribute: AttributeRecord = {
    id,
    name,
    slug: `pa_${slugOf(name)}`,
    type: "select",
    orderBy: "menu_order",
    hasArchives: false,
    terms,
  };
  for (const [index, option] of options.entries()) addTerm(state, terms, { name: option, menu_order: index });
  state.attributes.set(id, attribute);
  return attribute;
}

// Names repeat with a number once they are used up.
function sample(list: readonly [string, string, number][], index: number): [string, string, number] {
  const [name, sku, price] = list[index % list.length] ?? ["Thing", "THING", 10];
  const round = Math.floor(index / list.length);
  return round === 0 ? [name, sku, price] : [`${name} ${round + 1}`, `${sku}-${round + 1}`, price + round];
}

function place(state: WooState, product: ProductRecord, index: number): void {
  const [uncategorized = 0, ...categories] = state.terms.category.keys();
  const tags = [...state.terms.tag.keys()];
  product.categoryIds = [categories[index % categories.length] ?? uncategorized];
  product.tagIds = index % 3 === 0 ? tags.slice(0, 1 + (index % tags.length)) : [];
  product.slug = slugOf(product.name) || `product-${index}`;
  product.images = index % 4 === 3 ? [] : [addImage(state, index)];
  product.description = `<p>Made to last.</p>\n`;
}

function addImage(state: WooState, index: number): ImageRecord {
  const now = state.nowSeconds();
  const id = state.nextId("post");
  const src = `${state.settings.home}/wp-content/uploads/2026/11/p${index + 1}.png`;
  const image = {
    id,
    createdAt: now,
    modifiedAt: now,
    src,
    name: `Photo ${index + 1}`,
    alt: `Alt text "${index + 1}" & more`,
  };
  state.products.images.set(id, image);
  return image;
}

function addSimple(state: WooState, index: number): void {
  const [name, sku, price] = sample(goods, index - Math.floor(index / 5));
  const product = blankProduct(state);
  product.name = name;
  product.sku = sku;
  product.regularPrice = String(price);
  if (index % 7 === 3) product.salePrice = String(Math.floor(price * 0.8));
  // Every sixth has no stock management, every ninth sells below zero.
  product.manageStock = index % 6 !== 5;
  product.stockQuantity = product.manageStock ? 5 + ((index * 13) % 90) : null;
  if (index % 9 === 8) product.backorders = "notify";
  if (index % 2 === 0) {
    product.weight = String(0.2 + index / 10);
    product.dimensions = { length: String(10 + index), width: "12", height: "9.5" };
  }
  place(state, product, index);
  product.id = state.nextId("post");
  saveProduct(state, product);
}

function addVariable(state: WooState, index: number, color: AttributeRecord, size: AttributeRecord): void {
  const round = Math.floor(index / 5);
  const [name, sku, price] = sample(garments, round);
  const product = blankProduct(state);
  const options = { color: colors.slice(0, 2 + (round % 2)), size: sizes.slice(0, 2) };
  product.name = name;
  product.sku = sku;
  product.type = "variable";
  product.attributes = [choice(color, 0, options.color), choice(size, 1, options.size)];
  // In every fourth the variations share the parent's stock.
  const sharesStock = round % 4 === 3;
  product.manageStock = sharesStock;
  product.stockQuantity = sharesStock ? 40 : null;
  place(state, product, index);
  product.id = state.nextId("post");
  saveProduct(state, product);
  for (const one of options.color) for (const two of options.size) addVariation(state, product, [one, two], price);
}

function choice({ id, name, slug }: AttributeRecord, position: number, options: string[]): ProductAttribute {
  return { id, name, slug, position, visible: true, variation: true, options };
}

function addVariation(state: WooState, parent: ProductRecord, chosen: string[], price: number): void {
  const variation = blankVariation(state, parent);
  const number = state.products.variationsOf(parent.id).length + 1;
  variation.sku = `${parent.sku}-${number}`;
  variation.regularPrice = String(price);
  variation.manageStock = !parent.manageStock;
  variation.stockQuantity = variation.manageStock ? 3 + number * 5 : null;
  variation.attributes = parent.attributes.map(({ id, name, slug }, index) => ({
    id,
    name,
    slug,
    option: chosen[index] ?? "",
  }));
  variation.id = state.nextId("post");
  saveProduct(state, variation);
}
