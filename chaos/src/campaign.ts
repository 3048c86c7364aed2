// One campaign: a hub and a store at work, faults by the schedule, peace, and then the question whether both sides agree.
import { setTimeout as delay } from "node:timers/promises";
import { makePeace, strike } from "./faults/faults.ts";
import type { Field } from "./faults/field.ts";
import { exportLoad } from "./load/exports.ts";
import { orderLoad } from "./load/orders.ts";
import { ownerLoad } from "./load/owner.ts";
import { keepReceipts, type Receipts } from "./load/receipts.ts";
import type { Shop } from "./load/shop.ts";
import { stockLoad } from "./load/stock.ts";
import type { Setup, Size } from "./options.ts";
import { drawSchedule, type Fault, isKill } from "./schedule.ts";
import { settle } from "./settle.ts";
import { buildStage } from "./stage.ts";
import { startShop } from "./start-shop.ts";
import { makeTally } from "./tally.ts";
import { checkContent } from "./verdict/content.ts";
import { checkDeliveries } from "./verdict/deliveries.ts";
import { checkLeftovers } from "./verdict/leftovers.ts";
import { checkOrders } from "./verdict/orders.ts";
import { checkStock } from "./verdict/stock.ts";
import type { Check } from "./verdict/verdict.ts";

export type CampaignOptions = {
  readonly setup: Setup;
  readonly seed: number;
  readonly size: Size;
  /** Empty, and there. */
  readonly folder: string;
  readonly tell: (line: string) => void;
};

export type Outcome = {
  readonly setup: Setup;
  readonly counts: Readonly<Record<string, number>>;
  readonly checks: readonly Check[];
  readonly seconds: { readonly underFaults: number; readonly settling: number };
};

export async function runCampaign({ setup, seed, size, folder, tell }: CampaignOptions): Promise<Outcome> {
  const tally = makeTally();
  const stage = await buildStage(setup, folder, tally);
  try {
    const shop = await startShop(stage, seed);
    const receipts = keepReceipts(shop);
    tell("the store is connected; the faults begin");
    const began = performance.now();
    const stopReceipts = keepGoing(receipts.load);
    await underFaults(stage.field, shop, size, drawSchedule(seed, size), tell);
    const calm = performance.now();
    tell("the faults are over; what waits is worked off");
    await settle(shop);
    await stopReceipts();
    receipts.collect();
    const ended = performance.now();
    const seconds = { underFaults: toSeconds(calm - began), settling: toSeconds(ended - calm) };
    return { setup, counts: tally.counts(), checks: await checkAll(shop, receipts), seconds };
  } finally {
    await stage.close();
  }
}

/** Load and faults side by side; peace comes when the last fault has passed, and the load ends when its work is promised. */
async function underFaults(
  field: Field,
  shop: Shop,
  size: Size,
  schedule: readonly Fault[],
  tell: CampaignOptions["tell"],
): Promise<void> {
  const lengthMs = schedule.at(-1)?.atMs ?? 0;
  let isOver = false;
  const loads = Promise.all([stockLoad, exportLoad, ownerLoad].map((load) => load(shop)(() => isOver)));
  const orders = orderLoad(shop, size.orders, lengthMs)(() => isOver);
  const striking = strikeAll(field, schedule, tell).then(() => makePeace(field));
  const ended = Promise.all([orders, striking]).then(() => (isOver = true));
  // All of them from the start: one that fails ends the campaign.
  await Promise.all([ended, loads]);
}

async function strikeAll(field: Field, schedule: readonly Fault[], tell: CampaignOptions["tell"]): Promise<void> {
  let began = performance.now();
  const lasting: Promise<void>[] = [];
  for (const [index, fault] of schedule.entries()) {
    await delay(Math.max(0, fault.atMs - (performance.now() - began)));
    if (index % 25 === 0) tell(`fault ${index + 1} of ${schedule.length}: ${fault.kind}`);
    const struck = performance.now();
    lasting.push(strike(field, fault));
    if (!isKill(fault.kind)) continue;
    // A kill waits for something to kill. On a slow machine the whole schedule is stretched with it.
    await lasting.at(-1);
    began += performance.now() - struck;
  }
  await Promise.all(lasting);
}

/** Returns what ends it. */
function keepGoing(load: Receipts["load"]): () => Promise<void> {
  let isOver = false;
  const going = load(() => isOver);
  return () => {
    isOver = true;
    return going;
  };
}

async function checkAll(shop: Shop, receipts: Receipts): Promise<readonly Check[]> {
  return [
    await checkDeliveries(shop, receipts.acknowledged()),
    await checkOrders(shop),
    await checkStock(shop),
    await checkContent(shop),
    await checkLeftovers(shop.database),
  ];
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1000);
}
