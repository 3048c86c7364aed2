// Orders of a store: read in pages, read again by id, and given another status.
import type { Order } from "@logix/model";
import type {
  Checkpoint,
  OrderFilter,
  Page,
  RemoteId,
  RemoteVersion,
  StatusWrite,
  Written,
} from "../../connector-kit/contract.ts";
import { itemPath, type WooClient } from "./client.ts";
import { contentOf, modifiedSince, type Phase, pagesOf } from "./listing.ts";
import { demand, isDraftRow, readOrder } from "./records.ts";
import { GONE, readAgain } from "./rereading.ts";
import { withoutPrefix } from "./status.ts";

// https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-orders
export function syncOrders(client: WooClient, filter: OrderFilter, resume?: Checkpoint): AsyncIterable<Page<Order>> {
  const listing = { path: "orders", phases: phasesOf(filter), pageSize: filter.pageSize, read: readPage };
  return pagesOf(client, listing, resume);
}

function readPage(rows: readonly unknown[]) {
  const orders = rows.filter((row) => !isDraftRow(row));
  return contentOf(
    orders.map((row) => readOrder(row)),
    rows.length - orders.length,
  );
}

// QUIRK(woocommerce): the list of any status leaves trashed orders out, even when asked for `any,trash`.
// A list of several statuses is one parameter with commas: OAuth refuses `status[]`.
function phasesOf(filter: OrderFilter): Phase[] {
  const query = modifiedSince(filter.since);
  if (filter.remoteStatuses !== undefined && filter.remoteStatuses.length > 0) {
    return [{ name: "chosen", query: { ...query, status: filter.remoteStatuses.map(withoutPrefix).join(",") } }];
  }
  return [
    { name: "live", query },
    { name: "trash", query: { ...query, status: "trash" } },
  ];
}

export function ordersAgain(client: WooClient, ids: readonly RemoteId[]) {
  // A cart in checkout is no order: to the hub it does not exist.
  return readAgain(client, "orders", ids, (row) => (isDraftRow(row) ? GONE : readOrder(row)));
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#update-an-order
export async function updateOrderStatus(
  client: WooClient,
  order: RemoteId,
  to: StatusWrite,
  seen: RemoteVersion,
): Promise<Written<Order>> {
  const path = itemPath("orders", order);
  const now = demand(readOrder((await client.get(path)).json));
  const status = withoutPrefix(to.remoteStatus);
  const reason = reasonToSkip(now.record, status, withoutPrefix(seen.remoteStatus));
  if (reason !== null) return { outcome: "skipped", after: now, reason };
  // QUIRK(woocommerce): a batch turns a status that it does not know into `pending`; the single endpoint refuses it.
  const { json } = await client.ask({ method: "PUT", path, body: { status } });
  return { outcome: "written", after: demand(readOrder(json)) };
}

export function reasonToSkip(now: Pick<Order, "remoteStatus" | "archived">, to: string, seen: string): string | null {
  if (now.remoteStatus === to) return `The store already shows ${to}`;
  if (now.remoteStatus !== seen) return `The store has moved on from ${seen} to ${now.remoteStatus}`;
  // QUIRK(woocommerce): writing a status to an order in the trash takes it out again.
  return now.archived ? "The order lies in the store's trash" : null;
}
