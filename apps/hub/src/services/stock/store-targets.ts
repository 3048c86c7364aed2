// What one store shall show of these SKUs: the sum over its places, and by its own locations where it counts by them.
import type { Db } from "../../database/database.ts";
import { linksOf, sellsFrom } from "../../database/stock/location-links.ts";
import { stockByLocation } from "../../database/stock/location-stock.ts";
import { availabilityOf } from "../../database/stock/stock-ledger.ts";
import type { Connection } from "../connections/stores.ts";
import { locationTargets } from "./location-targets.ts";
import { publishedOf } from "./stock-rules.ts";

export type StoreTargets = {
  /** In whole units; undefined for what nobody counted. */
  total(sku: string): number | undefined;
  byLocation(sku: string): ReadonlyMap<string, number>;
  readonly links: Awaited<ReturnType<typeof linksOf>>;
};

/** `located`: those that the store lists by location; for the others no more than the sum is read. */
export async function storeTargets(
  db: Db,
  connection: Pick<Connection, "id" | "accountId">,
  skus: readonly string[],
  located: readonly string[],
): Promise<StoreTargets> {
  const rows = await availabilityOf(db, connection.accountId, [...new Set(skus)], connection.id);
  const totals = new Map(rows.map((row) => [row.sku, publishedOf(row)]));
  const total = (sku: string) => totals.get(sku);
  if (located.length === 0) return { total, byLocation: () => new Map(), links: [] };
  const links = await linksOf(db, connection.id);
  const own = await sellsFrom(db, connection.id);
  const levels = await stockByLocation(db, connection.accountId, [...new Set(located)]);
  return {
    total,
    links,
    byLocation: (sku) =>
      locationTargets({
        links,
        levels: levels.filter((level) => level.sku === sku),
        total: totals.get(sku) ?? 0,
        sellsFrom: own,
      }),
  };
}
