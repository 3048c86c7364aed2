// Runs for those who ask.
import { HubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { listRuns, type RunKind } from "../../database/runs.ts";
import { findOwnRun, type OwnRunRow } from "../../database/runs-read.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Connection } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { runFilterSchema } from "./run-filter.ts";
import type { RunRequest } from "./runs.ts";

export type RunListRequest = PageRequest & { readonly connection?: string | undefined };

const RESUME = /^run:(\d{1,9})$/;

export function toResumeCursor(runId: number): string {
  return Buffer.from(`run:${runId}`).toString("base64url");
}

export type RunQueries = ReturnType<typeof makeRunQueries>;

export function makeRunQueries(database: Database, connections: Connections) {
  return {
    /** Newest first. */
    list: async (principal: Principal, { connection, cursor, limit }: RunListRequest): Promise<Page<OwnRunRow>> => {
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, connection);
      const query = { accountId, connectionId, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listRuns(db, query)), limit);
    },

    /** @throws HubError `missing` */
    get: async ({ accountId }: Principal, id: number): Promise<OwnRunRow> => {
      const run = await database.asAccount(accountId, (db) => findOwnRun(db, accountId, id));
      if (!run) throw new HubError("missing", `There is no run ${id}`, { code: "run_unknown" });
      return run;
    },

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
      return run.moves_cursor ? {} : { filter: runFilterSchema.parse(run.filter), resume: run };
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
