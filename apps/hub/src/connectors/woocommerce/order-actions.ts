// What WooCommerce can be told of an order beyond its status: a parcel, as a note, and money that goes back.
import { fromMinor, type Order, type OrderLine, type Tracking } from "@logix/model";
import { z } from "zod";
import type { RemoteId, Seen, Written } from "../../connector-kit/contract.ts";
import type { FulfilmentWish, LineShare, RefundWish } from "../../connector-kit/fulfilment.ts";
import { itemPath, type WooClient } from "./client.ts";
import { demand, readOrder } from "./records.ts";

const notesSchema = z.array(z.object({ note: z.string() }));
const refundsSchema = z.array(
  z.object({ meta_data: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]) }),
);
/** By this a refund of ours is known again when it has to be asked for once more. */
const INTENT_KEY = "_logix_intent";

/**
 * WooCommerce 9.9 knows no parcels: what is sent stands in a note, which the customer gets by e-mail where they are to be told.
 * The status that goes with it is written as any status is.
 * https://woocommerce.github.io/woocommerce-rest-api-docs/#create-an-order-note
 */
export async function fulfil(client: WooClient, order: RemoteId, wish: FulfilmentWish): Promise<Written<Order>> {
  const path = itemPath("orders", order);
  const now = await readNow(client, path);
  const note = noteOf(now.record, wish);
  const known = notesSchema.parse((await client.get(`${path}/notes`)).json);
  if (known.some((each) => each.note === note)) return { outcome: "skipped", after: now, reason: "noted before" };
  await client.ask({ method: "POST", path: `${path}/notes`, body: { note, customer_note: wish.notify } });
  return { outcome: "written", after: await readNow(client, path) };
}

/** https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-refund */
export async function refund(client: WooClient, order: RemoteId, wish: RefundWish): Promise<Written<Order>> {
  const path = itemPath("orders", order);
  const now = await readNow(client, path);
  if (await isBooked(client, path, wish.intent)) return { outcome: "skipped", after: now, reason: "booked before" };
  await client.ask({
    method: "POST",
    path: `${path}/refunds`,
    body: {
      amount: fromMinor(wish.amountMinor, wish.currency),
      reason: wish.reason,
      api_refund: wish.payBack,
      api_restock: wish.lines.some((line) => line.restock),
      meta_data: [{ key: INTENT_KEY, value: wish.intent }],
      line_items: wish.lines.flatMap((share) => toRefundLine(now.record, share)),
    },
  });
  return { outcome: "written", after: await readNow(client, path) };
}

async function readNow(client: WooClient, path: string): Promise<Seen<Order>> {
  return demand(readOrder((await client.get(path)).json));
}

async function isBooked(client: WooClient, path: string, intent: string): Promise<boolean> {
  const refunds = refundsSchema.parse((await client.get(`${path}/refunds`, { per_page: 100 })).json);
  return refunds.some(({ meta_data: meta }) => meta.some(({ key, value }) => key === INTENT_KEY && value === intent));
}

// QUIRK(woocommerce): `api_restock` is for all lines at once; a line that is not to be restocked gives no quantity.
function toRefundLine({ lines, currency }: Order, share: LineShare & { readonly restock: boolean }) {
  const line = lines.find(({ remoteId }) => remoteId === share.lineRemoteId);
  if (!line) return [];
  const quantity = Number(share.quantity);
  const total = Math.round((line.totalMinor * quantity) / Number(line.quantity));
  return [
    {
      id: Number(line.remoteId),
      refund_total: fromMinor(total, currency),
      ...(share.restock && { quantity }),
    },
  ];
}

function noteOf(order: Order, { lines, tracking, intent }: FulfilmentWish): string {
  const what =
    lines === null ? "Your order is on its way." : `On its way: ${lines.map(partOf(order.lines)).join(", ")}.`;
  return [what, ...(tracking ? [wordsOf(tracking)] : []), `(${intent})`].join(" ");
}

function partOf(all: readonly OrderLine[]): (share: LineShare) => string {
  return ({ lineRemoteId, quantity }) =>
    `${quantity} × ${all.find(({ remoteId }) => remoteId === lineRemoteId)?.name ?? lineRemoteId}`;
}

function wordsOf({ number, carrier, url }: Tracking): string {
  return [carrier, `tracking number ${number}`, url].filter((part) => part !== "").join(", ");
}
