// Reads things again from their store: many at once, one reader per connection, so that two answers never overtake each other.
import { type Customer, isHubError, type Order, type Product } from "@logix/model";
import type { Gone, Seen, Unreadable } from "../../connector-kit/contract.ts";
import type { Database, Db } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import { type DeliveryState, settleRereadDeliveries } from "../../database/sync/deliveries.ts";
import {
  databaseTime,
  dueRereads,
  finishRereads,
  nextDueReread,
  postponeRereads,
  type RereadRow,
} from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import { verdictOn } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { News } from "../orders/order-decision.ts";
import type { Intakes } from "./delivery-work.ts";
import type { Parking } from "./parking.ts";

const MOST_AT_ONCE = 100;
/** A busy store's rereads give others a turn after so many rounds. */
const MOST_ROUNDS = 5;
const BUSY_RETRY_MS = 2_000;

type Answer<T> = ReadonlyMap<string, T | Unreadable | Gone>;
type Result = { readonly remoteId: string; readonly state: DeliveryState; readonly note: string | null };

export function makeRereadWork(
  database: Database,
  locks: Locks,
  queue: Queue,
  stores: Stores,
  intakes: Intakes,
  parking: Parking,
) {
  async function handle(connectionId: number): Promise<void> {
    let next: Date | null = null;
    const ran = await locks.withLock(`rereads:${connectionId}`, async () => {
      next = await readDue(connectionId);
    });
    // Behind the lock, or whoever is woken finds it taken.
    if (!ran) next = new Date(Date.now() + BUSY_RETRY_MS);
    if (next) await wakeAt(connectionId, next);
  }

  /** When the next of them falls due. */
  async function readDue(connectionId: number): Promise<Date | null> {
    const connection = await stores.find(connectionId);
    if (!connection || connection.status === "paused") return null;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const due = await dueRereads(database.db, connectionId, MOST_AT_ONCE);
      const first = due[0];
      if (!first) break;
      await readAgain(
        connection,
        due.filter((each) => each.kind === first.kind),
      );
    }
    return nextDueReread(database.db, connectionId);
  }

  async function readAgain(connection: Connection, rows: readonly RereadRow[]): Promise<void> {
    const askedAt = await databaseTime(database.db);
    const ids = rows.map((row) => row.remote_id);
    try {
      const store = stores.open(connection, "work");
      if (rows[0]?.kind === "order") {
        const answer = await store.again.orders(ids);
        await takeEach(connection, rows, (some) => take(connection, some, of(some, answer), askedAt));
      } else if (rows[0]?.kind === "product") {
        const answer = await store.again.products(ids);
        await takeEach(connection, rows, (some) => takeProducts(connection, some, of(some, answer), askedAt));
      } else {
        const answer = (await store.again.customers?.(ids)) ?? new Map();
        await takeEach(connection, rows, (some) => takeCustomers(connection, some, of(some, answer)));
      }
    } catch (error) {
      await postpone(connection, rows, error);
    }
  }

  /** All at once; where that fails, one by one, so that a poisonous one comes again alone and does not hold its neighbours. */
  async function takeEach(
    connection: Connection,
    rows: readonly RereadRow[],
    takeSome: (rows: readonly RereadRow[]) => Promise<void>,
  ): Promise<void> {
    try {
      await takeSome(rows);
    } catch (error) {
      if (rows.length === 1) return postpone(connection, rows, error);
      for (const row of rows) await takeEach(connection, [row], takeSome);
    }
  }

  async function take(
    connection: Connection,
    rows: readonly RereadRow[],
    answer: Answer<Seen<Order>>,
    askedAt: Date,
  ): Promise<void> {
    const { found, gone, unreadable } = sort(answer);
    await database.transaction(async (db) => {
      const news: News = { source: "reread", askedAt };
      await intakes.orders.apply(
        db,
        connection,
        found.map(([, seen]) => seen),
        news,
      );
      await intakes.orders.gone(db, connection, gone);
      await finish(db, connection, rows, { found: found.map(([id]) => id), gone, unreadable });
    });
  }

  async function takeProducts(
    connection: Connection,
    rows: readonly RereadRow[],
    answer: Answer<readonly Seen<Product>[]>,
    askedAt: Date,
  ): Promise<void> {
    const { found, gone, unreadable } = sort(answer);
    await database.transaction(async (db) => {
      await intakes.listings.apply(
        db,
        connection,
        found.flatMap(([, seen]) => seen),
        { source: "reread", askedAt },
      );
      await intakes.listings.gone(db, connection, gone);
      await finish(db, connection, rows, { found: found.map(([id]) => id), gone, unreadable });
    });
  }

  async function takeCustomers(
    connection: Connection,
    rows: readonly RereadRow[],
    answer: Answer<Seen<Customer>>,
  ): Promise<void> {
    const { found, gone, unreadable } = sort(answer);
    await database.transaction(async (db) => {
      await intakes.customers.apply(
        db,
        connection,
        found.map(([, seen]) => seen),
      );
      await intakes.customers.gone(db, connection, gone);
      await finish(db, connection, rows, { found: found.map(([id]) => id), gone, unreadable });
    });
  }

  async function finish(
    db: Db,
    connection: Connection,
    rows: readonly RereadRow[],
    results: {
      readonly found: readonly string[];
      readonly gone: readonly string[];
      readonly unreadable: readonly (readonly [string, Unreadable])[];
    },
  ): Promise<void> {
    const kind = rows[0]?.kind ?? "";
    for (const [remoteId, trouble] of results.unreadable)
      await parking.unreadable(db, connection, { source: "reread", kind, remoteId, trouble });
    const settled: Result[] = [
      ...results.found.map((remoteId): Result => ({ remoteId, state: "applied", note: null })),
      ...results.gone.map((remoteId): Result => ({ remoteId, state: "applied", note: "deleted in the store" })),
      ...results.unreadable.map(([remoteId, trouble]): Result => ({ remoteId, state: "parked", note: trouble.reason })),
    ];
    await settleRereadDeliveries(db, connection.id, kind, settled);
    await finishRereads(db, rows);
  }

  async function postpone(connection: Connection, rows: readonly RereadRow[], error: unknown): Promise<void> {
    const attempts = Math.max(...rows.map((row) => row.attempts)) + 1;
    const unreadableMs = Math.min(...rows.map((row) => row.unreadable_ms));
    const verdict = verdictOn(error, attempts, new Date(), unreadableMs);
    if (verdict.remedy === "pause") await parking.disconnect(connection, error);
    if (verdict.remedy !== "park") {
      const until = verdict.remedy === "pause" ? later() : verdict.at;
      return postponeRereads(database.db, rows, { until, wasUnreadable: isHubError(error, "unreadable") });
    }
    await database.transaction(async (db) => {
      for (const row of rows)
        await parking.failed(db, connection, { source: "reread", kind: row.kind, remoteId: row.remote_id, error });
      await settleRereadDeliveries(
        db,
        connection.id,
        rows[0]?.kind ?? "",
        rows.map((row) => ({ remoteId: row.remote_id, state: "parked", note: null })),
      );
      await finishRereads(db, rows);
    });
  }

  async function wakeAt(connectionId: number, at: Date): Promise<void> {
    await queue.wake(database.db, "rereads", [{ key: String(connectionId), startAfter: at }]);
  }

  return { handle };
}

/** Of the store's answer what is about these. */
function of<T>(rows: readonly RereadRow[], answer: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const ids = new Set(rows.map((row) => row.remote_id));
  return new Map([...answer].filter(([id]) => ids.has(id)));
}

function sort<T>(answer: Answer<T>) {
  const found: (readonly [string, T])[] = [];
  const gone: string[] = [];
  const unreadable: (readonly [string, Unreadable])[] = [];
  for (const [id, entry] of answer) {
    if (isGone(entry)) gone.push(id);
    else if (isUnreadable(entry)) unreadable.push([id, entry]);
    else found.push([id, entry]);
  }
  return { found, gone, unreadable };
}

function isGone(entry: unknown): entry is Gone {
  return typeof entry === "object" && entry !== null && "gone" in entry;
}

function isUnreadable(entry: unknown): entry is Unreadable {
  return typeof entry === "object" && entry !== null && "reason" in entry && "raw" in entry;
}

/** A connection that waits for its user is looked at again now and then, in case nobody tells us. */
function later(): Date {
  return new Date(Date.now() + 15 * 60_000);
}
