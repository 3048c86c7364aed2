// Orders read at the caller's wish, with a filter in the store's words or ours.
import { HubError, isOrderStatus } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { troublesOfRun } from "../../database/sync/parked-work.ts";
import type { Connection } from "../connections/stores.ts";
import type { Runs } from "../sync/runs.ts";

export type SyncWish = {
  readonly status?: string | undefined;
  readonly since?: string | undefined;
  readonly limit: number;
};

export type SyncSummary = {
  readonly total_orders: number;
  readonly synced: number;
  readonly failed: number;
  readonly errors: { readonly order_id: string; readonly message: string; readonly remedy: string | null }[];
  readonly has_more: boolean;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
};

export type OrderSync = ReturnType<typeof makeOrderSync>;

export function makeOrderSync(database: Database, runs: Runs) {
  return {
    /** @throws HubError of what the store answered; what was read until then is kept. */
    readNow: async (connection: Connection, { status, since, limit }: SyncWish): Promise<SyncSummary> => {
      const filter = {
        ...(status !== undefined && { remoteStatuses: remoteStatuses(connection, status) }),
        ...(since !== undefined && { since: momentOf(since).toISOString() }),
      };
      const run = await runs.runNow({ connection, kind: "orders", cause: "request", filter, most: limit });
      const errors =
        run.failed > 0 ? await troublesOfRun(database.db, connection.id, run.started_at ?? run.created_at) : [];
      return {
        total_orders: run.seen + run.failed,
        synced: run.seen,
        failed: run.failed,
        errors: errors.map((row) => ({ order_id: row.remote_id, message: row.message, remedy: row.remedy })),
        has_more: run.state === "incomplete",
        created: run.created,
        updated: run.updated,
        unchanged: run.unchanged,
      };
    },
  };
}

/** `processing` is the store's word and goes as it is; `PROCESSING` is ours and stands for every word that means it. */
function remoteStatuses({ rules }: Connection, status: string): string[] {
  const names = status
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return [...new Set(names.flatMap((name) => (isOrderStatus(name) ? rules.wordsFor(name) : [name])))];
}

const LOCAL_TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/;
const WITH_OFFSET = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/** ISO 8601; without an offset it is UTC, as Python's isoformat writes it. */
function momentOf(text: string): Date {
  const isLocal = LOCAL_TIME.test(text);
  const moment =
    isLocal || WITH_OFFSET.test(text)
      ? new Date(isLocal ? `${text.replace(" ", "T")}${text.length > 10 ? "Z" : "T00:00:00Z"}` : text)
      : null;
  if (moment && !Number.isNaN(moment.getTime())) return moment;
  throw new HubError("invalid", `"${text}" is not a time`, {
    issues: [{ field: "since", problem: "is not a time", remedy: "Write it like 2025-10-01T00:00:00Z" }],
  });
}
