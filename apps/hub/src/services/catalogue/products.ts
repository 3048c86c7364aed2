// Products for those who ask, page by page and one by one, with what became of them.
import { type CatalogueProduct, HubError } from "@logix/model";
import { listProductHistory, type ProductHistoryRow } from "../../database/catalogue/product-history.ts";
import { countVariants, listProductRows, type ProductFilter } from "../../database/catalogue/products-list.ts";
import { listingsOfProducts, type ProductListingRow } from "../../database/catalogue/products-listed.ts";
import { hadProduct } from "../../database/catalogue/products-read.ts";
import { toProduct } from "../../database/catalogue/products-row.ts";
import type { Database } from "../../database/database.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Principal } from "../principal.ts";
import { productsByIds } from "./products-by-ids.ts";

export type ListedProduct = { readonly product: CatalogueProduct; readonly variantCount: number };

export type ProductDetail = {
  readonly product: CatalogueProduct;
  /** Of a variant: the product that it is one of. */
  readonly parent: CatalogueProduct | null;
  readonly links: readonly ProductListingRow[];
};

export type ProductListRequest = PageRequest & { readonly filter: ProductFilter };

export type Products = ReturnType<typeof makeProducts>;

export function makeProducts(database: Database) {
  return {
    /** Newest first. */
    list: ({ accountId }: Principal, { filter, limit, cursor }: ProductListRequest): Promise<Page<ListedProduct>> => {
      const page = { filter, limit: limit + 1, before: idOfCursor(cursor) ?? null };
      return database.asAccount(accountId, async (db) => {
        const { items, nextCursor } = toPage(await listProductRows(db, accountId, page), limit);
        const counts = await countVariants(
          db,
          accountId,
          items.map(({ id }) => id),
        );
        const listed = items.map((row) => ({ product: toProduct(row), variantCount: counts.get(row.id) ?? 0 }));
        return { items: listed, nextCursor };
      });
    },

    /** @throws HubError `missing` */
    get: ({ accountId }: Principal, id: number): Promise<ProductDetail> =>
      database.asAccount(accountId, async (db) => {
        const product = (await productsByIds(db, accountId, [id])).get(id);
        if (!product) throw unknownProduct(id);
        const { parentId, variants } = product;
        const parent = parentId === null ? undefined : (await productsByIds(db, accountId, [parentId])).get(parentId);
        const links = await listingsOfProducts(db, accountId, [id, ...variants.map((variant) => variant.id)]);
        return { product, parent: parent ?? null, links };
      }),

    /** Newest first; also of a product that is gone. @throws HubError `missing` */
    history: (
      { accountId }: Principal,
      productId: number,
      { limit, cursor }: PageRequest,
    ): Promise<Page<ProductHistoryRow>> => {
      const query = { accountId, productId, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return database.asAccount(accountId, async (db) => {
        if (!(await hadProduct(db, accountId, productId))) throw unknownProduct(productId);
        return toPage(await listProductHistory(db, query), limit);
      });
    },
  };
}

export function unknownProduct(id: number): HubError {
  return new HubError("missing", `There is no product ${id}`, { code: "product_unknown" });
}
