// The taxonomies and what each shows of a term.
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import type { RestRoute } from "../wordpress/rest-route.ts";
import type { Taxonomy, TermRecord } from "./term-record.ts";
import { type TermPlace, termRoutes } from "./term-routes.ts";

const paths: Record<Taxonomy, string> = {
  category: "/products/categories",
  tag: "/products/tags",
  brand: "/products/brands",
  shipping_class: "/products/shipping_classes",
};

export function taxonomyRoutes(state: WooState): RestRoute[] {
  return [
    ...fixed(state, "category"),
    ...fixed(state, "tag"),
    ...fixed(state, "brand"),
    ...fixed(state, "shipping_class"),
    ...ofAttributes(state),
  ];
}

function fixed(state: WooState, taxonomy: Taxonomy): RestRoute[] {
  const isTree = taxonomy === "category" || taxonomy === "brand";
  const place: TermPlace = {
    template: paths[taxonomy],
    path: () => paths[taxonomy],
    terms: () => state.terms[taxonomy],
    view: (term) => (isTree ? treeView(state, taxonomy, term) : plainView(state, taxonomy, term)),
    hierarchical: isTree,
  };
  return termRoutes(state, place);
}

function treeView(state: WooState, taxonomy: Taxonomy, term: TermRecord): JsonObject {
  const { id, name, slug, parent, description, display, image, menuOrder } = term;
  const count = countOf(state, taxonomy, id);
  return { id, name, slug, parent, description, display, image, menu_order: menuOrder, count };
}

function plainView(state: WooState, taxonomy: Taxonomy, { id, name, slug, description }: TermRecord): JsonObject {
  return { id, name, slug, description, count: countOf(state, taxonomy, id) };
}

function countOf(state: WooState, taxonomy: Taxonomy, id: number): number {
  const holds = (product: { categoryIds: number[]; tagIds: number[]; shippingClassId: number }) => {
    if (taxonomy === "category") return product.categoryIds.includes(id);
    if (taxonomy === "tag") return product.tagIds.includes(id);
    return taxonomy === "shipping_class" && product.shippingClassId === id;
  };
  return state.products.products().filter((product) => product.status === "publish" && holds(product)).length;
}

function ofAttributes(state: WooState): RestRoute[] {
  return termRoutes(state, {
    template: "/products/attributes/{attribute_id}/terms",
    path: ({ attribute_id }) => `/products/attributes/${phpInt(attribute_id)}/terms`,
    terms: ({ attribute_id }) => {
      const attribute = state.attributes.get(phpInt(attribute_id));
      if (!attribute) throw new RestError("woocommerce_rest_taxonomy_invalid", "Taxonomy does not exist.", 404);
      return attribute.terms;
    },
    view: ({ id, name, slug, description, menuOrder }) => {
      const count = state.products
        .products()
        .filter(({ attributes }) => attributes.some(({ options }) => options.includes(name))).length;
      return { id, name, slug, description, menu_order: menuOrder, count };
    },
    hierarchical: false,
  });
}
