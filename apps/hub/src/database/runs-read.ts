// One run for those who ask.
import type { Db } from "./database.ts";
import type { RunRow } from "./runs.ts";

export type OwnRunRow = RunRow & { readonly connection_public_id: string };

export async function findOwnRun(db: Db, accountId: number, id: number): Promise<OwnRunRow | undefined> {
  return db
    .selectFrom("runs")
    .innerJoin("connections", "connections.id", "runs.connection_id")
    .selectAll("runs")
    .select("connections.public_id as connection_public_id")
    .where("runs.account_id", "=", accountId)
    .where("runs.id", "=", id)
    .executeTakeFirst();
}
