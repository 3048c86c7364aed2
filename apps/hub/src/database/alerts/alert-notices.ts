// What is to be told on a channel, gathered into messages, and the messages until they have arrived.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type NoticeRow = {
  readonly id: number;
  readonly kind: "opened" | "repeated" | "settled";
  readonly due_at: Date;
  readonly alert_id: number;
  readonly code: string;
  readonly severity: "notice" | "warning" | "critical";
  readonly subject: string;
  readonly title: string;
  readonly detail: string;
  readonly times: number;
  readonly opened_at: Date;
  readonly last_at: Date;
  readonly alert_settled_at: Date | null;
  readonly acknowledged: boolean;
  readonly snoozed_until: Date | null;
  readonly connection_public_id: string | null;
  readonly connection_name: string | null;
};

/** Everything that waits on a channel, once the first of it is due; held until the transaction ends. */
export async function gatherNotices(db: Db, channelId: number, at: Date, limit: number): Promise<readonly NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select notice.id, notice.kind, notice.due_at, alert.id as alert_id, alert.code, alert.severity, alert.subject, alert.title,
      alert.detail, alert.times, alert.opened_at, alert.last_at, alert.settled_at as alert_settled_at,
      alert.acknowledged_at is not null as acknowledged, alert.snoozed_until,
      connection.public_id as connection_public_id, connection.name as connection_name
    from alert_notices notice join alerts alert on alert.id = notice.alert_id
      left join connections connection on connection.id = alert.connection_id
    where notice.channel_id = ${channelId} and notice.state = 'waiting' and exists (
      select from alert_notices due where due.channel_id = ${channelId} and due.state = 'waiting' and due.due_at <= ${at})
    order by notice.id limit ${limit} for update of notice`.execute(db);
  return rows;
}

export async function dropNotices(db: Db, ids: readonly number[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update alert_notices set state = 'dropped', settled_at = ${at} where id = any(${ids}::bigint[])`.execute(
    db,
  );
}

export async function holdNotices(db: Db, ids: readonly number[], until: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update alert_notices set due_at = ${until} where id = any(${ids}::bigint[])`.execute(db);
}

export type MessageWrite = {
  readonly accountId: number;
  readonly channelId: number;
  readonly content: string;
  readonly noticeIds: readonly number[];
  readonly at: Date;
};

export async function writeMessage(db: Db, message: MessageWrite): Promise<void> {
  await sql`
    with message as (
      insert into alert_messages (account_id, channel_id, content, due_at, created_at)
      values (${message.accountId}, ${message.channelId}, ${message.content}::jsonb, ${message.at}, ${message.at}) returning id
    )
    update alert_notices set state = 'told', settled_at = ${message.at}, message_id = message.id
    from message where alert_notices.id = any(${message.noticeIds}::bigint[])`.execute(db);
}

export type MessageRow = {
  readonly id: string;
  readonly content: unknown;
  readonly attempts: number;
  readonly due_at: Date;
};

/** The one that goes next; nothing overtakes it. */
export async function nextMessage(db: Db, channelId: number): Promise<MessageRow | undefined> {
  const { rows } = await sql<MessageRow>`
    select id, content, attempts, due_at from alert_messages where channel_id = ${channelId} and state = 'waiting'
    order by created_at, id limit 1`.execute(db);
  return rows[0];
}

export async function messageSent(db: Db, id: string, at: Date): Promise<void> {
  await sql`
    with message as (update alert_messages set state = 'sent', settled_at = ${at}, last_error = null where id = ${id} returning channel_id)
    update alert_channels set last_sent_at = ${at}, failing_since = null, last_error = null
    from message where alert_channels.id = message.channel_id`.execute(db);
}

export type MessageFailure = {
  readonly attempts: number;
  readonly error: string;
  /** Null: it is given up. */
  readonly again: Date | null;
  readonly at: Date;
};

export async function messageFailed(db: Db, id: string, failure: MessageFailure): Promise<void> {
  await sql`
    with message as (
      update alert_messages set attempts = ${failure.attempts}, last_error = ${failure.error},
        state = case when ${failure.again}::timestamptz is null then 'given_up' else 'waiting' end,
        settled_at = case when ${failure.again}::timestamptz is null then ${failure.at}::timestamptz end,
        due_at = coalesce(${failure.again}::timestamptz, due_at)
      where id = ${id} returning channel_id
    )
    update alert_channels set failing_since = coalesce(failing_since, ${failure.at}), last_error = ${failure.error}
    from message where alert_channels.id = message.channel_id`.execute(db);
}

/** When the channel has something to do next. */
export async function nextDueOfChannel(db: Db, channelId: number): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select coalesce(
      (select due_at from alert_messages where channel_id = ${channelId} and state = 'waiting' order by created_at, id limit 1),
      (select min(due_at) from alert_notices where channel_id = ${channelId} and state = 'waiting')) as at`.execute(db);
  return rows[0]?.at ?? null;
}

/** Channels with something that is due. */
export async function channelsWithWork(db: Db, at: Date): Promise<readonly number[]> {
  const { rows } = await sql<{ channel_id: number }>`
    select channel_id from alert_notices where state = 'waiting' and due_at <= ${at}
    union select channel_id from alert_messages where state = 'waiting' and due_at <= ${at}`.execute(db);
  return rows.map((row) => row.channel_id);
}

/** What lasts longer than a channel's own interval is told again, and so is what was snoozed and is still there. */
export async function noteRepeated(db: Db, at: Date): Promise<void> {
  await sql`
    insert into alert_notices (account_id, channel_id, alert_id, kind, due_at)
    select channel.account_id, channel.id, alert.id, 'repeated', ${at}
    from alerts alert join alert_channels channel on channel.account_id = alert.account_id
    join lateral (
      select max(settled_at) as last_at, bool_or(state = 'waiting') as waits from alert_notices notice
      where notice.alert_id = alert.id and notice.channel_id = channel.id
    ) told on told.last_at is not null and not told.waits
    where alert.settled_at is null and alert.acknowledged_at is null
      and (alert.snoozed_until is null or alert.snoozed_until <= ${at})
      and channel.enabled and channel.deleted_at is null
      and (told.last_at <= ${at}::timestamptz - channel.repeat_hours * interval '1 hour' or told.last_at < alert.snoozed_until)`.execute(
    db,
  );
}

/** What was settled so long ago serves nobody any more. */
export async function forgetOldAlerts(db: Db, before: Date): Promise<void> {
  await sql`delete from alert_messages where settled_at < ${before}`.execute(db);
  await sql`delete from alerts where settled_at < ${before}`.execute(db);
}
