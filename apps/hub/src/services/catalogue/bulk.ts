// Many products at once: what is given is kept in the database first and written in the background, part by part. A process that
// dies leaves the parts that it has not written, and another goes on with them.
import { setTimeout as delay } from "node:timers/promises";
import { HubError } from "@logix/model";
import {
  type BulkResult,
  type BulkRunRow,
  bulkResults,
  findOwnBulkRun,
  insertBulkPart,
  insertBulkRun,
} from "../../database/catalogue/product-bulk.ts";
import type { Database } from "../../database/database.ts";
import type { Queue } from "../../engine/queue.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import { actorOf, type Principal } from "../principal.ts";
import { type BulkFormat, readBulkInput } from "./bulk-input.ts";
import type { BulkWork } from "./bulk-work.ts";

const ROWS_PER_PART = 400;
/** So few are written while the caller waits; then the job comes later, in case that this process dies meanwhile. */
const MOST_AT_ONCE = 100;
const LATER_MS = 10_000;
const WATCH_MS = 250;
/** Looks without news after which the watcher is told all the same, or proxies take the line for dead. */
const MOST_SILENT_LOOKS = 60;

export type ProductBulk = ReturnType<typeof makeProductBulk>;

export function makeProductBulk(database: Database, queue: Queue, work: BulkWork) {
  async function get({ accountId }: Principal, id: number): Promise<BulkRunRow> {
    const run = await database.asAccount(accountId, (db) => findOwnBulkRun(db, accountId, id));
    if (!run) throw new HubError("missing", `There is no bulk run ${id}`, { code: "run_unknown" });
    return run;
  }

  /** Stored together with the job that will do it. @throws HubError `invalid` for what holds no rows at all */
  async function start(principal: Principal, format: BulkFormat, body: Buffer): Promise<BulkRunRow> {
    const { header, rows } = await readBulkInput(format, body);
    const parts = partsOf(rows);
    const { accountId } = principal;
    const isSmall = rows.length <= MOST_AT_ONCE;
    const id = await database.asAccount(accountId, async (db) => {
      const filter = { actor: actorOf(principal), header };
      const runId = await insertBulkRun(db, { accountId, filter, total: rows.length });
      for (const part of parts) await insertBulkPart(db, accountId, runId, part);
      await queue.wake(db, "bulk", [
        { key: String(runId), ...(isSmall && { startAfter: new Date(Date.now() + LATER_MS) }) },
      ]);
      return runId;
    });
    if (isSmall) await work.handle(id);
    return get(principal, id);
  }

  async function results(
    principal: Principal,
    runId: number,
    { limit, cursor, onlyFailed }: PageRequest & { readonly onlyFailed: boolean },
  ): Promise<Page<BulkResult>> {
    const { accountId } = principal;
    const query = { accountId, runId, after: idOfCursor(cursor) ?? 0, limit: limit + 1, onlyFailed };
    const found = await database.asAccount(accountId, (db) => bulkResults(db, query));
    return toPage(
      found.map((result) => ({ id: result.row, ...result })),
      limit,
    );
  }

  /** Its state now and at each change, until it has ended or nobody listens any more. */
  async function* watch(principal: Principal, id: number, signal: AbortSignal): AsyncGenerator<BulkRunRow> {
    let told = "";
    for (let silent = 0; !signal.aborted; silent += 1) {
      const run = await get(principal, id);
      const state = JSON.stringify(run);
      if (state !== told || silent >= MOST_SILENT_LOOKS) {
        yield run;
        told = state;
        silent = 0;
      }
      if (run.state === "done" || run.state === "failed") return;
      await pause(signal);
    }
  }

  return { start, get, results, watch };
}

function partsOf(rows: readonly unknown[]) {
  return Array.from({ length: Math.ceil(rows.length / ROWS_PER_PART) }, (_, part) => {
    const at = part * ROWS_PER_PART;
    return { part, firstRow: at + 1, rows: toText(rows.slice(at, at + ROWS_PER_PART)) };
  });
}

function toText(rows: readonly unknown[]): string {
  try {
    return JSON.stringify(rows);
  } catch (cause) {
    // Brackets within brackets within brackets: more of them than can be written again.
    throw new HubError("invalid", "The rows are nested too deeply", {
      code: "bulk_input",
      issues: [{ field: "body", problem: "is nested too deeply" }],
      cause,
    });
  }
}

async function pause(signal: AbortSignal): Promise<void> {
  try {
    await delay(WATCH_MS, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
