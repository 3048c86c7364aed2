// The orders that wait to be sent, oldest first, and where their goods lie.
import { orderListSchema } from "@logix/api/hub/orders";
import { stockListSchema } from "@logix/api/hub/stock";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { useMay } from "../session/session.ts";

export const MOST_ORDERS = 500;
const MOST_STOCK_PAGES = 10;

export function useOrdersToPack(store: string | undefined) {
  const pages = usePages({
    topic: "orders",
    path: "/orders",
    schema: orderListSchema,
    rowsOf: ({ orders }) => orders,
    query: { to_pack: true, connection_id: store, limit: 200 },
  });
  const { hasMore, isLoadingMore, loadMore, rows } = pages;
  useEffect(() => {
    if (hasMore && !isLoadingMore && rows.length < MOST_ORDERS) loadMore();
  }, [hasMore, isLoadingMore, loadMore, rows.length]);
  return { ...pages, rows: rows.toSorted((left, right) => left.placed_at.localeCompare(right.placed_at)) };
}

/** Where a SKU lies in several places, all of them. */
export function useLocations(): ReadonlyMap<string, string> {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["stock", "locations"],
    queryFn: ({ signal }) => readLocations(signal),
    enabled: may("stock:read"),
    staleTime: 60_000,
  });
  return data ?? new Map();
}

async function readLocations(signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  for (let page = 0; page < MOST_STOCK_PAGES; page += 1) {
    const { stock, next_cursor } = await get("/stock", stockListSchema, { limit: 200, cursor }, signal);
    for (const { sku, location } of stock) {
      const held = found.get(sku);
      found.set(sku, held ? `${held}, ${location}` : location);
    }
    if (next_cursor === null) break;
    cursor = next_cursor;
  }
  return found;
}
