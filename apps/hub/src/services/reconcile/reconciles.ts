// Sweeps over both sides of a connection: asked for, carried on in slices, resumed after a kill, ended with a number.
import { setTimeout as delay } from "node:timers/promises";
import { HubError, isHubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import type { Domain } from "../../database/reconcile/reconcile-tables.ts";
import {
  connectionsDueForReconcile,
  delayReconcile,
  endReconcile,
  findOpenReconcile,
  findReconcile,
  forgetOldReconciles,
  insertReconcile,
  moveReconcile,
  openReconcileIds,
  type ReconcileRow,
  stopReconcile,
} from "../../database/reconcile/reconciles.ts";
import { databaseTime } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import { verdictOn } from "../../engine/retry.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { ConflictLook } from "../publishing/conflict-look.ts";
import type { StockWisher } from "../stock/stock-wishes.ts";
import { type Parking, wordsOf } from "../sync/parking.ts";
import type { Rereads } from "../sync/rereads.ts";
import { makeComparing, noIndex } from "./comparing.ts";
import { makeMending } from "./mending.ts";
import { atStep, beginningOf, type Position, positionSchema } from "./position.ts";
import { makeStockTargets } from "./stock-targets.ts";

const SLICE_MS = 5_000;
const BUSY_RETRY_MS = 5_000;
const PAUSED_RETRY_MS = 15 * 60_000;
/** How often it is looked whether the rows have been read again, and for how long. */
const LOOK_EVERY_MS = 200;
const LOOK_LATER_MS = 2_000;
const LONGEST_MEND_MS = 15 * 60_000;
const MOST_STARTS = 20;
const KEEP_DAYS = 90;

const DOMAINS: readonly Domain[] = ["products", "orders", "customers"];

export type Reconciles = ReturnType<typeof makeReconciles>;

export type ReconcileParts = {
  readonly database: Database;
  readonly locks: Locks;
  readonly queue: Queue;
  readonly stores: Stores;
  readonly rereads: Rereads;
  readonly wishes: StockWisher;
  readonly parking: Parking;
  readonly alerts: Pick<Alerts, "raise" | "settle">;
  readonly conflicts: Pick<ConflictLook, "canLook" | "lookOn">;
};

export function makeReconciles(parts: ReconcileParts) {
  const { database, locks, queue, stores, rereads, wishes, parking, alerts, conflicts } = parts;
  const targets = makeStockTargets(database, wishes);
  const comparing = makeComparing(database, stores);
  const mending = makeMending(database, stores, rereads, targets, alerts);

  /** In the background. One at a time per connection: where one is under way, that one is returned. */
  async function request(
    connection: Connection,
    cause: "request" | "schedule",
    domains: readonly Domain[] = DOMAINS,
  ): Promise<ReconcileRow> {
    const index = stores.open(connection, "work").index;
    if (!index) throw noIndex(connection);
    const able = DOMAINS.filter((domain) => domains.includes(domain) && index[domain] !== undefined);
    const [first] = able;
    if (first === undefined) throw noIndex(connection);
    const { id: connectionId, accountId } = connection;
    const sweep = await database.transaction(async (db) => {
      const made = await insertReconcile(db, {
        accountId,
        connectionId,
        cause,
        domains: able,
        position: beginningOf(first),
      });
      if (made) await queue.wake(db, "reconciles", [{ key: String(made.id) }]);
      return made;
    });
    return sweep ?? (await findOpenReconcile(database.db, connectionId)) ?? request(connection, cause, domains);
  }

  async function handle(id: number): Promise<void> {
    const ran = await locks.withLock(`reconcile:${id}`, () => slice(id));
    if (!ran) await wakeAt(id, new Date(Date.now() + BUSY_RETRY_MS));
  }

  async function slice(id: number): Promise<void> {
    const ends = performance.now() + SLICE_MS;
    for (;;) {
      const sweep = await findReconcile(database.db, id);
      if (!sweep || (sweep.state !== "waiting" && sweep.state !== "running")) return;
      const connection = await stores.findFresh(sweep.connection_id);
      if (!connection) return stopReconcile(database.db, id);
      if (connection.status !== "active") return;
      try {
        const again = await step(sweep, connection, ends);
        if (again === "done") return;
        if (again === "wait") {
          if (performance.now() + LOOK_EVERY_MS > ends) return await wakeAt(id, new Date(Date.now() + LOOK_LATER_MS));
          await delay(LOOK_EVERY_MS);
        }
      } catch (error) {
        return postpone(sweep, connection, error);
      }
      if (performance.now() > ends) return queue.wake(database.db, "reconciles", [{ key: String(id) }]);
    }
  }

  /** One step on; every place that it comes to is kept before it goes on from there. */
  async function step(sweep: ReconcileRow, connection: Connection, ends: number): Promise<"on" | "wait" | "done"> {
    const at = positionSchema.parse(sweep.position);
    if (at.step === "compare") {
      if (await comparing.compare(sweep, connection, at, ends))
        await moveTo(sweep, atStep(at, at.domain === "products" ? "stock" : "mend"));
      return "on";
    }
    if (at.step === "stock") {
      if (await targets.compare(sweep, connection, at)) await moveTo(sweep, atStep(at, "mend"));
      return "on";
    }
    if (at.step === "conflicts") return lookForConflicts(sweep, connection, at);
    const now = await databaseTime(database.db);
    if (at.step === "mend") {
      if (await mending.ask(sweep, connection, at))
        await moveTo(sweep, atStep(at, "verify", new Date(now.getTime() + LONGEST_MEND_MS)));
      return "on";
    }
    if (await mending.isWaiting(sweep, at, now)) return "wait";
    if (!(await mending.verify(sweep, connection, at))) return "on";
    await mending.close(sweep, connection, at.domain);
    return next(sweep, connection, at);
  }

  async function next(sweep: ReconcileRow, connection: Connection, { domain }: Position): Promise<"on" | "done"> {
    const following = sweep.domains[sweep.domains.indexOf(domain) + 1];
    const isLookedAt = sweep.domains.includes("products") && conflicts.canLook(connection);
    if (following === undefined && !isLookedAt) return end(sweep);
    await moveTo(sweep, following ? beginningOf(following) : atStep(beginningOf("products"), "conflicts"));
    return "on";
  }

  /** Reading rows again takes over nothing of the catalogue, so a difference there may be one that somebody has to decide. */
  async function lookForConflicts(sweep: ReconcileRow, connection: Connection, at: Position): Promise<"on" | "done"> {
    const { last } = await conflicts.lookOn(connection, at.row, "work");
    if (last === null) return end(sweep);
    await moveTo(sweep, { ...at, row: last });
    return "on";
  }

  async function end(sweep: ReconcileRow): Promise<"done"> {
    await endReconcile(database.db, sweep.id, "done", null);
    return "done";
  }

  async function moveTo(sweep: ReconcileRow, position: Position): Promise<void> {
    await moveReconcile(database.db, sweep.id, position);
  }

  async function postpone(sweep: ReconcileRow, connection: Connection, error: unknown): Promise<void> {
    const verdict = verdictOn(error, sweep.attempts + 1, new Date());
    if (verdict.remedy === "park") return endReconcile(database.db, sweep.id, "failed", errorOf(error));
    if (verdict.remedy === "pause") await parking.disconnect(connection, error);
    await delayReconcile(database.db, sweep.id, isHubError(error, "limited") ? null : errorOf(error));
    await wakeAt(sweep.id, verdict.remedy === "pause" ? new Date(Date.now() + PAUSED_RETRY_MS) : verdict.at);
  }

  async function wakeAt(id: number, at: Date): Promise<void> {
    await queue.wake(database.db, "reconciles", [{ key: String(id), startAfter: at }]);
  }

  return {
    request,
    handle,
    /** Every minute: connections whose turn it is, and sweeps whose wake-up call got lost. */
    upkeep: async (): Promise<void> => {
      for (const row of await connectionsDueForReconcile(database.db, MOST_STARTS)) {
        const connection = stores.fromRow(row);
        if (stores.open(connection, "work").index) await request(connection, "schedule");
      }
      const open = await openReconcileIds(database.db);
      await queue.wake(
        database.db,
        "reconciles",
        open.map((id) => ({ key: String(id) })),
      );
      await forgetOldReconciles(database.db, KEEP_DAYS);
    },
  };
}

function errorOf(error: unknown): { kind: string; code: string | null; message: string; remedy: string | null } {
  const known = error instanceof HubError ? error : undefined;
  return {
    kind: known?.kind ?? "unreachable",
    code: known?.details.remote?.code ?? known?.details.code ?? null,
    message: wordsOf(error),
    remedy: known?.details.remedy ?? null,
  };
}
