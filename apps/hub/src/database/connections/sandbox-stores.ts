// Simulated stores that were connected: what is needed to run each of them again.
import type { Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type SandboxStoreRow = Selectable<Tables["sandbox_stores"]>;

export async function insertSandboxStore(db: Db, row: Omit<SandboxStoreRow, "created_at">): Promise<void> {
  await db.insertInto("sandbox_stores").values(row).execute();
}

/** Of one account, or of all; those whose connection was removed are left out. */
export async function sandboxStores(
  db: Db,
  accountId?: number,
): Promise<readonly (SandboxStoreRow & { public_id: string })[]> {
  return db
    .selectFrom("sandbox_stores")
    .innerJoin("connections", "connections.id", "sandbox_stores.connection_id")
    .selectAll("sandbox_stores")
    .select("connections.public_id")
    .where("connections.deleted_at", "is", null)
    .$if(accountId !== undefined, (rows) => rows.where("sandbox_stores.account_id", "=", accountId ?? 0))
    .orderBy("sandbox_stores.connection_id")
    .execute();
}
