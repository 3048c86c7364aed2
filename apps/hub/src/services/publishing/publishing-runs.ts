// Carries products while the caller waits, as long as the caller can wait; after that the workers go on with it. One run at a
// time per connection, so that no two exports make the same product twice.
import { setTimeout as delay } from "node:timers/promises";
import { HubError, isHubError } from "@logix/model";
import { touchLastSync } from "../../database/connections/connections.ts";
import type { Database, Db } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import { findPublishingRun } from "../../database/publishing/publishing-runs.ts";
import { finishRun, type RunRow, startRun } from "../../database/sync/runs.ts";
import type { Queue } from "../../engine/queue.ts";
import { delayMs, verdictOn } from "../../engine/retry.ts";
import type { Connection, Patience } from "../connections/stores.ts";
import type { Turns } from "./turns.ts";

const MOST_TRIES = 4;
const LOOK_AGAIN_MS = 50;
const BUSY_RETRY_MS = 1_000;

/** Carries on from the run's checkpoint. True when there is nothing left, false when the time is up. */
export type Carrier = {
  carry(run: RunRow, connection: Connection, patience: Patience, ends: number): Promise<boolean>;
  /** It will not be carried on. */
  giveUp(run: RunRow, connection: Connection, error: unknown): Promise<void>;
};

export type PublishingRuns = ReturnType<typeof makePublishingRuns>;

export function makePublishingRuns(
  database: Database,
  locks: Locks,
  queue: Queue,
  turns: Turns,
  carriers: Readonly<Record<"export" | "import", Carrier>>,
) {
  /** Until it has ended or the time is up. Throws what ended it; what was carried until then is kept. */
  async function carryNow(run: RunRow, connection: Connection, ends: number): Promise<void> {
    let error: unknown = null;
    const name = lockOf(connection.id);
    const work = async () => {
      error = await persistently(run, connection, ends).then(() => null, asValue);
    };
    while (!(await locks.withLock(name, work))) {
      if (performance.now() > ends) return;
      await delay(LOOK_AGAIN_MS);
    }
    if (error !== null) await endWith(run, connection, error);
  }

  /** A store that did not answer once is asked again, as long as the caller can wait. */
  async function persistently(run: RunRow, connection: Connection, ends: number): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await carryOn(run, connection, "request", ends);
        return;
      } catch (error) {
        if (attempt >= MOST_TRIES || performance.now() > ends || !isHubError(error, "unreachable")) throw error;
        await delay(delayMs(attempt) / 10);
      }
    }
  }

  async function carryOn(run: RunRow, connection: Connection, patience: Patience, ends: number): Promise<boolean> {
    // Whoever waited for the lock finds out here what was done meanwhile.
    const current = await findPublishingRun(database.db, connection.id, run.id);
    if (!current || isEnded(current)) return true;
    await startRun(database.db, current.id);
    if (!(await carriers[kindOf(current)].carry(current, connection, patience, ends))) return false;
    await database.transaction((db) => end(db, current, connection));
    return true;
  }

  async function end(db: Db, run: RunRow, connection: Connection): Promise<void> {
    await finishRun(db, run, "done");
    await touchLastSync(db, connection.id);
  }

  async function endWith(run: RunRow, connection: Connection, error: unknown): Promise<never> {
    await carriers[kindOf(run)].giveUp(run, connection, error);
    throw error;
  }

  return {
    /** @throws HubError `missing` */
    find: async ({ accountId, id }: Connection, runId: number): Promise<RunRow> => {
      const run = await database.asAccount(accountId, (db) => findPublishingRun(db, id, runId));
      if (!run) throw new HubError("missing", "Run not found", { code: "run_unknown" });
      return run;
    },
    /** The run as it is when it has ended, or when the time is up and it goes on in the background. */
    runNow: async (run: RunRow, connection: Connection, budgetMs: number): Promise<RunRow> => {
      const ends = performance.now() + budgetMs;
      let failure: unknown = null;
      await turns.within(budgetMs, async () => {
        failure = await carryNow(run, connection, ends).then(() => null, asValue);
      });
      if (failure !== null) throw failure;
      const after = (await findPublishingRun(database.db, connection.id, run.id)) ?? run;
      if (!isEnded(after)) await queue.wake(database.db, "runs", [{ key: String(run.id) }]);
      return after;
    },
    /**
     * A slice of it in the background; throws what is to be tried again later. A batch takes many requests and is one piece
     * of work: each of them waits for its turn, or a polite limit would never let a batch through.
     */
    read: async (run: RunRow, connection: Connection, _patience: Patience, sliceMs: number): Promise<boolean> => {
      let ended = false;
      let failure: unknown = null;
      const work = async () => {
        ended = await carryOn(run, connection, "request", performance.now() + sliceMs).catch((error: unknown) => {
          failure = error;
          return false;
        });
      };
      if (!(await locks.withLock(lockOf(connection.id), work))) throw busy();
      if (failure === null) return ended;
      if (verdictOn(failure, run.attempts + 1, new Date()).remedy !== "park") throw failure;
      await carriers[kindOf(run)].giveUp(run, connection, failure);
      return true;
    },
  };
}

export function isEnded(run: RunRow): boolean {
  return run.state !== "waiting" && run.state !== "running";
}

function kindOf({ kind }: RunRow): "export" | "import" {
  if (kind === "export" || kind === "import") return kind;
  throw new HubError("invalid", `A run of kind ${kind} carries no products`);
}

export function lockOf(connectionId: number): string {
  return `publish:${connectionId}`;
}

/** Errors as values, for where throwing would end what must go on. */
function asValue(error: unknown): unknown {
  return error ?? new HubError("unreachable", "It failed without a reason");
}

function busy(): HubError {
  return new HubError("limited", "Another run of this connection is under way", {
    code: "run_under_way",
    retryAt: new Date(Date.now() + BUSY_RETRY_MS),
  });
}
