// One schedule: two stores and a hub, changed on both sides in an order that the seed decides, with deliveries dropped, doubled
// and reordered, answers lost and work cut off in the middle; then peace, and one pass over everything.
import { ORDER_STATUSES, type Order, type Product } from "@logix/model";
import { type Seeded, seeded } from "../support/seeded.ts";
import { makeClock } from "./clock.ts";
import { carryStatuses, carryStock, type Watch } from "./model-carriers.ts";
import { makeModelHub } from "./model-hub.ts";
import { type ModelStore, makeModelStore, type News, type StoreOrder } from "./model-store.ts";
import { makeReference } from "./reference.ts";

const SKUS = ["MUG", "HAT"] as const;
const STATUSES = ["pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed"] as const;
const PAUSES_MS = [0, 0, 3, 40, 300, 700, 1_000, 5_000, 31_000, 400_000] as const;
const ROUNDS_OF_PEACE = 60;

type Post = { readonly connection: number; readonly news: News };
type Task = { readonly key: string; readonly steps: Generator<void> };

/** @throws where a rule was broken, with the seed and what happened until then. */
export function runSchedule(seed: number, steps: number): void {
  const log: string[] = [];
  try {
    play(seeded(seed), steps, log);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`MODEL_SEED=${seed}: ${said}\n${log.join("\n")}`, { cause: error });
  }
}

