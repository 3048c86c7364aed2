// Where an account wants to be told.
import type { Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type ChannelRow = Selectable<Tables["alert_channels"]>;

export type NewChannel = {
  readonly account_id: number;
  readonly name: string;
  readonly kind: ChannelRow["kind"];
  readonly settings_sealed: string;
  readonly shown_target: string;
  readonly min_severity: ChannelRow["min_severity"];
  readonly codes: string[] | null;
  readonly enabled: boolean;
  readonly group_seconds: number;
  readonly repeat_hours: number | null;
  /** JSON. */
  readonly quiet: string | null;
};
export type ChannelPatch = Partial<Omit<NewChannel, "account_id" | "kind">>;

export function insertChannel(db: Db, row: NewChannel): Promise<ChannelRow> {
  return db.insertInto("alert_channels").values(row).returningAll().executeTakeFirstOrThrow();
}

/** Undefined where it was deleted. */
export function findChannel(db: Db, id: number, accountId?: number): Promise<ChannelRow | undefined> {
  const query = db.selectFrom("alert_channels").selectAll().where("id", "=", id).where("deleted_at", "is", null);
  return (accountId === undefined ? query : query.where("account_id", "=", accountId)).executeTakeFirst();
}

export function listChannels(db: Db, accountId: number): Promise<ChannelRow[]> {
  return db
    .selectFrom("alert_channels")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("deleted_at", "is", null)
    .orderBy("id")
    .execute();
}

/** What waits on the channel is tried at once: perhaps it was this that kept it. */
export async function updateChannel(
  db: Db,
  id: number,
  patch: ChannelPatch & { readonly updated_at: Date },
): Promise<ChannelRow | undefined> {
  const row = await db
    .updateTable("alert_channels")
    .set(patch)
    .where("id", "=", id)
    .where("deleted_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  await db
    .updateTable("alert_messages")
    .set({ due_at: patch.updated_at })
    .where("channel_id", "=", id)
    .where("state", "=", "waiting")
    .execute();
  return row;
}

/** Its secrets go; what it was told stays. */
export async function deleteChannel(db: Db, id: number, at: Date): Promise<void> {
  await db
    .updateTable("alert_channels")
    .set({ deleted_at: at, enabled: false, settings_sealed: "" })
    .where("id", "=", id)
    .execute();
  await db
    .updateTable("alert_notices")
    .set({ state: "dropped", settled_at: at })
    .where("channel_id", "=", id)
    .where("state", "=", "waiting")
    .execute();
  await db
    .updateTable("alert_messages")
    .set({ state: "given_up", settled_at: at })
    .where("channel_id", "=", id)
    .where("state", "=", "waiting")
    .execute();
}
