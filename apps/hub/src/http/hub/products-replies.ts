// Products in the shapes of the hub dialect.
import type { ListedProduct, ProductDetail, ProductHistory, ProductVariant } from "@logix/api/hub/products";
import { type CatalogueProduct, withInherited } from "@logix/model";
import type { ProductHistoryRow } from "../../database/catalogue/product-history.ts";
import type { ProductListingRow } from "../../database/catalogue/products-listed.ts";
import type * as catalogue from "../../services/catalogue/products.ts";

export function toListedProduct({ product, variantCount }: catalogue.ListedProduct): ListedProduct {
  return { ...toReply(product), variant_count: variantCount };
}

export function toProductDetail({ product, parent, links }: catalogue.ProductDetail): ProductDetail {
  return {
    ...toReply(product),
    effective: parent && toContent(withInherited(product, parent)),
    variants: product.variants.map((variant) => toVariant(variant, product)),
    listings: links.map(toListing),
  };
}

function toVariant(variant: CatalogueProduct, product: CatalogueProduct): ProductVariant {
  return { ...toReply(variant), effective: toContent(withInherited(variant, product)) };
}

function toReply(product: CatalogueProduct) {
  return {
    id: product.id,
    parent_id: product.parentId,
    sku: product.sku,
    ...toContent(product),
    options: product.options,
    version: product.version,
    created_at: product.createdAt,
    updated_at: product.updatedAt,
  };
}

function toContent(product: CatalogueProduct) {
  return {
    name: product.name,
    description: product.description,
    short_description: product.shortDescription,
    status: product.status,
    prices: product.prices,
    attributes: mapAttributes(product.attributes),
    images: [...product.images],
    categories: product.categories.map((path) => [...path]),
    tags: [...product.tags],
    weight: product.weight,
    dimensions: { length: product.length, width: product.width, height: product.height },
    stock_status: product.stockStatus,
  };
}

function mapAttributes(attributes: CatalogueProduct["attributes"]): ListedProduct["attributes"] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, typeof value === "object" ? [...value] : value]),
  );
}

function toListing(row: ProductListingRow) {
  return {
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    product_id: row.product_id,
    remote_id: row.remote_id,
    sync_status: row.sync_status,
    error:
      row.error_message === null
        ? null
        : { code: row.error_code, message: row.error_message, remedy: row.error_remedy },
    last_exported_at: row.last_exported_at?.toISOString() ?? null,
    last_imported_at: row.last_imported_at?.toISOString() ?? null,
  };
}

export function toHistory(row: ProductHistoryRow): ProductHistory["history"][number] {
  return {
    id: row.id,
    product_id: row.product_id,
    sku: row.sku,
    actor: row.actor,
    source: row.source,
    changes: row.changes,
    at: row.at.toISOString(),
  };
}
