// Runs of a sync: asked for by a person, a schedule or a new connection, carried on from where they were, in slices, so that
// no store keeps a worker to itself.
import { setTimeout as delay } from "node:timers/promises";
import { HubError, isHubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import {
  delayRun,
  failRun,
  findCursor,
  findOpenRun,
  findRun,
  insertRun,
  type RunKind,
  type RunRow,
  startRun,
} from "../../database/sync/runs.ts";
import { databaseTime } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import { delayMs, verdictOn } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { type Parking, wordsOf } from "./parking.ts";
import { type RunFilter, runFilterSchema } from "./run-filter.ts";
import { type RunReader, STORE_PREPARING } from "./run-reader.ts";

const SLICE_MS = 5_000;
/** Clocks differ by minutes, and changes of the last seconds may not be listed yet: look back that far. */
export const OVERLAP_MS = 10 * 60_000;
const BUSY_RETRY_MS = 5_000;
const PAUSED_RETRY_MS = 15 * 60_000;
const MOST_TRIES_AT_ONCE = 4;

export type RunRequest = {
  readonly connection: Connection;
  readonly kind: RunKind;
  readonly cause: "request" | "schedule" | "connected" | "gap" | "settings";
  readonly filter?: RunFilter;
  /** Records to read at most; what is left is left to the next run. */
  readonly most?: number;
  /** A run with a filter of its own that stopped before the end: this one goes on behind it. */
  readonly resume?: RunRow;
};

export type Runs = ReturnType<typeof makeRuns>;

export function makeRuns(
  database: Database,
  locks: Locks,
  queue: Queue,
  stores: Stores,
  reader: RunReader,
  parking: Parking,
) {
  /** A run that moves the cursor continues what an earlier one left; one with a filter of its own stands beside it. */
  async function create(
    { connection, kind, cause, filter = {}, most, resume }: RunRequest,
    movesCursor: boolean,
  ): Promise<RunRow | null> {
    const cursor = await findCursor(database.db, connection.id, kind);
    const goesOn = movesCursor && cursor?.reading_until != null;
    const since =
      filter.since ??
      (cursor?.read_until ? new Date(cursor.read_until.getTime() - OVERLAP_MS).toISOString() : undefined);
    return insertRun(database.db, {
      accountId: connection.accountId,
      connectionId: connection.id,
      kind,
      cause,
      filter: { ...filter, ...(since && { since }) },
      checkpoint: goesOn ? cursor.checkpoint : (resume?.checkpoint ?? null),
      readsUntil: goesOn && cursor.reading_until ? cursor.reading_until : await databaseTime(database.db),
      movesCursor,
      most: most ?? null,
    });
  }

  /** In the background. Where such a run is under way already, that one is returned. */
  async function request(wanted: RunRequest): Promise<RunRow> {
    if (wanted.kind === "payouts" && !wanted.connection.connector.hasPayouts) throw noPayouts(wanted.connection);
    const movesCursor = isWhole(wanted);
    const run =
      (await create(wanted, movesCursor)) ?? (await findOpenRun(database.db, wanted.connection.id, wanted.kind));
    if (!run) return request(wanted);
    await queue.wake(database.db, "runs", [{ key: String(run.id) }]);
    return run;
  }

  /** At once, while the caller waits. Throws what the store answered; what was read until then is kept. */
  async function runNow(wanted: RunRequest): Promise<RunRow> {
    const run = (isWhole(wanted) ? await create(wanted, true) : null) ?? (await create(wanted, false));
    if (!run)
      throw new HubError("conflict", "Another run of this connection has just begun", { code: "run_under_way" });
    await locks.withLock(`run:${run.id}`, () => readPersistently(run, wanted.connection));
    return (await findRun(database.db, run.id)) ?? run;
  }

  async function readPersistently(run: RunRow, connection: Connection): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await startRun(database.db, run.id);
        await reader.read((await findRun(database.db, run.id)) ?? run, connection, "request", Number.POSITIVE_INFINITY);
        return;
      } catch (error) {
        if (isHubError(error, "limited") && error.details.code === STORE_PREPARING) {
          await delay(Math.max(0, (error.details.retryAt?.getTime() ?? 0) - Date.now()));
          attempt -= 1;
          continue;
        }
        if (attempt >= MOST_TRIES_AT_ONCE || !isHubError(error, "unreachable")) {
          await failRun(database.db, run.id, errorOf(error));
          if (isHubError(error, "disconnected")) await parking.disconnect(connection, error);
          throw error;
        }
        await delay(delayMs(attempt) / 10);
      }
    }
  }

  /** One slice of a background run; the job comes again while there is more. */
  async function handle(runId: number): Promise<void> {
    let isOver = false;
    const ran = await locks.withLock(`run:${runId}`, async () => {
      isOver = await slice(runId);
    });
    // Behind the lock, or whoever is woken finds it taken.
    if (!ran) await wakeAt(runId, new Date(Date.now() + BUSY_RETRY_MS));
    else if (!isOver) await queue.wake(database.db, "runs", [{ key: String(runId) }]);
  }

  /** Returns whether nothing is left to do now. */
  async function slice(runId: number): Promise<boolean> {
    const run = await findRun(database.db, runId);
    if (!run || (run.state !== "waiting" && run.state !== "running")) return true;
    const connection = await stores.findFresh(run.connection_id);
    if (connection?.status !== "active") return true;
    try {
      await startRun(database.db, runId);
      return await reader.read(run, connection, "work", SLICE_MS);
    } catch (error) {
      await postpone(run, connection, error);
      return true;
    }
  }

  async function postpone(run: RunRow, connection: Connection, error: unknown): Promise<void> {
    const verdict = verdictOn(error, run.attempts + 1, new Date());
    if (verdict.remedy === "park") return failRun(database.db, run.id, errorOf(error));
    if (verdict.remedy === "pause") await parking.disconnect(connection, error);
    await delayRun(database.db, run.id, isHubError(error, "limited") ? null : errorOf(error));
    await wakeAt(run.id, verdict.remedy === "pause" ? new Date(Date.now() + PAUSED_RETRY_MS) : verdict.at);
  }

  async function wakeAt(runId: number, at: Date): Promise<void> {
    await queue.wake(database.db, "runs", [{ key: String(runId), startAfter: at }]);
  }

  return { request, runNow, handle };
}

function noPayouts({ connector }: Connection): HubError {
  return new HubError(
    "refused",
    `${connector.title} has no payment service of its own, so there are no payouts to read`,
    {
      code: "payouts_unsupported",
      remedy: "Look for payouts where the store's payments are settled",
    },
  );
}

/** Without a filter of its own a run reads everything since the cursor, and may move it. */
function isWhole({ filter = {}, resume }: RunRequest): boolean {
  return resume === undefined && Object.keys(runFilterSchema.parse(filter)).length === 0;
}

function errorOf(error: unknown) {
  const known = error instanceof HubError ? error : undefined;
  return {
    kind: known?.kind ?? "unreachable",
    code: known?.details.remote?.code ?? known?.details.code ?? null,
    message: wordsOf(error),
    remedy: known?.details.remedy ?? null,
    excerpt: known?.details.remote?.excerpt ?? null,
  };
}
