// The same as the schedules in memory, with a real hub on a real database: people and stores change things, deliveries are lost,
// doubled and turned round, the hub is stopped and another one started; then peace, and one pass over everything. A failure
// names its seed; REAL_MODEL_SEED runs that schedule first.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { type Seeded, seeded } from "../support/seeded.ts";
import { createTestDatabase, type TestDatabase } from "../support/test-database.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";
import { openPostOffice, type PostOffice } from "./post-office.ts";
import { checkAtRest, type Ground } from "./real-reference.ts";

const FIRST = Number(process.env.REAL_MODEL_SEED ?? 1);
const COUNT = Number(process.env.REAL_MODEL_SCHEDULES ?? 24);
const STEPS = 10;
const SKUS = ["MUG", "HAT"] as const;
/** Up the ladder and into its end: a store that goes back is the model's in memory. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  pending: ["on-hold", "processing", "cancelled"],
  "on-hold": ["processing", "cancelled"],
  processing: ["completed", "completed", "cancelled"],
};
const MOST_ROUNDS = 20;

let database: TestDatabase;
let office: PostOffice;
let hub: TestHub;
let shops: readonly ConnectedStore[];
let ground: Ground;
let stores: readonly WooStore[] = [];
let counted = 40;

const startHub = () => startTestHub({ database, publicUrl: office.url });

beforeAll(async () => {
  [database, office] = await Promise.all([createTestDatabase(), openPostOffice()]);
  stores = await Promise.all([1, 2].map((seed) => startWooStore({ seed, orders: 0, products: 1, customers: 0 })));
  hub = await startHub();
  shops = await Promise.all(
    stores.map((running) => connectStore(hub, { running, webhookSecret: "between shop and hub" })),
  );
  for (const shop of shops) {
    for (const sku of SKUS) await shop.store.control.createProduct(goods(sku));
    await readAll(shop);
  }
  const { rows } = await database.pool.query<{ id: number; public_id: string }>(
    "select id, public_id from connections",
  );
  const connections = shops.map(({ id }) => rows.find((row) => row.public_id === id)?.id ?? 0);
  ground = { pool: database.pool, stores, connections, skus: SKUS };
});
afterAll(async () => {
  await hub?.close();
  await Promise.all(stores.map((store) => store.close()));
  await office?.close();
  await database?.close();
});

test(`a real hub and its stores agree after ${COUNT} schedules`, { timeout: 60_000 + COUNT * 5_000 }, async () => {
  let arrived = 0;
  for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) arrived += await runSchedule(seed);
  // Deliveries did arrive, and orders were placed and changed: an empty schedule proves nothing.
  expect(arrived).toBeGreaterThan(COUNT);
  expect(stores.flatMap(({ control }) => control.orders()).length).toBeGreaterThan(COUNT);
});

/** How many deliveries arrived. @throws where a rule was broken, with the seed and what happened until then. */
async function runSchedule(seed: number): Promise<number> {
  const log: string[] = [];
  let arrived = 0;
  try {
    const random = seeded(seed);
    // Where no delivery is lost no pass is needed, which would cover up what deliveries did wrong.
    const isLossy = seed % 2 === 0;
    const moves = movesOf(random, isLossy, () => (arrived += 1));
    const lots = moves.flatMap(([weight, what, move]) => Array.from({ length: weight }, () => ({ what, move })));
    for (let step = 0; step < STEPS; step += 1) {
      const { what, move } = random.pick(lots);
      log.push(`${what}: ${(await move()) ?? ""}`);
    }
    await rest();
    if (isLossy) await readAgain();
    await checkAtRest(ground);
    return arrived;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`REAL_MODEL_SEED=${seed}: ${said}\n${log.join("\n")}`, { cause: error });
  }
}

type Move = readonly [weight: number, what: string, move: () => Promise<unknown> | unknown];

