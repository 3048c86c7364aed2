// Writes the parts of bulk runs, one after the other, in slices, so that no run keeps a worker to itself.
import { HubError, messageOf } from "@logix/model";
import { z } from "zod";
import {
  type BulkPart,
  type BulkRunRow,
  findBulkRun,
  finishBulkRun,
  forgetOldBulkParts,
  learnProductSizes,
  nextBulkPart,
  openBulkRunIds,
  recordBulkPart,
} from "../../database/catalogue/product-bulk.ts";
import type { Database, Db } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import { delayRun, failRun, startRun } from "../../database/sync/runs.ts";
import type { Queue } from "../../engine/queue.ts";
import { delayMs } from "../../engine/retry.ts";
import { failedRow, makeRowReader } from "./bulk-rows.ts";
import { definitionsOf, writeProducts } from "./product-writes.ts";

const SLICE_MS = 5_000;
const BUSY_RETRY_MS = 2_000;
/** Failures in a row, of a whole part, after which a run is given up: no row of it could be told apart. */
const MOST_ATTEMPTS = 3;
/** Rows that change how the database should look for products. */
const MANY = 1_000;
const KEPT_DAYS = 30;

const filterSchema = z.object({ actor: z.string(), header: z.array(z.string()).nullable() });
const rowsSchema = z.array(z.unknown());

export type BulkWork = ReturnType<typeof makeBulkWork>;

export function makeBulkWork(database: Database, queue: Queue, locks: Locks) {
  /** One slice; the job comes again while there is more, and where somebody else is at it. */
  async function handle(runId: number): Promise<void> {
    let isOver = false;
    const ran = await locks.withLock(`bulk:${runId}`, async () => {
      isOver = await slice(runId);
    });
    // Behind the lock, or whoever is woken finds it taken.
    if (!ran) await wakeAt(runId, BUSY_RETRY_MS);
    else if (!isOver) await queue.wake(database.db, "bulk", [{ key: String(runId) }]);
  }

  /** Returns whether nothing is left to do now. */
  async function slice(runId: number): Promise<boolean> {
    const run = await findBulkRun(database.db, runId);
    if (!run || (run.state !== "waiting" && run.state !== "running")) return true;
    try {
      await startRun(database.db, runId);
      const isDone = await writeParts(run, performance.now() + SLICE_MS);
      if (run.total >= MANY && (isDone || run.seen === 0)) await learnProductSizes(database.db);
      if (isDone) await finishBulkRun(database.db, runId);
      return isDone;
    } catch (error) {
      await postpone(run, error);
      return true;
    }
  }

  async function wakeAt(runId: number, inMs: number): Promise<void> {
    await queue.wake(database.db, "bulk", [{ key: String(runId), startAfter: new Date(Date.now() + inMs) }]);
  }

  async function writeParts(run: BulkRunRow, until: number): Promise<boolean> {
    while (performance.now() < until) {
      if (await database.asAccount(run.account_id, (db) => writeNextPart(db, run))) return true;
    }
    return false;
  }

  async function postpone(run: BulkRunRow, error: unknown): Promise<void> {
    const held = (await findBulkRun(database.db, run.id)) ?? run;
    const told = { message: error instanceof HubError ? error.message : messageOf(error) };
    if (held.attempts + 1 >= MOST_ATTEMPTS) return failRun(database.db, run.id, told);
    await delayRun(database.db, run.id, told);
    await wakeAt(run.id, delayMs(held.attempts + 1));
  }

  return {
    handle,
    /** Jobs may be lost, runs may not. */
    wakeForgotten: async (): Promise<void> => {
      const ids = await openBulkRunIds(database.db);
      await queue.wake(
        database.db,
        "bulk",
        ids.map((id) => ({ key: String(id) })),
      );
      await forgetOldBulkParts(database.db, KEPT_DAYS);
    },
  };
}

/** Its products, their history, its results and the run's counters in one transaction. Returns whether there was none left. */
async function writeNextPart(db: Db, run: BulkRunRow): Promise<boolean> {
  const part = await nextBulkPart(db, run.id);
  if (!part) return true;
  await writePart(db, run, part);
  return false;
}

async function writePart(db: Db, run: BulkRunRow, part: BulkPart): Promise<void> {
  const { actor, header } = filterSchema.parse(run.filter);
  const reader = makeRowReader(header, await definitionsOf(db, run.account_id));
  const read = rowsSchema.parse(JSON.parse(part.rows)).map(reader.read);
  const units = read.flatMap((each) => ("unit" in each ? [each.unit] : []));
  const cause = { accountId: run.account_id, actor, source: "bulk" as const };
  const written = (await writeProducts(db, cause, units, "update")).values();
  const results = read.map((each, index) => {
    const row = part.firstRow + index;
    if ("problem" in each) return failedRow(row, each.problem);
    const { value } = written.next();
    return value ? reader.toResult(row, value) : failedRow(row, { sku: null, field: null, message: "was not written" });
  });
  await recordBulkPart(db, run.id, part.part, results);
}
