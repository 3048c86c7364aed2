// The channels of an account: made, changed, tried out, deleted. Secrets go in; what comes out is the target's name.
import { randomUUID } from "node:crypto";
import type { AlertCode, Severity } from "@logix/api/hub/alert-codes";
import { isHubError } from "@logix/model";
import {
  type ChannelPatch,
  type ChannelRow,
  deleteChannel,
  findChannel,
  insertChannel,
  listChannels,
  updateChannel,
} from "../../database/alerts/alert-channels.ts";
import type { Database } from "../../database/database.ts";
import type { Sealer } from "../../database/sealing.ts";
import type { Queue } from "../../engine/queue.ts";
import { record } from "../access/audit.ts";
import type { Principal } from "../principal.ts";
import { type ChannelSettings, newSigningSecret, openSettings, sealSettings, shownTarget } from "./channel-settings.ts";
import { anotherKind, noMailServer, noSecret, tooManyChannels, unknownChannel } from "./channel-troubles.ts";
import type { QuietHours } from "./quiet-hours.ts";
import { type Send, shownFailure } from "./sending.ts";
import { testMessage } from "./wording.ts";

export type ChannelWishes = {
  readonly name: string;
  readonly minSeverity: Severity;
  readonly codes: readonly AlertCode[] | null;
  readonly enabled: boolean;
  readonly groupSeconds: number;
  readonly repeatHours: number | null;
  readonly quiet: QuietHours | null;
};
/** A webhook's secret is ours to make. */
export type NewSettings =
  | Exclude<ChannelSettings, { kind: "webhook" }>
  | { readonly kind: "webhook"; readonly url: string };
export type ChannelChange = { readonly [Wish in keyof ChannelWishes]?: ChannelWishes[Wish] | undefined } & {
  readonly settings?: NewSettings | undefined;
};
export type MadeChannel = { readonly row: ChannelRow; readonly secret: string | null };

export type ChannelsOptions = {
  readonly database: Database;
  readonly queue: Pick<Queue, "wake">;
  readonly sealer: Sealer;
  readonly send: Send;
  readonly canMail: boolean;
  readonly now: () => Date;
};

export type Channels = ReturnType<typeof makeChannels>;

const MOST_CHANNELS = 50;
/** So long a secret that was replaced still signs: time enough to tell the receiver. */
const OLD_SECRET_MS = 24 * 60 * 60_000;

