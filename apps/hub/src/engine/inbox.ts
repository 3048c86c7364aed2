// Deliveries become durable here, together with the jobs that look at them. Requests that arrive together share one transaction:
// a lane takes everything that waits when its last flush has ended, so an idle hub adds no delay and a busy one few commits.
import type { Database } from "../database/database.ts";
import { type DeliveryWrite, insertDeliveries, resourceKey, shareResources } from "../database/sync/deliveries.ts";
import type { Queue } from "./queue.ts";

const LANES = 2;
const MOST_AT_ONCE = 200;
/** What may wait in memory; beyond it the sender is told to come again. */
const MOST_WAITING = 5_000;

export type Inbox = {
  /** Resolves once the delivery is committed; rejects where it could not be stored, so that the sender is not told otherwise. */
  accept(delivery: DeliveryWrite): Promise<void>;
  /** False while more waits than can be taken. */
  hasRoom(): boolean;
  /** Resolves when everything accepted so far is committed or rejected. */
  drained(): Promise<void>;
};

type Waiting = { readonly delivery: DeliveryWrite; resolve(): void; reject(error: unknown): void };

export function makeInbox(database: Database, queue: Queue): Inbox {
  const waiting: Waiting[] = [];
  let busyLanes = 0;
  let onDrained: (() => void)[] = [];

  function startLane(): void {
    if (busyLanes >= LANES || waiting.length === 0) return;
    busyLanes += 1;
    void runLane();
  }

  async function runLane(): Promise<void> {
    while (waiting.length > 0) await flush(waiting.splice(0, MOST_AT_ONCE));
    busyLanes -= 1;
    if (busyLanes > 0) return;
    for (const tell of onDrained) tell();
    onDrained = [];
  }

  async function flush(batch: readonly Waiting[]): Promise<void> {
    try {
      await database.transaction((db) => store(db, withoutRepeats(batch.map((each) => each.delivery)), queue));
      for (const each of batch) each.resolve();
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      // One that cannot be stored must not take its neighbours with it.
      else for (const each of batch) await flush([each]);
    }
  }

  return {
    accept: (delivery) =>
      new Promise((resolve, reject) => {
        waiting.push({ delivery, resolve, reject });
        startLane();
      }),
    hasRoom: () => waiting.length < MOST_WAITING,
    drained: () => (busyLanes === 0 ? Promise.resolve() : new Promise((resolve) => onDrained.push(resolve))),
  };
}

async function store(
  db: Parameters<typeof insertDeliveries>[0],
  deliveries: readonly DeliveryWrite[],
  queue: Queue,
): Promise<void> {
  const keys = [...new Set(deliveries.map(resourceKey))].sort();
  await shareResources(db, keys);
  await insertDeliveries(db, deliveries);
  await queue.wake(
    db,
    "deliveries",
    keys.map((key) => ({ key })),
  );
}

/** One statement cannot touch the same row twice. */
function withoutRepeats(deliveries: readonly DeliveryWrite[]): readonly DeliveryWrite[] {
  const unique = new Map(
    deliveries.map((each) => [`${each.connectionId} ${each.deliveryId} ${each.bodyHash.toString("base64")}`, each]),
  );
  return unique.size === deliveries.length ? deliveries : [...unique.values()];
}
