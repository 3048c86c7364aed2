// Carries out what the stores shall show. One worker per connection and kind; the latest wish counts, whatever was wished before.
import { isHubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import {
  dueWork,
  nextDueWork,
  postponeWork,
  WORK_KINDS,
  type WorkKind,
  type WorkRow,
} from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import { verdictOn } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { type Parking, wordsOf } from "./parking.ts";

const MOST_AT_ONCE = 100;
const MOST_ROUNDS = 10;
const BUSY_RETRY_MS = 1_000;
const DISCONNECTED_RETRY_MS = 15 * 60_000;

/** Carries out due wishes of one kind and settles each of them; throws where none of them could be tried. */
export type Carrier = (connection: Connection, work: readonly WorkRow[]) => Promise<void>;

export function makeOutwardWork(
  database: Database,
  locks: Locks,
  queue: Queue,
  stores: Stores,
  parking: Parking,
  carriers: Readonly<Record<WorkKind, Carrier>>,
) {
  /** `key`: connection id and kind, as in the job. */
  async function handle(key: string): Promise<void> {
    const [id = "", name = ""] = key.split(":");
    const kind = WORK_KINDS.find((each) => each === name);
    if (kind === undefined) return;
    let next: Date | null = null;
    const ran = await locks.withLock(`outward:${key}`, async () => {
      next = await carryOut(Number(id), kind);
    });
    // Behind the lock, or whoever is woken finds it taken.
    if (!ran) next = new Date(Date.now() + BUSY_RETRY_MS);
    if (next) await wakeAt(key, next);
  }

  /** When the next of these wishes falls due. */
  async function carryOut(connectionId: number, kind: WorkKind): Promise<Date | null> {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const due = await dueWork(database.db, connectionId, kind, MOST_AT_ONCE);
      if (due.length === 0) break;
      // After the wishes: none of them is carried out by rules that were changed before it was wished.
      const connection = await stores.findFresh(connectionId);
      if (!connection || connection.status === "paused") return null;
      await carriers[kind](connection, due).catch((error: unknown) => fail(connection, due, error));
    }
    return nextDueWork(database.db, connectionId, kind);
  }

  /** None of these could be tried, or one of them failed on its own. */
  async function fail(connection: Connection, work: readonly WorkRow[], error: unknown): Promise<void> {
    const attempts = Math.max(...work.map((each) => each.attempts)) + 1;
    const unreadableMs = Math.min(...work.map((each) => each.unreadable_ms));
    const verdict = verdictOn(error, attempts, new Date(), unreadableMs);
    const delay = { note: wordsOf(error), wasUnreadable: isHubError(error, "unreadable") };
    if (verdict.remedy === "again") return postponeWork(database.db, work, { ...delay, until: verdict.at });
    if (verdict.remedy === "pause") {
      await parking.disconnect(connection, error);
      return postponeWork(database.db, work, { ...delay, until: new Date(Date.now() + DISCONNECTED_RETRY_MS) });
    }
    await database.transaction((db) => parking.wishesFailed(db, connection, work, error));
  }

  async function wakeAt(key: string, at: Date): Promise<void> {
    await queue.wake(database.db, "outward", [{ key, startAfter: at }]);
  }

  return { handle };
}
