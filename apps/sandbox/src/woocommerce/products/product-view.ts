// A product as the products endpoint shows it; a variation can be read there as well.
import { metaView } from "../state/meta.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { paragraphs, slugOf } from "../wordpress/text.ts";
import { imageView } from "./image-view.ts";
import { priceHtml } from "./price.ts";
import { nameOf } from "./product-name.ts";
import {
  datesView,
  downloadsView,
  isPurchasable,
  pricesView,
  quantityView,
  shippingClassView,
  stockStatusOf,
} from "./product-parts.ts";
import type { AnyProduct, ProductRecord, VariationRecord } from "./product-record.ts";
import { relatedIds } from "./related.ts";
import { variationPermalink } from "./variation-view.ts";

export type ViewOptions = {
  // Context "edit", and the answer to a write: texts as they are stored, and two more fields of a published product.
  written?: boolean;
};

export function productView(state: WooState, product: AnyProduct, options: ViewOptions = {}): JsonObject {
  const identity = product.kind === "product" ? productHead(state, product, options) : variationHead(state, product);
  return {
    ...identity,
    ...salesView(state, product),
    ...stockView(state, product),
    ...shippingView(state, product),
    ...catalogueView(state, product),
    ...tailView(state, product, options),
    _links: productLinks(state, product),
  };
}

function productHead(state: WooState, product: ProductRecord, { written }: ViewOptions): JsonObject {
  // QUIRK(woocommerce): a reader is shown texts with paragraphs made of their line breaks.
  const shown = (text: string) => (written ? text : paragraphs(text));
  return {
    id: product.id,
    name: product.name,
    slug: product.slug,
    permalink: permalinkOf(state, product),
    ...datesView(state, product),
    type: product.type,
    status: product.status,
    featured: product.featured,
    catalog_visibility: product.catalogVisibility,
    description: shown(product.description),
    short_description: shown(product.shortDescription),
    sku: product.sku,
  };
}

function variationHead(state: WooState, variation: VariationRecord): JsonObject {
  const name = nameOf(state, variation);
  return {
    id: variation.id,
    name,
    slug: slugOf(name),
    permalink: variationPermalink(state, variation),
    ...datesView(state, variation),
    type: "variation",
    status: variation.status,
    featured: false,
    catalog_visibility: "visible",
    description: paragraphs(variation.description),
    short_description: "",
    sku: variation.sku,
  };
}

function permalinkOf(state: WooState, product: ProductRecord): string {
  const { home } = state.settings;
  const hidden = ["trash", "draft", "pending", "auto-draft"].includes(product.status);
  return hidden ? `${home}/?post_type=product&p=${product.id}` : `${home}/product/${product.slug}/`;
}

function salesView(state: WooState, product: AnyProduct): JsonObject {
  const isProduct = product.kind === "product";
  return {
    ...pricesView(state, product),
    purchasable: isPurchasable(state, product),
    // QUIRK(woocommerce): text for a variation, a number for a product.
    total_sales: isProduct ? product.totalSales : "0",
    ...downloadsView(product),
    external_url: isProduct ? product.externalUrl : "",
    button_text: isProduct ? product.buttonText : "",
    tax_status: product.taxStatus,
    tax_class: product.taxClass,
  };
}

function stockView(state: WooState, product: AnyProduct): JsonObject {
  const individually = product.kind === "product" && product.soldIndividually;
  return { ...quantityView(state, product), sold_individually: individually };
}

function shippingView(state: WooState, product: AnyProduct): JsonObject {
  return {
    weight: product.weight,
    dimensions: product.dimensions,
    shipping_required: !product.virtual,
    shipping_taxable: !product.virtual && product.taxStatus === "taxable",
    ...shippingClassView(state, product),
  };
}

function catalogueView(state: WooState, product: AnyProduct): JsonObject {
  const isProduct = product.kind === "product";
  const variationImage = isProduct
    ? null
    : (product.image ?? state.products.product(product.parentId)?.images[0] ?? null);
  const images = isProduct ? product.images : variationImage ? [variationImage] : [];
  return {
    reviews_allowed: isProduct && product.reviewsAllowed,
    average_rating: isProduct ? product.averageRating : "0.00",
    rating_count: 0,
    upsell_ids: isProduct ? product.upsellIds : [],
    cross_sell_ids: isProduct ? product.crossSellIds : [],
    parent_id: product.parentId,
    purchase_note: isProduct ? product.purchaseNote : "",
    categories: isProduct ? termsView(state, "category", product.categoryIds) : [],
    brands: [],
    tags: isProduct ? termsView(state, "tag", product.tagIds) : [],
    images: images.map((image) => imageView(state, image)),
    attributes: isProduct
      ? product.attributes.map(ownAttribute)
      : product.attributes.map((attribute) => ({ ...attribute })),
    default_attributes: isProduct
      ? product.defaultAttributes.map(({ id, name, option }) => ({ id, name, option }))
      : [],
    variations: isProduct ? state.products.variationsOf(product.id).map(({ id }) => id) : [],
    grouped_products: isProduct ? product.groupedProducts : [],
    menu_order: product.menuOrder,
  };
}

// QUIRK(woocommerce): the slug of a product's own attribute is its name; in its variations it is a slug.
function ownAttribute(attribute: ProductRecord["attributes"][number]): JsonObject {
  return { ...attribute, slug: attribute.id === 0 ? attribute.name : attribute.slug };
}

function termsView(state: WooState, taxonomy: "category" | "tag", ids: readonly number[]): JsonObject[] {
  return ids.flatMap((id) => {
    const term = state.terms[taxonomy].get(id);
    return term ? [{ id: term.id, name: term.name, slug: term.slug }] : [];
  });
}

function tailView(state: WooState, product: AnyProduct, { written }: ViewOptions): JsonObject {
  const isProduct = product.kind === "product";
  const isVariable = isProduct && product.type === "variable";
  const slugs =
    written && isProduct && product.status === "publish"
      ? { permalink_template: `${state.settings.home}/product/%pagename%/`, generated_slug: product.slug }
      : {};
  return {
    price_html: priceHtml(state, product),
    related_ids: isProduct ? relatedIds(state, product) : [],
    meta_data: metaView(product.meta),
    stock_status: stockStatusOf(state, product),
    has_options: isVariable,
    post_password: isProduct ? product.postPassword : "",
    global_unique_id: product.globalUniqueId,
    ...slugs,
  };
}

function productLinks(state: WooState, product: AnyProduct): JsonObject {
  const collection = `${state.settings.home}/wp-json/wc/v3/products`;
  const up = product.parentId > 0 ? `${collection}/${product.parentId}` : undefined;
  return linksOf({ self: `${collection}/${product.id}`, collection, up });
}
