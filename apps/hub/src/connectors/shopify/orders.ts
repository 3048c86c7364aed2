// Orders of a shop: what has changed since a moment in pages, everything by a bulk file.
import type { Order } from "@logix/model";
import { z } from "zod";
import type { Checkpoint, OrderFilter, Page, RemoteId, Seen, Unreadable } from "../../connector-kit/contract.ts";
import { bulkPages } from "./bulk.ts";
import { document, type ShopifyClient } from "./client.ts";
import { tailOf } from "./ids.ts";
import { contentOf } from "./lists.ts";
import type { MoneyKind } from "./money.ts";
import { ordersAgain } from "./order-reading.ts";
import { pageInfoSchema } from "./order-schemas.ts";

/** Each is then read whole, a few at a time. */
const MOST_PER_PAGE = 30;
/** Fewer wanted than that: a page is there at once, a bulk file only after a while. */
const WORTH_A_BULK = 100;
/** Searches lag behind what happened, by seconds as a rule. */
const SEARCH_LAG_MS = 2 * 60_000;

export const ORDER_IDS = document(
  `query OrderIds($first: Int!, $after: String, $query: String) {
    orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`,
  z.object({ orders: z.object({ nodes: z.array(z.object({ id: z.string() })), pageInfo: pageInfoSchema }) }),
  MOST_PER_PAGE,
);

export async function* syncOrders(
  client: ShopifyClient,
  money: MoneyKind,
  filter: OrderFilter,
  resume?: Checkpoint,
): AsyncGenerator<Page<Order>> {
  const wants = new Set(filter.remoteStatuses ?? []);
  const isWanted = ({ record }: Seen<Order>) => wants.size === 0 || wants.has(record.remoteStatus);
  for await (const page of allPages(client, money, filter, resume)) {
    const records = page.records.filter(isWanted);
    yield { ...page, records, ignored: page.ignored + page.records.length - records.length };
  }
}

function allPages(client: ShopifyClient, money: MoneyKind, filter: OrderFilter, resume: Checkpoint | undefined) {
  const isBulk = filter.since === undefined && (filter.pageSize ?? WORTH_A_BULK) >= WORTH_A_BULK;
  return isBulk && resume?.after === undefined
    ? bulkPages(client, money, resume)
    : changedPages(client, money, filter, resume);
}

// By the time of change, oldest first: an order that changes while we read moves to the end of the list and is met there.
// Ordered by id it would be passed over. The cursor holds time and id, so orders of one second are told apart.
async function* changedPages(
  client: ShopifyClient,
  money: MoneyKind,
  { since, pageSize = MOST_PER_PAGE }: OrderFilter,
  resume: Checkpoint | undefined,
): AsyncGenerator<Page<Order>> {
  const query = since && `updated_at:>='${new Date(since.getTime() - SEARCH_LAG_MS).toISOString()}'`;
  let after = typeof resume?.after === "string" ? resume.after : null;
  for (;;) {
    const { orders } = await client.ask(ORDER_IDS, { first: Math.min(pageSize, MOST_PER_PAGE), after, query });
    const ids = orders.nodes.map(({ id }) => tailOf(id));
    after = orders.pageInfo.endCursor ?? after;
    yield { ...contentOf(await wholeOrders(client, money, ids)), checkpoint: { after }, total: null };
    if (!orders.pageInfo.hasNextPage) return;
  }
}

/** Those that were deleted since their ids were read are left out. */
async function wholeOrders(
  client: ShopifyClient,
  money: MoneyKind,
  ids: readonly RemoteId[],
): Promise<(Seen<Order> | Unreadable)[]> {
  const found = await ordersAgain(client, money, ids);
  return [...found.values()].flatMap((entry) => ("gone" in entry ? [] : [entry]));
}
