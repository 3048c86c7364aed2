// Tells people. One worker per channel gathers what is due into one message and sends it until it arrives; nothing overtakes.
import { HubError, messageOf } from "@logix/model";
import { type ChannelRow, findChannel } from "../../database/alerts/alert-channels.ts";
import {
  channelsWithWork,
  dropNotices,
  forgetOldAlerts,
  gatherNotices,
  holdNotices,
  type MessageRow,
  messageFailed,
  messageSent,
  type NoticeRow,
  nextDueOfChannel,
  nextMessage,
  noteRepeated,
  writeMessage,
} from "../../database/alerts/alert-notices.ts";
import type { Database } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import type { Sealer } from "../../database/sealing.ts";
import type { Queue } from "../../engine/queue.ts";
import { verdictOn } from "../../engine/retry.ts";
import { openSettings } from "./channel-settings.ts";
import { type QuietHours, quietHoursSchema, quietUntil } from "./quiet-hours.ts";
import { type Send, shownFailure } from "./sending.ts";
import { type MessageContent, messageContentSchema, type Notice } from "./wording.ts";

const MOST_IN_MESSAGE = 200;
const MOST_MESSAGES = 20;
const BUSY_RETRY_MS = 1_000;
/** Who says no ten times over a quarter of an hour will hardly say yes to the same words. */
const MOST_REFUSALS = 10;
const KEEP_DAYS = 180;
const DAY_MS = 24 * 60 * 60_000;

export type NoticesOptions = {
  readonly database: Database;
  readonly locks: Locks;
  readonly queue: Pick<Queue, "wake">;
  readonly sealer: Sealer;
  readonly send: Send;
  readonly now: () => Date;
};

export function makeNotices({ database, locks, queue, sealer, send, now }: NoticesOptions) {
  async function work(channelId: number): Promise<void> {
    for (let count = 0; count < MOST_MESSAGES; count += 1) {
      const channel = await findChannel(database.db, channelId);
      if (!channel?.enabled) return;
      const message = (await nextMessage(database.db, channelId)) ?? (await gather(channel));
      if (!message || message.due_at > now()) break;
      if (!(await deliver(channel, message))) break;
    }
    const next = await nextDueOfChannel(database.db, channelId);
    if (next) await wakeAt(channelId, next);
  }

  async function gather(channel: ChannelRow): Promise<MessageRow | undefined> {
    await database.transaction(async (db) => {
      const at = now();
      const rows = await gatherNotices(db, channel.id, at, MOST_IN_MESSAGE);
      const { tell, drop, hold, until } = sortNotices(rows, quietOf(channel), at);
      await dropNotices(db, idsOf(drop), at);
      if (until) await holdNotices(db, idsOf(hold), until);
      if (tell.length === 0) return;
      const content: MessageContent = { at: at.toISOString(), notices: tell.map(toNotice) };
      const scope = { accountId: channel.account_id, channelId: channel.id };
      await writeMessage(db, { ...scope, content: JSON.stringify(content), noticeIds: idsOf(tell), at });
    });
    return nextMessage(database.db, channel.id);
  }

  async function deliver(channel: ChannelRow, message: MessageRow): Promise<boolean> {
    const settings = openSettings(sealer, channel.settings_sealed);
    try {
      await send(settings, { id: message.id, content: messageContentSchema.parse(message.content) });
      await messageSent(database.db, message.id, now());
      return true;
    } catch (error) {
      const failure = error instanceof HubError ? error : new HubError("unreachable", messageOf(error));
      const attempts = message.attempts + 1;
      const again = nextAttempt(failure, attempts, now());
      await messageFailed(database.db, message.id, {
        attempts,
        error: shownFailure(failure, settings),
        again,
        at: now(),
      });
      return again === null;
    }
  }

  async function wakeAt(channelId: number, at: Date): Promise<void> {
    await queue.wake(database.db, "alerts", [{ key: String(channelId), startAfter: at }]);
  }

  return {
    /** `key`: the channel's id, as in the job. */
    handle: async (key: string): Promise<void> => {
      const channelId = Number(key);
      const ran = await locks.withLock(`alerts:${channelId}`, () => work(channelId));
      if (!ran) await wakeAt(channelId, new Date(now().getTime() + BUSY_RETRY_MS));
    },
    /** Every minute: what lasts is told again, and what lost its job gets one. */
    upkeep: async (): Promise<void> => {
      const at = now();
      await noteRepeated(database.db, at);
      const channels = await channelsWithWork(database.db, at);
      const wakeUps = channels.map((id) => ({ key: String(id) }));
      await queue.wake(database.db, "alerts", wakeUps);
      await forgetOldAlerts(database.db, new Date(at.getTime() - KEEP_DAYS * DAY_MS));
    },
  };
}

type Sorted = {
  readonly tell: readonly NoticeRow[];
  readonly drop: readonly NoticeRow[];
  readonly hold: readonly NoticeRow[];
  readonly until: Date | null;
};

/** Somebody who acknowledged or snoozed an alert knows of it. In quiet hours only what is critical is told, if wished. */
function sortNotices(rows: readonly NoticeRow[], quiet: QuietHours | null, at: Date): Sorted {
  const until = quiet && quietUntil(quiet, at);
  const isKnown = (row: NoticeRow) =>
    row.kind !== "settled" && (row.acknowledged || (row.snoozed_until !== null && row.snoozed_until > at));
  const isHeld = (row: NoticeRow) => until !== null && !(quiet?.criticalPasses && row.severity === "critical");
  const open = rows.filter((row) => !isKnown(row));
  return {
    tell: open.filter((row) => !isHeld(row)),
    drop: rows.filter(isKnown),
    hold: open.filter(isHeld),
    until,
  };
}

/** Null where it is given up. */
function nextAttempt(failure: HubError, attempts: number, at: Date): Date | null {
  if (failure.kind === "refused" && attempts >= MOST_REFUSALS) return null;
  const verdict = verdictOn(new HubError("unreachable", failure.message), attempts, at);
  return verdict.remedy === "again" ? verdict.at : null;
}

export function quietOf({ quiet }: Pick<ChannelRow, "quiet">): QuietHours | null {
  return quiet === null ? null : quietHoursSchema.parse(quiet);
}

function idsOf(rows: readonly NoticeRow[]): number[] {
  return rows.map((row) => row.id);
}

function toNotice(row: NoticeRow): Notice {
  const { connection_public_id: id, connection_name: name } = row;
  return {
    kind: row.kind,
    alert: {
      id: row.alert_id,
      code: row.code,
      severity: row.severity,
      subject: row.subject,
      title: row.title,
      detail: row.detail,
      times: row.times,
      connection: id === null || name === null ? null : { id, name },
      opened_at: row.opened_at.toISOString(),
      last_at: row.last_at.toISOString(),
      settled_at: row.alert_settled_at?.toISOString() ?? null,
    },
  };
}
