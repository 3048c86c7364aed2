// Runs for those who ask.
import { HubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { failuresOf, type RunFailure } from "../../database/sync/run-failures.ts";
import type { RunKind } from "../../database/sync/runs.ts";
import { findOwnRun, listRuns, type OwnRunRow } from "../../database/sync/runs-read.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { runFilterSchema } from "./run-filter.ts";
import type { RunRequest } from "./runs.ts";

export type RunListRequest = PageRequest & {
  readonly connection?: string | undefined;
  readonly kind?: OwnRunRow["kind"] | undefined;
  readonly state?: OwnRunRow["state"] | undefined;
};

/** Of what a run could not do; whoever needs more of a bulk pages through its rows. */
const MOST_FAILURES = 200;

const RESUME = /^run:(\d{1,9})$/;

export function toResumeCursor(runId: number): string {
  return Buffer.from(`run:${runId}`).toString("base64url");
}

export type RunQueries = ReturnType<typeof makeRunQueries>;

export function makeRunQueries(database: Database, connections: Connections) {
  return {
    /** Newest first. */
    list: async (principal: Principal, request: RunListRequest): Promise<Page<OwnRunRow>> => {
      const { connection, cursor, limit, kind = null, state = null } = request;
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, connection);
      const query = { accountId, connectionId, kind, state, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listRuns(db, query)), limit);
    },

    /** @throws HubError `missing` */
    get: async ({ accountId }: Principal, id: number): Promise<OwnRunRow> => {
      const run = await database.asAccount(accountId, (db) => findOwnRun(db, accountId, id));
      if (!run) throw new HubError("missing", `There is no run ${id}`, { code: "run_unknown" });
      return run;
    },

    /** @throws HubError `missing` */
    failures: ({ accountId }: Principal, id: number): Promise<readonly RunFailure[]> =>
      database.asAccount(accountId, async (db) => {
        const run = await findOwnRun(db, accountId, id);
        if (!run) throw new HubError("missing", `There is no run ${id}`, { code: "run_unknown" });
        return failuresOf(db, run, MOST_FAILURES);
      }),

    /** What a run needs to go on where that one stopped. @throws HubError `invalid` */
    toResume: async (
      { id: connectionId, accountId }: Connection,
      kind: RunKind,
      cursor: string,
    ): Promise<Pick<RunRequest, "filter" | "resume">> => {
      const id = Number(RESUME.exec(Buffer.from(cursor, "base64url").toString("utf8"))?.[1] ?? 0);
      const run = await database.asAccount(accountId, (db) => findOwnRun(db, accountId, id));
      const fits = run?.connection_id === connectionId && run.kind === kind && run.state === "incomplete";
      if (!run || !fits) throw notToResume();
      // One that moves the connection's own cursor has left its place there.
      return run.moves_cursor
        ? {}
        : { filter: runFilterSchema.parse(run.filter), resume: { ...run, connection_id: connectionId } };
    },
  };
}

function notToResume(): HubError {
  return new HubError("invalid", "No run of this connection and kind ended incomplete with this cursor", {
    code: "resume_cursor_unknown",
    remedy: "Take resume_cursor from GET /runs/{id} of a run that ended as incomplete, or leave it out",
    issues: [{ field: "resume_cursor", problem: "leads to no incomplete run" }],
  });
}
