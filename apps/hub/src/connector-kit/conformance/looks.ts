// What the suite looks up before it asks for a write, as the engine does.
import type { Order, Product } from "@logix/model";
import type { RemoteVersion, StockChange } from "../contract.ts";
import type { Trial } from "./behaviour.ts";
import type { Good } from "./stage.ts";

export async function orderOf({ store }: Trial, id: string): Promise<Order> {
  const found = (await store.again.orders([id])).get(id);
  if (!found || !("record" in found)) throw new Error(`order ${id} cannot be read: ${JSON.stringify(found)}`);
  return found.record;
}

/** An order's status and stamp as the store shows them. */
export async function orderNow(trial: Trial, id: string): Promise<RemoteVersion> {
  const { remoteStatus, modifiedAt } = await orderOf(trial, id);
  return { remoteStatus, modifiedAt };
}

/** What we would send of a thing, as we read it: the number, or with null what the store shows. */
export async function changeOf(
  trial: Trial,
  good: Good,
  quantity: number | null,
): Promise<StockChange & { quantity: number }> {
  const [change] = await changesOf(trial, [good], () => quantity);
  if (!change) throw new Error(`${good.sku} cannot be read`);
  return change;
}

export async function changesOf({ store }: Trial, goods: readonly Good[], quantity: (index: number) => number | null) {
  const found = await store.again.products(goods.map(({ remoteId }) => remoteId));
  return goods.map((good, index) => {
    const news = found.get(good.remoteId);
    const seen = Array.isArray(news) ? news.find(({ record }) => record.remoteId === good.remoteId) : undefined;
    if (!seen) throw new Error(`${good.sku} cannot be read: ${JSON.stringify(news)}`);
    return toChange(seen.record, quantity(index));
  });
}

function toChange(record: Product, quantity: number | null) {
  const place = record.stockByLocation?.[0];
  const shows = Number(place?.quantity ?? record.stockQuantity);
  return {
    sku: record.sku ?? "",
    remoteId: record.remoteId,
    parentRemoteId: record.parentRemoteId,
    stockRemoteId: record.stockRemoteId ?? null,
    ...(place && { locationRemoteId: place.locationRemoteId }),
    intent: nextIntent(),
    quantity: quantity ?? shows,
    expected: shows,
  };
}

export function nextIntent(): string {
  wishes += 1;
  return `conformance:${wishes}`;
}

let wishes = 0;
