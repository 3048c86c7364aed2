// What stores said of the end of their API.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type ApiNoticeRow = Selectable<Tables["api_notices"]>;

export type ApiNoticeWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly header: string;
  readonly notice: string;
  readonly path: string;
  readonly sunsetAt: Date | null;
};

export async function noteApiNotice(db: Db, notice: ApiNoticeWrite): Promise<void> {
  await db
    .insertInto("api_notices")
    .values({
      account_id: notice.accountId,
      connection_id: notice.connectionId,
      header: notice.header,
      notice: notice.notice,
      path: notice.path,
      sunset_at: notice.sunsetAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["connection_id", "header", "notice"])
        .doUpdateSet({ last_seen_at: sql<Date>`clock_timestamp()`, sunset_at: notice.sunsetAt }),
    )
    .execute();
}

/** Those that a reply has repeated within so many days: what is not said any more holds no longer. */
export async function apiNoticesOf(db: Db, connectionIds: readonly number[], days: number): Promise<ApiNoticeRow[]> {
  if (connectionIds.length === 0) return [];
  return db
    .selectFrom("api_notices")
    .selectAll()
    .where("connection_id", "in", connectionIds)
    .where(sql<boolean>`last_seen_at > clock_timestamp() - make_interval(days => ${days}::int)`)
    .orderBy("first_seen_at")
    .execute();
}

export type ConnectionName = {
  readonly id: number;
  readonly account_id: number;
  readonly platform: string;
  readonly name: string;
};

/** Connections of all accounts that are there. */
export async function allConnections(db: Db): Promise<readonly ConnectionName[]> {
  return db
    .selectFrom("connections")
    .select(["id", "account_id", "platform", "name"])
    .where("deleted_at", "is", null)
    .orderBy("id")
    .execute();
}
