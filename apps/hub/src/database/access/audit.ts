// The trail of who changed what. Entries are added and read, never changed.
import type { Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type AuditRow = Selectable<Tables["audit_log"]>;

export type NewAuditRow = {
  readonly account_id: number;
  readonly user_id: number | null;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail: string;
};

export type AuditQuery = {
  readonly beforeId: number | undefined;
  readonly limit: number;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
};

export async function insertAuditEntry(db: Db, entry: NewAuditRow): Promise<void> {
  await db.insertInto("audit_log").values(entry).execute();
}

/** Newest first. */
export function selectAuditEntries(db: Db, accountId: number, query: AuditQuery): Promise<AuditRow[]> {
  const { beforeId, action, subject } = query;
  let entries = db.selectFrom("audit_log").selectAll().where("account_id", "=", accountId);
  if (beforeId !== undefined) entries = entries.where("id", "<", beforeId);
  if (action !== undefined) entries = entries.where("action", "=", action);
  if (subject !== undefined) entries = entries.where("subject", "=", subject);
  return entries.orderBy("id", "desc").limit(query.limit).execute();
}
