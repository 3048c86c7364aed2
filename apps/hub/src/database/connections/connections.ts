// Connections and how far each has been read.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type ConnectionRow = Selectable<Tables["connections"]>;
export type ConnectionWrite = {
  readonly publicId: string;
  readonly accountId: number;
  readonly userId: number | null;
  readonly platform: string;
  readonly name: string;
  readonly storeUrl: string;
  readonly storeKey: string;
  readonly settingsSealed: string;
  readonly autoSync: boolean;
  readonly storeInfo: object;
  /** The mark must have been taken off the others before, in the same transaction. */
  readonly isDefault: boolean;
};

export async function insertConnection(db: Db, write: ConnectionWrite): Promise<ConnectionRow | undefined> {
  return db
    .insertInto("connections")
    .values({
      public_id: write.publicId,
      account_id: write.accountId,
      user_id: write.userId,
      platform: write.platform,
      name: write.name,
      store_url: write.storeUrl,
      store_key: write.storeKey,
      settings_sealed: write.settingsSealed,
      status: "active",
      auto_sync: write.autoSync,
      status_map: "{}",
      store_info: JSON.stringify(write.storeInfo),
      is_default: write.isDefault,
    })
    .onConflict((conflict) => conflict.columns(["account_id", "store_key"]).where("deleted_at", "is", null).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export type ConnectionPatch = {
  readonly name?: string;
  readonly store_url?: string;
  readonly store_key?: string;
  readonly settings_sealed?: string;
  readonly status?: "active" | "paused" | "disconnected";
  readonly status_reason?: string | null;
  readonly auto_sync?: boolean;
  readonly sync_interval_minutes?: number;
  readonly stock_role?: "authority" | "follower" | "contributor" | "none";
  readonly status_map?: string;
  readonly order_fields?: string;
  readonly rate_limit?: string | null;
  readonly store_info?: string;
  readonly is_default?: boolean;
};

/** One that is paused is not the default any more. */
export async function updateConnection(db: Db, id: number, patch: ConnectionPatch): Promise<ConnectionRow | undefined> {
  const paused = patch.status === "paused" ? { is_default: false } : {};
  return db
    .updateTable("connections")
    .set({ ...patch, ...paused, updated_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** Whether another connection of the account has this address. */
export async function isAddressTaken(db: Db, { id, account_id }: ConnectionRow, storeKey: string): Promise<boolean> {
  // Two that move to the same address at once are told apart here, not by the index.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`address:${account_id}:${storeKey}`}, 11))`.execute(db);
  const other = await db
    .selectFrom("connections")
    .select("id")
    .where("account_id", "=", account_id)
    .where("store_key", "=", storeKey)
    .where("deleted_at", "is", null)
    .where("id", "!=", id)
    .executeTakeFirst();
  return other !== undefined;
}

export async function findConnection(db: Db, id: number): Promise<ConnectionRow | undefined> {
  return db
    .selectFrom("connections")
    .selectAll()
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/** By a person, or because it was removed. */
export async function isPaused(db: Db, id: number): Promise<boolean> {
  const row = await db.selectFrom("connections").select("status").where("id", "=", id).executeTakeFirst();
  return row?.status === "paused";
}

export async function findByPublicId(db: Db, publicId: string): Promise<ConnectionRow | undefined> {
  return db
    .selectFrom("connections")
    .selectAll()
    .where("public_id", "=", publicId)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
}

/** By public id or number, within one account. */
export async function findOwnConnection(db: Db, accountId: number, id: string): Promise<ConnectionRow | undefined> {
  const isNumber = /^\d{1,9}$/.test(id);
  return db
    .selectFrom("connections")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("deleted_at", "is", null)
    .where((where) => (isNumber ? where("id", "=", Number(id)) : where("public_id", "=", id)))
    .executeTakeFirst();
}

export async function listConnections(db: Db, accountId: number, platform?: string): Promise<readonly ConnectionRow[]> {
  return db
    .selectFrom("connections")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("deleted_at", "is", null)
    .$if(platform !== undefined, (query) => query.where("platform", "=", platform ?? ""))
    .orderBy("id")
    .execute();
}

/** Any account's connection of this store: candidates for a delivery whose sender is not yet proven. */
export async function connectionsOfStore(
  db: Db,
  platform: string,
  claimed: string,
  limit: number,
): Promise<readonly ConnectionRow[]> {
  const host = URL.canParse(claimed) ? new URL(claimed).host : claimed;
  return db
    .selectFrom("connections")
    .selectAll()
    .where("platform", "=", platform)
    .where("deleted_at", "is", null)
    .where((where) =>
      where.or([
        where("store_key", "=", claimed),
        where(sql<string>`substring(store_key from '^[a-z]+://([^/]+)')`, "=", host),
      ]),
    )
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export async function deleteConnection(db: Db, id: number): Promise<void> {
  await db
    .updateTable("connections")
    .set({
      deleted_at: sql<Date>`clock_timestamp()`,
      updated_at: sql<Date>`clock_timestamp()`,
      status: "paused",
      settings_sealed: "",
      is_default: false,
    })
    .where("id", "=", id)
    .execute();
  await db.deleteFrom("rereads").where("connection_id", "=", id).execute();
  await db.deleteFrom("outward_work").where("connection_id", "=", id).execute();
  await db.deleteFrom("cursors").where("connection_id", "=", id).execute();
  await db.deleteFrom("export_mappings").where("connection_id", "=", id).execute();
  await db.deleteFrom("import_mappings").where("connection_id", "=", id).execute();
  await db.deleteFrom("product_links").where("connection_id", "=", id).execute();
  await db
    .updateTable("runs")
    .set({ state: "stopped", finished_at: sql<Date>`clock_timestamp()` })
    .where("connection_id", "=", id)
    .where("state", "in", ["waiting", "running"])
    .execute();
}

/** What was read from and sent to a store means nothing once the connection leads to another address. */
export async function forgetStore(db: Db, id: number): Promise<void> {
  await db.deleteFrom("cursors").where("connection_id", "=", id).execute();
  await db
    .updateTable("product_links")
    .set({ remote_id: null, parent_remote_id: null, sent: "{}", images: "{}", sync_status: "pending" })
    .where("connection_id", "=", id)
    .execute();
}

export async function touchLastSync(db: Db, id: number): Promise<void> {
  await db
    .updateTable("connections")
    .set({ last_sync_at: sql<Date>`clock_timestamp()` })
    .where("id", "=", id)
    .execute();
}

/** Connections that were cut off and have not been touched for so long. */
export async function connectionsToTryAgain(db: Db, minutes: number): Promise<readonly ConnectionRow[]> {
  return db
    .selectFrom("connections")
    .selectAll()
    .where("deleted_at", "is", null)
    .where("status", "=", "disconnected")
    .where(sql<boolean>`updated_at < clock_timestamp() - make_interval(mins => ${minutes})`)
    .orderBy("updated_at")
    .limit(20)
    .execute();
}