function movesOf(random: Seeded, isLossy: boolean, onArrival: () => void): readonly Move[] {
  const { letters } = office;
  const arrive = async (again: boolean) => {
    await Promise.all(stores.map(({ control }) => control.deliveriesSettled()));
    if (letters.length === 0) return "none";
    const at = random.whole(letters.length);
    const some = again ? letters.slice(at, at + 1) : letters.splice(at, 1 + random.whole(3));
    if (random.chance(0.4)) some.reverse();
    for (const letter of some) {
      await office.deliver(hub.url, letter);
      onArrival();
    }
    return some.map(({ headers }) => headers["x-wc-webhook-topic"]).join(", ");
  };
  return [
    [4, "store: an order is placed", () => place(random)],
    [4, "store: a status is set", () => moveInStore(random)],
    [4, "hub: a status is set", () => moveInHub(random)],
    [2, "hub: stock is counted", () => count(random.pick(SKUS))],
    [6, "deliveries arrive", () => arrive(false)],
    [2, "a delivery arrives and comes again", () => arrive(true)],
    [isLossy ? 2 : 0, "a delivery is lost", () => letters.splice(random.whole(Math.max(1, letters.length)), 1).length],
    [isLossy ? 1 : 0, "a pass begins", () => requestRun(random.pick(shops), "orders")],
    [1, "the hub is stopped and another one started", restart],
  ];
}

function place(random: Seeded): string {
  const lines = [{ sku: random.pick(SKUS), quantity: 1 + random.whole(2) }];
  const status = random.pick(["processing", "processing", "on-hold", "pending"]);
  const { id } = random.pick(stores).control.placeOrder({ lines, status });
  return `${id} ${status} ${lines[0]?.sku} × ${lines[0]?.quantity}`;
}

function moveInStore(random: Seeded): string {
  const { control } = random.pick(stores);
  const open = control.orders().filter(({ status }) => NEXT[String(status)] !== undefined);
  if (open.length === 0) return "none";
  const { id, status } = random.pick(open);
  const to = random.pick(NEXT[String(status)] ?? []);
  control.setOrderStatus(Number(id), to);
  return `${id} ${status} → ${to}`;
}

async function moveInHub(random: Seeded): Promise<string> {
  const { rows } = await database.pool.query<{ id: number; status: string }>(
    "select id, status from orders where status not in ('CANCELLED', 'RETURNED', 'DELIVERED') order by id desc limit 6",
  );
  if (rows.length === 0) return "none";
  const { id, status } = random.pick(rows);
  const to = random.pick(["PICKED", "PACKED", "SHIPPED", "SHIPPED", "DELIVERED"]);
  const reply = await hub.call("PATCH", `/api/v1/orders/${id}`, { status: to });
  return `${id} ${status} → ${to}: ${reply.status}`;
}

async function count(sku: string): Promise<string> {
  counted += 1;
  const reply = await hub.call("PUT", `/api/v1/stock/${sku}`, { on_hand: counted });
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return `${sku} ${counted}`;
}

async function restart(): Promise<void> {
  await hub.close();
  hub = await startHub();
}

async function requestRun({ id }: ConnectedStore, kind: string): Promise<void> {
  const reply = await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind });
  expect(reply.status, JSON.stringify(reply.body)).toBe(202);
}

async function readAll(shop: ConnectedStore): Promise<void> {
  for (const kind of ["orders", "products"]) await requestRun(shop, kind);
}

/** What no delivery told is found by one pass over each store. */
async function readAgain(): Promise<void> {
  for (const shop of shops) await readAll(shop);
  await rest();
}

/** All letters that were not lost arrive, and nothing is left to be done. */
async function rest(): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    await Promise.all(stores.map(({ control }) => control.deliveriesSettled()));
    for (const letter of office.letters.splice(0)) await office.deliver(hub.url, letter);
    // What waits for a reason of its own would come later; here it comes now.
    await database.pool.query("update outward_work set due_at = clock_timestamp() where state = 'waiting'");
    await database.pool.query("update rereads set due_at = clock_timestamp()");
    await hub.hub.upkeep.handle("test");
    await eventually(isIdle, "what was due is done");
    await Promise.all(stores.map(({ control }) => control.deliveriesSettled()));
    if (office.letters.length === 0 && (await countLeft("")) === 0) return;
  }
  throw new Error("It never comes to rest");
}

const isIdle = async () => (await countLeft("and due_at <= clock_timestamp()")) === 0;

async function countLeft(which: string): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(`
    select ((select count(*) from deliveries where state in ('waiting', 'rereading'))
      + (select count(*) from runs where state in ('waiting', 'running'))
      + (select count(*) from rereads where true ${which})
      + (select count(*) from outward_work where state = 'waiting' ${which}))::int as count`);
  return rows[0]?.count ?? 0;
}

function goods(sku: string) {
  return { name: sku, type: "simple", sku, regular_price: "9.00", manage_stock: true, stock_quantity: 30 };
}
