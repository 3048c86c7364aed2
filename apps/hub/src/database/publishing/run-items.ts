// What became of each product of a run, with what is needed to take it back.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type RunItemRow = Selectable<Tables["run_items"]>;

export type NewRunItem = {
  readonly productId: number | null;
  readonly remoteId: string | null;
  readonly parentRemoteId: string | null;
  readonly outcome: string;
  readonly detail: object;
  readonly before: string | null;
  readonly after: string | null;
  readonly message: string | null;
};

export async function insertRunItems(
  db: Db,
  { accountId, runId }: { readonly accountId: number; readonly runId: number },
  items: readonly NewRunItem[],
): Promise<void> {
  if (items.length === 0) return;
  await sql`
    insert into run_items (account_id, run_id, product_id, remote_id, parent_remote_id, outcome, detail, before, after, message)
    select ${accountId}, ${runId}::bigint, "productId", "remoteId", "parentRemoteId", outcome, detail, before, after, message
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb)
      as given("productId" int, "remoteId" text, "parentRemoteId" text, outcome text, detail jsonb, before text, after text, message text)`.execute(
    db,
  );
}

/** In the order in which they were settled, without the store's own words. */
export function listRunItems(db: Db, runId: number): Promise<Omit<RunItemRow, "before" | "after" | "changes">[]> {
  return db
    .selectFrom("run_items")
    .select(["id", "account_id", "run_id", "product_id", "remote_id", "parent_remote_id", "outcome"])
    .select(["detail", "message", "at"])
    .where("run_id", "=", runId)
    .orderBy("id")
    .execute();
}

/** What a run wrote to the store, the last first. */
export function listWrittenItems(db: Db, runId: number): Promise<RunItemRow[]> {
  return db
    .selectFrom("run_items")
    .selectAll()
    .where("run_id", "=", runId)
    .where("outcome", "in", ["created", "adopted", "updated"])
    .where("after", "is not", null)
    .where("remote_id", "is not", null)
    .orderBy("id", "desc")
    .execute();
}
