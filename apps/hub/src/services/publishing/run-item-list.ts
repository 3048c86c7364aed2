// What became of each product of a run, for those who ask.
import { HubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import {
  type NamedRunItemRow,
  type ProductTitle,
  pageRunItems,
  productTitles,
} from "../../database/publishing/run-items-read.ts";
import { findOwnRun, type OwnRunRow } from "../../database/sync/runs-read.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Principal } from "../principal.ts";

export type RunItemRequest = PageRequest & { readonly outcome?: string | undefined };

export type RunItemList = ReturnType<typeof makeRunItemList>;

export function makeRunItemList(database: Database) {
  async function runOf({ accountId }: Principal, runId: number): Promise<OwnRunRow> {
    const run = await database.asAccount(accountId, (db) => findOwnRun(db, accountId, runId));
    if (!run) throw new HubError("missing", `There is no run ${runId}`, { code: "run_unknown" });
    return run;
  }

  return {
    runOf,
    /** @throws HubError `missing` */
    page: async (
      principal: Principal,
      runId: number,
      { outcome, cursor, limit }: RunItemRequest,
    ): Promise<Page<NamedRunItemRow>> => {
      const { id } = await runOf(principal, runId);
      const query = { runId: id, outcome: outcome ?? null, after: idOfCursor(cursor) ?? 0, limit: limit + 1 };
      return toPage(await database.asAccount(principal.accountId, (db) => pageRunItems(db, query)), limit);
    },
    titles: ({ accountId }: Principal, ids: readonly number[]): Promise<ReadonlyMap<number, ProductTitle>> =>
      database.asAccount(accountId, (db) => productTitles(db, accountId, ids)),
  };
}
