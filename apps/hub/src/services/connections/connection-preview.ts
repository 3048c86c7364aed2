// What connecting a store will do, told before it is done: how much will be read, and which numbers the store would be told.
import { fromMillionths, isHubError, type Product } from "@logix/model";
import type { Page, Store, StoreTotals } from "../../connector-kit/contract.ts";
import type { Database } from "../../database/database.ts";
import { availabilityOf, listLevels } from "../../database/stock/stock-ledger.ts";
import type { Principal } from "../principal.ts";
import { hasDrifted, publishedOf } from "../stock/stock-rules.ts";
import type { Connection, Stores } from "./stores.ts";

export type ToldStock = {
  readonly sku: string;
  readonly name: string;
  /** What the store shows now; null where it does not count. */
  readonly shows: string | null;
  readonly wouldShow: string;
};
export type Preview = {
  readonly orders: number | null;
  readonly products: number | null;
  readonly customers: number | null;
  /** SKUs that the store sells and we count, and that show another number there. Told to followers alone. */
  readonly stock: readonly ToldStock[];
  /** So many SKUs of ours were looked up in the store. */
  readonly compared: number;
  /** False: we count more SKUs than were looked up. */
  readonly complete: boolean;
};

export type ConnectionPreview = ReturnType<typeof makeConnectionPreview>;

const MOST_SKUS = 200;

export function makeConnectionPreview(database: Database, stores: Stores) {
  async function countedSkus(accountId: number): Promise<readonly string[]> {
    const query = { accountId, after: null, sku: null, limit: MOST_SKUS + 1 };
    const levels = await database.asAccount(accountId, (db) => listLevels(db, query));
    return [...new Set(levels.map(({ sku }) => sku))];
  }

  async function compare(accountId: number, store: Store, skus: readonly string[]): Promise<readonly ToldStock[]> {
    const listed: Product[] = [];
    if (skus.length > 0)
      for await (const page of store.syncProducts({ skus })) listed.push(...page.records.map(({ record }) => record));
    const levels = new Map(
      (await database.asAccount(accountId, (db) => availabilityOf(db, accountId, skus))).map((row) => [row.sku, row]),
    );
    return listed.flatMap((product) => {
      const level = levels.get(product.sku ?? "");
      if (!level || !hasDrifted(product, level)) return [];
      return [
        {
          sku: product.sku ?? "",
          name: product.name,
          shows: product.stockQuantity,
          wouldShow: fromMillionths(publishedOf(level) * 1_000_000),
        },
      ];
    });
  }

  return {
    /** Asks the store a few times and changes nothing. */
    of: async ({ accountId }: Principal, connection: Connection): Promise<Preview> => {
      const store = stores.open(connection, "request");
      const skus = await countedSkus(accountId);
      const looked = skus.slice(0, MOST_SKUS);
      const [totals, stock] = await Promise.all([totalsOf(store), compare(accountId, store, looked)]);
      return { ...totals, stock, compared: looked.length, complete: looked.length === skus.length };
    },
  };
}

async function totalsOf(store: Store): Promise<StoreTotals> {
  if (store.totals) return store.totals();
  const [orders, products, customers] = await Promise.all([
    totalOf(store.syncOrders({ pageSize: 1 })),
    totalOf(store.syncProducts({ pageSize: 1 })),
    store.customers ? totalOf(store.customers.sync({ pageSize: 1 })) : null,
  ]);
  return { orders, products, customers };
}

/** As the first page tells it; a store that is still preparing its list tells nothing yet. */
async function totalOf(pages: AsyncIterable<Page<unknown>>): Promise<number | null> {
  try {
    for await (const { total } of pages) return total;
    return 0;
  } catch (error) {
    if (isHubError(error, "unreadable")) return null;
    throw error;
  }
}
