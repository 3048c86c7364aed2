// Runs for those who ask.
import { HubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { listRuns } from "../../database/runs.ts";
import { findOwnRun, type OwnRunRow } from "../../database/runs-read.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Principal } from "../principal.ts";

export type RunListRequest = PageRequest & { readonly connection?: string | undefined };

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
  };
}