function play(random: Seeded, most: number, log: string[]): void {
  const clock = makeClock();
  const post: Post[] = [];
  const tasks: Task[] = [];
  let isPeace = false;
  const stores = [0, 1].map((connection) =>
    makeModelStore(clock, SKUS, 10, (news) => void post.push({ connection, news })),
  );
  const hub = makeModelHub(clock, stores);
  const reference = makeReference({ clock, hub, stores });
  const watch: Watch = reference.watch;
  const carrier = { clock, hub, stores, watch, fails: () => !isPeace && random.chance(0.1), readOrders };

  function begin(key: string, steps: Generator<void>): void {
    if (!tasks.some((task) => task.key === key)) tasks.push({ key, steps });
  }

  function readOrders(connection: number): void {
    begin(`read orders ${connection}`, hub.read(connection, "orders"));
  }

  function beginAll(connection: number): void {
    begin(`statuses ${connection}`, carryStatuses(carrier, connection));
    begin(`stock ${connection}`, carryStock(carrier, connection));
    if ([...hub.rereads.keys()].some((key) => key.startsWith(`${connection}:`)))
      begin(`rereads ${connection}`, hub.reread(connection));
  }

  function advance(task: Task): void {
    if (task.steps.next().done) tasks.splice(tasks.indexOf(task), 1);
  }

  function goOn(): string {
    if (tasks.length === 0) return "none";
    const task = random.pick(tasks);
    advance(task);
    return task.key;
  }

  const moves: readonly (readonly [weight: number, what: string, move: () => unknown])[] = [
    [
      3,
      "store: an order is placed",
      () =>
        reference.placed(
          random
            .pick(stores)
            .place(
              random.pick(SKUS),
              1 + random.whole(3),
              random.pick(["processing", "processing", "on-hold", "pending", "completed"]),
            ),
        ),
    ],
    [5, "store: a status is set", () => onOrder((store, order) => store.setStatus(order, random.pick(STATUSES)))],
    [1, "store: a quantity is edited", () => onOrder((store, order) => store.editQuantity(order, 1 + random.whole(4)))],
    [1, "store: a note is edited", () => onOrder((store, order) => store.editNote(order))],
    [1, "store: into the bin, or out of it", () => onOrder((store, order) => store.bin(order))],
    [1, "store: a number is typed", () => random.pick(stores).typeStock(random.pick(SKUS), random.whole(15))],
    [5, "hub: a status is set", setStatus],
    [2, "hub: stock is counted", () => reference.count(random.pick(SKUS), random.whole(20))],
    [1, "hub: a buffer is set", () => reference.setBuffer(random.pick(SKUS), random.whole(3))],
    [8, "a delivery arrives", deliver],
    [2, "a delivery arrives and comes again", () => deliver(true)],
    [2, "a delivery is lost", () => post.splice(random.whole(post.length), 1).length],
    [3, "some work begins", () => beginAll(random.whole(2))],
    [1, "a pass over the orders begins", () => readOrders(random.whole(2))],
    [1, "a caller's own pass over the orders begins", () => extraPass(random.whole(2))],
    [1, "a pass over the products begins", () => products(random.whole(2))],
    [12, "work goes on", goOn],
    [1, "work is cut off", () => tasks.splice(random.whole(tasks.length), 1).map(({ key }) => key)],
    [6, "time passes", () => clock.pass(random.pick(PAUSES_MS))],
  ];

  function products(connection: number): void {
    begin(`read products ${connection}`, hub.read(connection, "products"));
  }

  function extraPass(connection: number): void {
    begin(`read orders ${connection} too`, hub.read(connection, "orders"));
  }

  function onOrder(change: (store: ModelStore, order: StoreOrder) => void): string {
    const store = random.pick(stores);
    if (store.orders.size === 0) return "none";
    const order = random.pick([...store.orders.values()]);
    change(store, order);
    reference.changed(order);
    return `${stores.indexOf(store)}:${order.id} ${order.status}${order.binned ? " binned" : ""} × ${order.quantity}`;
  }

  function setStatus(): string {
    if (hub.orders.size === 0) return "none";
    const order = random.pick([...hub.orders.values()]);
    const to = random.pick(ORDER_STATUSES);
    return `${order.connection}:${order.remoteId} ${order.status} → ${to}: ${hub.setStatus(order, to)}`;
  }

  function deliver(again = false): string {
    if (post.length === 0) return "none";
    const at = random.whole(post.length);
    const { connection } = post[at] ?? { connection: 0 };
    const batch = post.slice(at, at + 1 + random.whole(3)).filter((each) => each.connection === connection);
    for (const each of again ? [] : batch) post.splice(post.indexOf(each), 1);
    if (random.chance(0.3)) batch.reverse();
    hub.deliver(
      connection,
      batch.map((each) => each.news),
    );
    return batch.map(({ news: { seen } }) => `${connection}:${seen.record.remoteId} ${wordOf(seen.record)}`).join(", ");
  }

  function makePeace(): void {
    isPeace = true;
    while (post.length > 0) deliver();
    clock.pass(60_000);
    settle();
    for (const connection of [0, 1]) {
      readOrders(connection);
      products(connection);
    }
    settle();
  }

  function settle(): void {
    for (let round = 0; round < ROUNDS_OF_PEACE; round += 1) {
      for (const connection of [0, 1]) beginAll(connection);
      for (let task = tasks[0]; task; task = tasks[0]) advance(task);
      while (post.length > 0) deliver();
      const next = hub.work.nextDue();
      if (next === null && hub.rereads.size === 0) return;
      clock.pass(Math.max(1_001, (next ?? 0) - clock.now()));
    }
    throw new Error(`It never comes to rest: ${JSON.stringify([...hub.rereads.keys(), ...hub.work.waiting()])}`);
  }

  const lots = moves.flatMap(([weight, what, move]) => Array.from({ length: weight }, () => ({ what, move })));
  for (let step = 0; step < most; step += 1) {
    const { what, move } = random.pick(lots);
    const came = move();
    log.push(`${new Date(clock.now()).toISOString().slice(11, 23)} ${what}${said(came)}`);
    reference.atAnyTime();
  }
  makePeace();
  reference.atRest();
}

function wordOf(record: Order | Product): string {
  return "remoteStatus" in record ? record.remoteStatus : `shows ${record.stockQuantity}`;
}

function said(came: unknown): string {
  if (came === undefined || came === false) return "";
  return `: ${typeof came === "object" ? JSON.stringify(came) : came}`;
}
