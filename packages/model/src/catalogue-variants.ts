// What a variant inherits from its product.
import type { CatalogueProduct } from "./catalogue.ts";

/** The variant as a buyer sees it: its own values, and its product's where it has none. Its status is its own. */
export function withInherited(variant: CatalogueProduct, product: CatalogueProduct): CatalogueProduct {
  return {
    ...variant,
    name: variant.name || product.name,
    description: variant.description || product.description,
    shortDescription: variant.shortDescription || product.shortDescription,
    prices: { ...inheritedPrices(variant, product), ...variant.prices },
    attributes: { ...product.attributes, ...variant.attributes },
    images: variant.images.length > 0 ? variant.images : product.images,
    categories: variant.categories.length > 0 ? variant.categories : product.categories,
    tags: variant.tags.length > 0 ? variant.tags : product.tags,
    weight: variant.weight ?? product.weight,
    length: variant.length ?? product.length,
    width: variant.width ?? product.width,
    height: variant.height ?? product.height,
    stockStatus: variant.stockStatus ?? product.stockStatus,
  };
}

/** A reduced price belongs to the price that it reduces: who has a price of their own does not inherit it. */
function inheritedPrices(variant: CatalogueProduct, { prices }: CatalogueProduct): Readonly<Record<string, string>> {
  if (variant.prices.price === undefined) return prices;
  const { sale_price: _, ...others } = prices;
  return others;
}
