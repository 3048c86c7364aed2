// Every minute: connections that are due are read, and everything that waits without a job gets one again. Jobs may be lost,
// the work may not. A handful of statements, however many connections there are.
import { forgetOldAuthorisations } from "../../database/connections/authorisations.ts";
import { forgetOldBuckets } from "../../database/connections/rate-limits.ts";
import type { Database } from "../../database/database.ts";
import { forgetOldDeliveries, overdueResources } from "../../database/sync/deliveries.ts";
import { insertDueRuns } from "../../database/sync/due-runs.ts";
import { forgetOldRuns, openRunIds, type RunKind } from "../../database/sync/runs.ts";
import { overdueWork } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";
import type { ConnectionSetup } from "../connections/connection-setup.ts";
import { OVERLAP_MS } from "./runs.ts";

/** How often each kind is read, in sync intervals of the connection: orders each time, products every eighth, the others daily. */
const INTERVALS: Readonly<Record<RunKind, number>> = { orders: 1, products: 8, customers: 96, payouts: 96 };
/** A delivery that waits this long has lost its job. */
const OVERDUE_SECONDS = 30;
const MOST_RESOURCES = 10_000;
/** Of each kind; with more at once each would wait long for its turn all the same. */
const MOST_RUNS = 500;
/** What deliveries led to is kept in histories; they themselves serve only to look into recent trouble. */
const KEEP_DELIVERIES_DAYS = 30;
const KEEP_RUNS_DAYS = 90;

/** The occasion on which a process begins to work: an earlier one may have died with jobs in its hands. */
export const AT_START = "start";

export function makeUpkeep(
  database: Database,
  queue: Queue,
  connectionSetup: Pick<ConnectionSetup, "tryDisconnected">,
  /** Platforms whose stores may have payouts. */
  withPayouts: readonly string[],
) {
  async function startDueRuns(): Promise<void> {
    for (const kind of ["orders", "products", "customers", "payouts"] as const) {
      const platforms = kind === "payouts" ? withPayouts : null;
      const due = { kind, intervals: INTERVALS[kind], overlapMs: OVERLAP_MS, limit: MOST_RUNS, platforms };
      await database.transaction(async (db) => {
        const ids = await insertDueRuns(db, due);
        await queue.wake(
          db,
          "runs",
          ids.map((id) => ({ key: String(id) })),
        );
      });
    }
  }

  async function wakeForgotten(overdueSeconds: number): Promise<void> {
    const { db } = database;
    const resources = await overdueResources(db, overdueSeconds, MOST_RESOURCES);
    await queue.wake(
      db,
      "deliveries",
      resources.map((key) => ({ key })),
    );
    const { outward, rereads } = await overdueWork(db);
    await queue.wake(
      db,
      "outward",
      outward.map((key) => ({ key })),
    );
    await queue.wake(
      db,
      "rereads",
      rereads.map((id) => ({ key: String(id) })),
    );
    await queue.wake(
      db,
      "runs",
      (await openRunIds(db)).map((id) => ({ key: String(id) })),
    );
  }

  return {
    handle: async (occasion: string): Promise<void> => {
      await startDueRuns();
      await wakeForgotten(occasion === AT_START ? 0 : OVERDUE_SECONDS);
      await forgetOldBuckets(database.db);
      await forgetOldDeliveries(database.db, KEEP_DELIVERIES_DAYS);
      await forgetOldRuns(database.db, KEEP_RUNS_DAYS);
      await forgetOldAuthorisations(database.db);
      await connectionSetup.tryDisconnected();
    },
  };
}
