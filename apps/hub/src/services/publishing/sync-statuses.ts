// How each product stands with a store, now and while it changes; and what failed, tried again.
import { setTimeout as delay } from "node:timers/promises";
import { HubError } from "@logix/model";
import {
  linksTouchedSince,
  listLinks,
  type ProductLinkRow,
  type SyncStatus,
} from "../../database/catalogue/product-links.ts";
import type { Database } from "../../database/database.ts";
import { livePublishingRuns, runOrders } from "../../database/publishing/publishing-runs.ts";
import type { RunRow } from "../../database/sync/runs.ts";
import { databaseTime } from "../../database/sync/work.ts";
import type { Connection } from "../connections/stores.ts";
import type { ExportOutcome, ExportRequest, ProductExports } from "./product-exports.ts";
import { exportOrderSchema } from "./run-orders.ts";

const LOOK_EVERY_MS = 400;
/** A row can be committed later than it was stamped. */
const OVERLAP_MS = 5_000;
const MOST_AT_ONCE = 20_000;
const MOST_WATCHERS = 100;

export type SyncNews = { readonly links: readonly ProductLinkRow[]; readonly runs: readonly RunRow[] };

export type SyncStatuses = ReturnType<typeof makeSyncStatuses>;

export function makeSyncStatuses(database: Database, exports: ProductExports) {
  let watchers = 0;

  async function look({ accountId, id }: Connection, since: Date): Promise<SyncNews> {
    return database.asAccount(accountId, async (db) => ({
      links: await linksTouchedSince(db, id, since, MOST_AT_ONCE),
      runs: await livePublishingRuns(db, id, since),
    }));
  }

  /** Failed links by the way in which they were last asked for. */
  async function requestsOf(failed: readonly ProductLinkRow[]): Promise<readonly ExportRequest[]> {
    const ids = [...new Set(failed.flatMap((link) => link.last_run_id ?? []))];
    const orders = new Map(
      (await runOrders(database.db, ids)).map(({ id, filter }) => [id, exportOrderSchema.parse(filter)]),
    );
    const groups = Map.groupBy(failed, (link) => (orders.has(link.last_run_id ?? 0) ? link.last_run_id : null));
    return [...groups].map(([runId, links]) => {
      const order = orders.get(runId ?? 0);
      return {
        productIds: links.map((link) => link.product_id),
        ...(order && { fieldsToExport: order.fields }),
        partialUpdate: order?.partialUpdate ?? false,
        mayCreate: order?.mayCreate ?? true,
        cause: "retry",
      };
    });
  }

  return {
    list: ({ accountId, id }: Connection, status: SyncStatus | null): Promise<readonly ProductLinkRow[]> =>
      database.asAccount(accountId, (db) => listLinks(db, id, status)),
    /** All that failed, or those of them that are named. */
    retry: async (
      connection: Connection,
      productIds: readonly number[] | undefined,
      budgetMs: number,
    ): Promise<readonly ExportOutcome[]> => {
      const failed = await database.asAccount(connection.accountId, (db) => listLinks(db, connection.id, "error"));
      const wanted = productIds === undefined ? failed : failed.filter((link) => productIds.includes(link.product_id));
      const ends = performance.now() + budgetMs;
      const outcomes: ExportOutcome[] = [];
      for (const request of await requestsOf(wanted)) {
        outcomes.push(await exports.export(connection, request, Math.max(0, ends - performance.now())));
      }
      return outcomes;
    },
    /** What changes from now on, until the signal. The same row comes again only where it changed again. */
    watch: async function* (connection: Connection, signal: AbortSignal): AsyncGenerator<SyncNews> {
      if (watchers >= MOST_WATCHERS) throw tooMany();
      watchers += 1;
      try {
        const seen = new Map<string, string>();
        let since = await databaseTime(database.db);
        while (!signal.aborted) {
          const now = await databaseTime(database.db);
          const news = unseen(await look(connection, since), seen);
          yield news;
          since = new Date(now.getTime() - OVERLAP_MS);
          await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => {}); // the signal ends the loop
        }
      } finally {
        watchers -= 1;
      }
    },
  };
}

function unseen({ links, runs }: SyncNews, seen: Map<string, string>): SyncNews {
  const isNew = (key: string, mark: string) => {
    const known = seen.get(key) === mark;
    seen.set(key, mark);
    return !known;
  };
  return {
    links: links.filter((link) => isNew(`link:${link.id}`, link.updated_at.toISOString())),
    runs: runs.filter((run) => isNew(`run:${run.id}`, `${run.state}:${run.seen}:${run.failed}`)),
  };
}

function tooMany(): HubError {
  return new HubError("limited", "Too many are watching already", {
    code: "too_many_watchers",
    retryAt: new Date(Date.now() + 10_000),
    remedy: "Ask for the list from time to time instead",
  });
}
