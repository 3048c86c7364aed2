// Alerts as people look at them, and what they do about them.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type AlertRow = {
  readonly id: number;
  readonly connection_id: number | null;
  readonly connection_public_id: string | null;
  readonly code: string;
  readonly severity: "notice" | "warning" | "critical";
  readonly subject: string;
  readonly title: string;
  readonly detail: string;
  readonly times: number;
  readonly opened_at: Date;
  readonly last_at: Date;
  readonly settled_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly snoozed_until: Date | null;
};

export type AlertQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly isOpen: boolean | null;
  readonly severity: AlertRow["severity"] | null;
  readonly code: string | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first. */
export async function listAlerts(db: Db, query: AlertQuery): Promise<readonly AlertRow[]> {
  const { rows } = await sql<AlertRow>`
    select ${COLUMNS} from alerts alert left join connections connection on connection.id = alert.connection_id
    where alert.account_id = ${query.accountId}
      and (${query.connectionId}::int is null or alert.connection_id = ${query.connectionId})
      and (${query.isOpen}::boolean is null or (alert.settled_at is null) = ${query.isOpen})
      and (${query.severity}::text is null or alert.severity = ${query.severity})
      and (${query.code}::text is null or alert.code = ${query.code})
      and (${query.before}::bigint is null or alert.id < ${query.before})
    order by alert.id desc limit ${query.limit}`.execute(db);
  return rows;
}

export async function findAlert(db: Db, accountId: number, id: number): Promise<AlertRow | undefined> {
  const { rows } = await sql<AlertRow>`
    select ${COLUMNS} from alerts alert left join connections connection on connection.id = alert.connection_id
    where alert.account_id = ${accountId} and alert.id = ${id}`.execute(db);
  return rows[0];
}

export async function acknowledgeAlert(db: Db, id: number, by: string, at: Date): Promise<void> {
  await sql`update alerts set acknowledged_at = ${at}, acknowledged_by = ${by} where id = ${id}`.execute(db);
}

export async function snoozeAlert(db: Db, id: number, until: Date): Promise<void> {
  await sql`update alerts set snoozed_until = ${until} where id = ${id}`.execute(db);
}

export type ToldRow = {
  readonly channel_id: number;
  readonly channel: string;
  readonly kind: "opened" | "repeated" | "settled";
  readonly state: "waiting" | "told" | "dropped";
  readonly due_at: Date;
  readonly sent_at: Date | null;
  readonly error: string | null;
};

/** What became of one alert on each channel. */
export async function toldOf(db: Db, accountId: number, alertId: number): Promise<readonly ToldRow[]> {
  const { rows } = await sql<ToldRow>`
    select notice.channel_id, channel.name as channel, notice.kind, notice.state, notice.due_at,
      case when message.state = 'sent' then message.settled_at end as sent_at, message.last_error as error
    from alert_notices notice join alert_channels channel on channel.id = notice.channel_id
      left join alert_messages message on message.id = notice.message_id
    where notice.account_id = ${accountId} and notice.alert_id = ${alertId}
    order by notice.id desc limit 100`.execute(db);
  return rows;
}

/** How many are open, for whoever watches the process. */
export async function countOpenAlerts(db: Db): Promise<Readonly<Record<AlertRow["severity"], number>>> {
  const { rows } = await sql<{ severity: AlertRow["severity"]; count: number }>`
    select severity, count(*)::int as count from alerts where settled_at is null group by severity`.execute(db);
  const count = (severity: AlertRow["severity"]) => rows.find((row) => row.severity === severity)?.count ?? 0;
  return { notice: count("notice"), warning: count("warning"), critical: count("critical") };
}

const COLUMNS =
  sql.raw(`alert.id, alert.connection_id, connection.public_id as connection_public_id, alert.code, alert.severity, alert.subject,
  alert.title, alert.detail, alert.times, alert.opened_at, alert.last_at, alert.settled_at, alert.acknowledged_at,
  alert.acknowledged_by, alert.snoozed_until`);
