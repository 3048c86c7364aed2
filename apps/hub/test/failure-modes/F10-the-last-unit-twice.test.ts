// F10: the last unit is sold in two stores at once. That cannot be prevented from afar; it is counted right, shown and told, and
// buffers make it rare.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { allShow, aProduct, shown } from "../support/stocked-products.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { numberIn } from "../support/woo-sender.ts";

/** So late do webhooks come in the simulation. */
const LATENCY_MS = 60;
const CHANNELS = 3;

let hub: TestHub;
let channels: readonly ConnectedStore[];

beforeAll(async () => {
  hub = await startTestHub();
  channels = await Promise.all(
    Array.from({ length: CHANNELS }, (_, seed) => connectStore(hub, { products: 3, orders: 0, seed: seed + 1 })),
  );
});
afterAll(async () => {
  await Promise.all([hub?.close(), ...(channels ?? []).map(({ store }) => store.close())]);
});

const stock = async (sku: string) => (await hub.call("GET", `/api/v1/stock/${sku}`)).body;
const first = (): readonly [ConnectedStore, ConnectedStore] => {
  const [one, two] = channels;
  if (!one || !two) throw new Error("The stores are not there");
  return [one, two];
};

describe("F10 in the ledger", () => {
  test("fifty adjustments at once are fifty movements of one each, none lost and none clamped", async () => {
    await hub.call("PUT", "/api/v1/stock/ATOMIC", { on_hand: 30 });
    const take = () => hub.call("POST", "/api/v1/stock/ATOMIC/adjustments", { quantity: -1 });
    const replies = await Promise.all(Array.from({ length: 50 }, take));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await stock("ATOMIC")).toMatchObject({ on_hand: "-20", available: "-20", oversold: true });
    const { movements } = (await hub.call("GET", "/api/v1/stock/ATOMIC/movements?limit=100")).body;
    const taken: { readonly delta: string; readonly on_hand_after: string }[] = movements.slice(0, 50);
    expect(taken.map(({ delta }) => delta)).toEqual(Array.from({ length: 50 }, () => "-1"));
    expect(taken.map(({ on_hand_after }) => Number(on_hand_after))).toEqual(
      Array.from({ length: 50 }, (_, index) => index - 20),
    );
  });

  test("the last unit, sold in two stores, is one less than nothing; both stores show none, and a person is told", async () => {
    const [shop, other] = first();
    const ids = await Promise.all([aProduct(hub, shop, { sku: "LAST" }), aProduct(hub, other, { sku: "LAST" })]);
    await hub.call("PUT", "/api/v1/stock/LAST", { on_hand: 1 });
    await allShow("LAST", 1, shop, other);
    // Neither store knows of the other's sale.
    for (const [index, where] of [shop, other].entries())
      where.store.control.placeOrder({ lines: [{ productId: ids[index] ?? 0, quantity: 1 }] });
    await eventually(async () => (await stock("LAST")).reserved === "2", "both orders hold it");
    expect(await stock("LAST")).toMatchObject({ on_hand: "1", reserved: "2", available: "-1", oversold: true });
    await allShow("LAST", 0, shop, other);
    const told = "alerts where code = 'oversell' and subject = 'LAST' and settled_at is null";
    expect(await numberIn(hub, told)).toBe(1);
    await hub.call("POST", "/api/v1/stock/LAST/adjustments", { quantity: 5 });
    await allShow("LAST", 4, shop, other);
    expect(await numberIn(hub, told)).toBe(0);
  });

  test("no store is told more than what is there less the buffer, and never less than nothing", async () => {
    const [shop, other] = first();
    await Promise.all([aProduct(hub, shop, { sku: "KEPT" }), aProduct(hub, other, { sku: "KEPT" })]);
    for (const [onHand, buffer, published] of [
      [10, 3, 7],
      [3, 3, 0],
      [2, 3, 0],
      [9, 0, 9],
    ] as const) {
      await hub.call("PUT", "/api/v1/stock/KEPT", { on_hand: onHand });
      await hub.call("PATCH", "/api/v1/stock/KEPT", { buffer });
      await allShow("KEPT", published, shop, other);
    }
  });
});

type Outcome = { readonly buffer: number; readonly sold: number; readonly oversold: number };

const UNITS = 10;
/** Enough to sell everything, and then one in which nothing is offered any more. */
const ROUNDS = 5;

test(`F10 with ${CHANNELS} stores and ${LATENCY_MS} ms on the way, buffers end overselling, and every store ends with the truth`, async () => {
  for (const { store } of channels) store.control.deliveryFaults.set({ kind: "delay", ms: LATENCY_MS });
  const outcomes: Outcome[] = [];
  for (const buffer of [0, CHANNELS - 1]) outcomes.push(await sellOut(buffer));
  for (const { store } of channels) store.control.deliveryFaults.clear();
  for (const { buffer, oversold } of outcomes)
    console.info(
      `F10 oversold by ${CHANNELS} stores with a buffer of ${buffer}: ${(100 * oversold) / UNITS} % of the units`,
    );
  // Of the last of ten units each of three stores sells one, because none has heard of the others within the time of the news.
  expect(outcomes.map(({ oversold }) => oversold)).toEqual([CHANNELS - 1, 0]);
}, 120_000);

/** In every round a shopper comes to each store that shows something, all within the time that news takes. */
async function sellOut(buffer: number): Promise<Outcome> {
  const sku = `RUSH-${buffer}`;
  const ids = await Promise.all(channels.map((where) => aProduct(hub, where, { sku, stock_quantity: 0 })));
  await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: UNITS });
  await hub.call("PATCH", `/api/v1/stock/${sku}`, { buffer });
  await allShow(sku, UNITS - buffer, ...channels);
  let sold = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const open = channels.flatMap((where, index) => (Number(shown(where, sku)) > 0 ? [index] : []));
    for (const at of open)
      channels[at]?.store.control.placeOrder({ lines: [{ productId: ids[at] ?? 0, quantity: 1 }] });
    sold += open.length;
    await eventually(async () => (await stock(sku)).reserved === String(sold), `all ${sold} orders are known`);
    await allShow(sku, Math.max(0, UNITS - sold - buffer), ...channels);
  }
  const available = UNITS - sold - buffer;
  expect(await stock(sku)).toMatchObject({ on_hand: String(UNITS), available: String(available) });
  expect((await stock(sku)).oversold).toBe(available < 0);
  return { buffer, sold, oversold: Math.max(0, sold - UNITS) };
}
