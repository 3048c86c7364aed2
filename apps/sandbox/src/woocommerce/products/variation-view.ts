// A variation as its own endpoint shows it.
import { metaView } from "../state/meta.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { paragraphs } from "../wordpress/text.ts";
import { imageView } from "./image-view.ts";
import {
  datesView,
  downloadsView,
  isPurchasable,
  pricesView,
  quantityView,
  shippingClassView,
  stockStatusOf,
} from "./product-parts.ts";
import type { VariationRecord } from "./product-record.ts";

export function variationView(state: WooState, variation: VariationRecord, written = false): JsonObject {
  const { stock_quantity, manage_stock, ...backorders } = quantityView(state, variation);
  return {
    id: variation.id,
    type: "variation",
    ...datesView(state, variation),
    description: paragraphs(variation.description),
    permalink: variationPermalink(state, variation),
    sku: variation.sku,
    global_unique_id: variation.globalUniqueId,
    ...pricesView(state, variation),
    status: variation.status,
    purchasable: isPurchasable(state, variation),
    ...downloadsView(variation),
    tax_status: variation.taxStatus,
    // QUIRK(woocommerce): the answer to a write shows the variation's own values, a read those it inherits.
    tax_class: written && variation.taxClass === "" ? "parent" : variation.taxClass,
    manage_stock,
    stock_quantity,
    stock_status: stockStatusOf(state, variation),
    ...backorders,
    weight: variation.weight,
    dimensions: variation.dimensions,
    ...shippingClassView(state, variation),
    image: variationImage(state, variation, written),
    attributes: variation.attributes.filter(({ option }) => option !== "").map((attribute) => ({ ...attribute })),
    menu_order: variation.menuOrder,
    meta_data: metaView(variation.meta),
    name: variation.attributes
      .map(({ option }) => option)
      .filter((option) => option !== "")
      .join(", "),
    parent_id: variation.parentId,
    _links: variationLinks(state, variation),
  };
}

function variationImage(state: WooState, variation: VariationRecord, written: boolean): JsonObject | null {
  const inherited = written ? undefined : state.products.product(variation.parentId)?.images[0];
  const image = variation.image ?? inherited;
  return image ? imageView(state, image) : null;
}

function variationLinks(state: WooState, variation: VariationRecord): JsonObject {
  const up = `${state.settings.home}/wp-json/wc/v3/products/${variation.parentId}`;
  const collection = `${up}/variations`;
  return linksOf({ self: `${collection}/${variation.id}`, collection, up });
}

export function variationPermalink(state: WooState, variation: VariationRecord): string {
  const parent = state.products.product(variation.parentId);
  const chosen = variation.attributes
    .filter(({ option }) => option !== "")
    .map(({ slug, option }) => `attribute_${slug}=${encodeURIComponent(option.toLowerCase().replaceAll(" ", "-"))}`);
  return `${state.settings.home}/product/${parent?.slug ?? ""}/?${chosen.join("&")}`;
}
