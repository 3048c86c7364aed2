// Runs for those who ask. A bulk of products belongs to no connection.
import type { Db } from "../database.ts";
import type { RunRow } from "./runs.ts";

export type OwnRunRow = Omit<RunRow, "connection_id"> & {
  readonly connection_id: number | null;
  readonly connection_public_id: string | null;
};

export type RunQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly kind: RunRow["kind"] | null;
  readonly state: RunRow["state"] | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first. */
export async function listRuns(db: Db, query: RunQuery): Promise<readonly OwnRunRow[]> {
  const { connectionId, kind, state, before } = query;
  let rows = runRows(db, query.accountId);
  if (connectionId !== null) rows = rows.where("runs.connection_id", "=", connectionId);
  if (kind !== null) rows = rows.where("runs.kind", "=", kind);
  if (state !== null) rows = rows.where("runs.state", "=", state);
  if (before !== null) rows = rows.where("runs.id", "<", before);
  return rows.orderBy("runs.id", "desc").limit(query.limit).execute();
}

export async function findOwnRun(db: Db, accountId: number, id: number): Promise<OwnRunRow | undefined> {
  return runRows(db, accountId).where("runs.id", "=", id).executeTakeFirst();
}

function runRows(db: Db, accountId: number) {
  return db
    .selectFrom("runs")
    .leftJoin("connections", "connections.id", "runs.connection_id")
    .selectAll("runs")
    .select("connections.public_id as connection_public_id")
    .where("runs.account_id", "=", accountId);
}