export function makeChannels({ database, queue, sealer, send, canMail, now }: ChannelsOptions) {
  const find = ({ accountId }: Principal, id: number): Promise<ChannelRow> =>
    database.asAccount(accountId, async (db) => {
      const row = await findChannel(db, id, accountId);
      if (!row) throw unknownChannel(id);
      return row;
    });

  function seal(settings: ChannelSettings) {
    if (settings.kind === "email" && !settings.smtp && !canMail) throw noMailServer();
    return { settings_sealed: sealSettings(sealer, settings), shown_target: shownTarget(settings) };
  }

  async function write(principal: Principal, id: number, patch: ChannelPatch, action: string): Promise<ChannelRow> {
    return database.asAccount(principal.accountId, async (db) => {
      const row = await updateChannel(db, id, { ...patch, updated_at: now() });
      if (!row) throw unknownChannel(id);
      await queue.wake(db, "alerts", [{ key: String(id) }]);
      const fields = Object.keys(patch).filter((field) => field !== "settings_sealed");
      await record(db, principal, `alert_channel.${action}`, `alert_channel:${id}`, { fields });
      return row;
    });
  }

  return {
    list: ({ accountId }: Principal): Promise<readonly ChannelRow[]> =>
      database.asAccount(accountId, (db) => listChannels(db, accountId)),
    get: find,
    create: (principal: Principal, wishes: ChannelWishes, given: NewSettings): Promise<MadeChannel> =>
      database.asAccount(principal.accountId, async (db) => {
        if ((await listChannels(db, principal.accountId)).length >= MOST_CHANNELS) throw tooManyChannels(MOST_CHANNELS);
        const settings = withSecret(given, undefined);
        const row = await insertChannel(db, {
          account_id: principal.accountId,
          kind: settings.kind,
          ...seal(settings),
          ...toColumns(wishes),
        });
        const { name, kind, shown_target: target } = row;
        await record(db, principal, "alert_channel.created", `alert_channel:${row.id}`, { name, kind, target });
        return { row, secret: settings.kind === "webhook" ? settings.secret : null };
      }),
    /** What waits on the channel is tried at once, the new way. */
    change: async (principal: Principal, id: number, { settings, ...wishes }: ChannelChange): Promise<ChannelRow> => {
      const held = await find(principal, id);
      if (settings && settings.kind !== held.kind) throw anotherKind();
      const sealed = settings ? seal(withSecret(settings, openSettings(sealer, held.settings_sealed))) : {};
      return write(principal, id, { ...toPatch(wishes), ...sealed }, "changed");
    },
    /** The new secret, told once; the old one signs beside it for a day. */
    rotateSecret: async (principal: Principal, id: number): Promise<MadeChannel> => {
      const held = openSettings(sealer, (await find(principal, id)).settings_sealed);
      if (held.kind !== "webhook") throw noSecret();
      const secret = newSigningSecret();
      const until = new Date(now().getTime() + OLD_SECRET_MS).toISOString();
      const settings = { ...held, secret, previous: { secret: held.secret, until } };
      return { row: await write(principal, id, seal(settings), "secret_rotated"), secret };
    },
    remove: async (principal: Principal, id: number): Promise<void> => {
      const { name } = await find(principal, id);
      await database.asAccount(principal.accountId, async (db) => {
        await deleteChannel(db, id, now());
        await record(db, principal, "alert_channel.deleted", `alert_channel:${id}`, { name });
      });
    },
    /** Null where it arrived, else why it did not. */
    tryOut: async (principal: Principal, id: number): Promise<string | null> => {
      const row = await find(principal, id);
      const settings = openSettings(sealer, row.settings_sealed);
      await database.asAccount(principal.accountId, (db) =>
        record(db, principal, "alert_channel.tested", `alert_channel:${id}`),
      );
      try {
        await send(settings, { id: randomUUID(), content: testMessage(now()) });
        return null;
      } catch (error) {
        if (!isHubError(error)) throw error;
        return shownFailure(error, settings);
      }
    },
  };
}

function withSecret(given: NewSettings, held: ChannelSettings | undefined): ChannelSettings {
  if (given.kind === "email" && held?.kind === "email" && given.smtp && given.smtp.password === undefined) {
    // Left out it stays, but only for the server that it was given for.
    const isSame = given.smtp.host === held.smtp?.host && given.smtp.user === held.smtp?.user;
    return isSame ? { ...given, smtp: { ...given.smtp, password: held.smtp?.password } } : given;
  }
  if (given.kind !== "webhook") return given;
  return held?.kind === "webhook" ? { ...held, url: given.url } : { ...given, secret: newSigningSecret() };
}

function toColumns({ name, minSeverity, codes, enabled, groupSeconds, repeatHours, quiet }: ChannelWishes) {
  return {
    name,
    min_severity: minSeverity,
    codes: codes === null ? null : [...codes],
    enabled,
    group_seconds: groupSeconds,
    repeat_hours: repeatHours,
    quiet: quiet === null ? null : JSON.stringify(quiet),
  };
}

function toPatch({ codes, quiet, ...change }: Omit<ChannelChange, "settings">): ChannelPatch {
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.minSeverity !== undefined && { min_severity: change.minSeverity }),
    ...(codes !== undefined && { codes: codes === null ? null : [...codes] }),
    ...(change.enabled !== undefined && { enabled: change.enabled }),
    ...(change.groupSeconds !== undefined && { group_seconds: change.groupSeconds }),
    ...(change.repeatHours !== undefined && { repeat_hours: change.repeatHours }),
    ...(quiet !== undefined && { quiet: quiet === null ? null : JSON.stringify(quiet) }),
  };
}
