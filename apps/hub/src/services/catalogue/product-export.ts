// The catalogue as a file, page by page, so that it never stands in memory as a whole.
import type { CatalogueProduct } from "@logix/model";
import { keyedColumnsOf, nextProductRows, type ProductFilter } from "../../database/catalogue/products-list.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { columnsFor } from "./csv-columns.ts";
import { toHeaderLine, toProductLine } from "./csv-write.ts";
import { productsByIds, withVariants } from "./products-by-ids.ts";

const PAGE = 200;
/** By this spreadsheets see that the file is UTF-8. */
const BYTE_ORDER_MARK = "\ufeff";

type Exported = { readonly product: CatalogueProduct; readonly parentSku: string | null };

export type ProductExport = ReturnType<typeof makeProductExport>;

export function makeProductExport(database: Database) {
  async function* pages(accountId: number, filter: ProductFilter): AsyncGenerator<readonly Exported[]> {
    for (let after = 0; ; ) {
      const page = await database.asAccount(accountId, async (db) => {
        const rows = await nextProductRows(db, accountId, { filter, limit: PAGE, after });
        const parentIds = rows.flatMap((row) => (row.parent_id === null ? [] : [row.parent_id]));
        const parents = await productsByIds(db, accountId, parentIds);
        const parentSku = ({ parentId }: CatalogueProduct) => parents.get(parentId ?? 0)?.sku ?? null;
        const products = await withVariants(db, accountId, rows);
        return products.map((product) => ({ product, parentSku: parentSku(product) }));
      });
      yield page;
      const last = page.at(-1)?.product.id;
      if (last === undefined || page.length < PAGE) return;
      after = last;
    }
  }

  return {
    /** A variant stands in a row of its own, behind its product. */
    async *csv({ accountId }: Principal, filter: ProductFilter): AsyncGenerator<string> {
      const keyed = await database.asAccount(accountId, (db) => keyedColumnsOf(db, accountId, filter));
      const columns = columnsFor(keyed);
      yield BYTE_ORDER_MARK + toHeaderLine(columns);
      for await (const page of pages(accountId, filter)) {
        yield page
          .flatMap(({ product, parentSku }) => [
            toProductLine(product, parentSku, columns),
            ...product.variants.map((variant) => toProductLine(variant, product.sku, columns)),
          ])
          .join("");
      }
    },

    /** As `POST /products/bulk` takes it. */
    async *json({ accountId }: Principal, filter: ProductFilter): AsyncGenerator<string> {
      let before = '{"products":[\n';
      for await (const page of pages(accountId, filter)) {
        for (const each of page) {
          yield before + JSON.stringify(toRow(each));
          before = ",\n";
        }
      }
      yield before === ",\n" ? "\n]}\n" : `${before}]}\n`;
    },
  };
}

function toRow({ product, parentSku }: Exported) {
  return {
    sku: product.sku,
    ...(parentSku !== null && { parent_sku: parentSku }),
    name: product.name,
    description: product.description,
    short_description: product.shortDescription,
    status: product.status,
    prices: product.prices,
    attributes: product.attributes,
    images: product.images,
    categories: product.categories,
    tags: product.tags,
    weight: product.weight,
    dimensions: { length: product.length, width: product.width, height: product.height },
    stock_status: product.stockStatus,
    options: product.options,
    ...(product.parentId === null && { variants: product.variants.map(toVariantRow) }),
  };
}

function toVariantRow(variant: CatalogueProduct): object {
  return toRow({ product: variant, parentSku: null });
}
