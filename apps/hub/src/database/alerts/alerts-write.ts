// Alerts are opened once and counted; what is to be told of them is written down in the same breath.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type AlertKey = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly code: string;
  readonly subject: string;
};

export type AlertWrite = AlertKey & {
  readonly severity: "notice" | "warning" | "critical";
  readonly title: string;
  readonly detail: string;
  readonly at: Date;
};

/** The same again while it is open is the same alert, counted. */
export async function openAlert(db: Db, alert: AlertWrite): Promise<{ readonly id: number; readonly times: number }> {
  const { rows } = await sql<{ id: number; times: number }>`
    insert into alerts as held (account_id, connection_id, code, subject, severity, title, detail, opened_at, last_at)
    values (${alert.accountId}, ${alert.connectionId}, ${alert.code}, ${alert.subject}, ${alert.severity}, ${alert.title},
      ${alert.detail}, ${alert.at}, ${alert.at})
    on conflict (account_id, coalesce(connection_id, 0), code, subject) where settled_at is null do update set
      times = held.times + 1, last_at = greatest(held.last_at, excluded.last_at), title = excluded.title, detail = excluded.detail
    returning id, times`.execute(db);
  const [row] = rows;
  if (!row) throw new Error("an alert was neither opened nor counted");
  return row;
}

/** Undefined where none is open. */
export async function closeAlert(db: Db, key: AlertKey, at: Date): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    update alerts set settled_at = ${at}
    where account_id = ${key.accountId} and coalesce(connection_id, 0) = coalesce(${key.connectionId}::int, 0)
      and code = ${key.code} and subject = ${key.subject} and settled_at is null
    returning id`.execute(db);
  return rows[0]?.id;
}

/** Open alerts of one connection and code; for whoever knows what is still wrong and settles the rest. */
export async function openSubjects(
  db: Db,
  { accountId, connectionId, code }: Omit<AlertKey, "subject">,
): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select subject from alerts
    where account_id = ${accountId} and coalesce(connection_id, 0) = coalesce(${connectionId}::int, 0)
      and code = ${code} and settled_at is null order by subject`.execute(db);
  return rows.map(({ subject }) => subject);
}

export async function openAlertsOfConnection(db: Db, connectionId: number): Promise<readonly AlertKey[]> {
  const { rows } = await sql<{ account_id: number; code: string; subject: string }>`
    select account_id, code, subject from alerts where connection_id = ${connectionId} and settled_at is null`.execute(
    db,
  );
  return rows.map(({ account_id, code, subject }) => ({ accountId: account_id, connectionId, code, subject }));
}

export type DueNotice = { readonly channelId: number; readonly dueAt: Date };

/** For every channel that wants to know of such alerts, at the end of its grouping window. */
export async function noteOpened(
  db: Db,
  alertId: number,
  { accountId, severity, code, at }: Pick<AlertWrite, "accountId" | "severity" | "code" | "at">,
): Promise<readonly DueNotice[]> {
  const { rows } = await sql<{ channel_id: number; due_at: Date }>`
    insert into alert_notices (account_id, channel_id, alert_id, kind, due_at)
    select account_id, id, ${alertId}, 'opened', ${at}::timestamptz + group_seconds * interval '1 second' from alert_channels
    where account_id = ${accountId} and enabled and deleted_at is null and (codes is null or ${code} = any(codes))
      and array_position(array['notice', 'warning', 'critical'], min_severity)
        <= array_position(array['notice', 'warning', 'critical'], ${severity}::text)
    returning channel_id, due_at`.execute(db);
  return rows.map(toDue);
}

/** Where the opening was told its end is told; where it still waits, neither is. */
export async function noteSettled(db: Db, alertId: number, at: Date): Promise<readonly DueNotice[]> {
  await sql`
    update alert_notices set state = 'dropped', settled_at = ${at} where alert_id = ${alertId} and state = 'waiting'`.execute(
    db,
  );
  const { rows } = await sql<{ channel_id: number; due_at: Date }>`
    insert into alert_notices (account_id, channel_id, alert_id, kind, due_at)
    select channel.account_id, channel.id, ${alertId}, 'settled', ${at}::timestamptz + channel.group_seconds * interval '1 second'
    from alert_channels channel
    where channel.enabled and channel.deleted_at is null and exists (
      select from alert_notices told
      where told.alert_id = ${alertId} and told.channel_id = channel.id and told.kind = 'opened' and told.state = 'told')
    returning channel_id, due_at`.execute(db);
  return rows.map(toDue);
}

function toDue({ channel_id, due_at }: { readonly channel_id: number; readonly due_at: Date }): DueNotice {
  return { channelId: channel_id, dueAt: due_at };
}
