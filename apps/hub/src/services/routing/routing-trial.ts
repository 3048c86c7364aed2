// A dry run of other rules over the last orders; nothing is written.
import type { RoutingRules } from "@logix/api/hub/routing-rules";
import { toMillionths } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { type LineRow, linesOfOrders } from "../../database/orders/orders-read.ts";
import { lastRoutableOrders, type RoutableOrder } from "../../database/routing/routing-decisions.ts";
import { sellingPlaces } from "../../database/stock/location-links.ts";
import { partsOfOrders, stockByLocation } from "../../database/stock/location-stock.ts";
import { type LocationRow, listLocations } from "../../database/stock/locations.ts";
import type { Principal } from "../principal.ts";
import { toRoutingOrder } from "./order-router.ts";
import { refuseUnknownLocations, rulesNow } from "./routing-rules.ts";
import { makeStockMap } from "./stock-map.ts";
import {
  type Difference,
  differencesOf,
  outcomeOf,
  play,
  type TrialOrder,
  type TrialOutcome,
  type TrialStock,
} from "./trial.ts";

export type RoutingTrialView = {
  readonly version: number;
  readonly orders: number;
  readonly before: TrialOutcome;
  readonly after: TrialOutcome;
  readonly changed: number;
  readonly differences: readonly Difference[];
  readonly locations: readonly LocationRow[];
};

export type RoutingTrials = ReturnType<typeof makeRoutingTrials>;

const MOST_DIFFERENCES = 200;

export function makeRoutingTrials(database: Database) {
  return {
    /** Over so many of the last orders. @throws HubError `invalid` for locations that do not exist */
    try: ({ accountId }: Principal, rules: RoutingRules, count: number): Promise<RoutingTrialView> =>
      database.asAccount(accountId, async (db) => {
        await refuseUnknownLocations(db, accountId, rules);
        const now = await rulesNow(db, accountId);
        const locations = await listLocations(db, accountId);
        const rows = await lastRoutableOrders(db, accountId, count);
        const orders = toTrialOrders(
          rows,
          await linesOfOrders(
            db,
            rows.map(({ id }) => id),
          ),
        );
        const openStock = await stockBefore(db, accountId, orders, locations);
        const before = play(orders, openStock(), now.rules);
        const after = play(orders, openStock(), rules);
        const differences = differencesOf(before, after);
        return {
          version: now.version,
          orders: orders.length,
          before: outcomeOf(before),
          after: outcomeOf(after),
          changed: differences.length,
          differences: differences.slice(0, MOST_DIFFERENCES),
          locations,
        };
      }),
  };
}

/**
 * What is free now, and all that these orders hold or took: as if what came in meanwhile had been there from the beginning.
 * Each call gives the same stock anew.
 */
async function stockBefore(
  db: Db,
  accountId: number,
  orders: readonly TrialOrder[],
  all: readonly LocationRow[],
): Promise<() => TrialStock> {
  const skus = [...new Set(orders.flatMap(({ lines }) => lines.map(({ sku }) => sku)))];
  const levels = await stockByLocation(db, accountId, skus);
  const held = await partsOfOrders(
    db,
    orders.map(({ id }) => id),
  );
  const limits = await sellingPlaces(db, [...new Set(orders.map(({ connectionId }) => connectionId))]);
  const locations = all.filter(({ active, fulfils }) => active && fulfils);
  return () => {
    const stock = makeStockMap(locations, levels);
    stock.give(held.map((part) => ({ ...part, quantity: toMillionths(part.quantity) })));
    return { take: stock.take, places: (connectionId) => stock.places(limits.get(connectionId) ?? null) };
  };
}

function toTrialOrders(rows: readonly RoutableOrder[], lines: readonly LineRow[]): readonly TrialOrder[] {
  const byOrder = Map.groupBy(lines, (line) => Number(line.order_id));
  return rows.flatMap((row) => {
    const goods = (byOrder.get(row.id) ?? []).flatMap(({ kind, sku, remote_id: lineRemoteId, quantity }) =>
      kind === "product" && sku !== null && Number(quantity) > 0
        ? [{ lineRemoteId, sku, quantity: toMillionths(quantity) }]
        : [],
    );
    return goods.length === 0 ? [] : [{ ...toRoutingOrder(row, goods), id: row.id, number: row.number }];
  });
}
