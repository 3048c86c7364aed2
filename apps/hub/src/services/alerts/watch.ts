// Looks every minute for what nobody runs into by itself: stores that stay silent, work that piles up, a disk that fills; and
// ends the alerts whose cause is gone.
import { statfs } from "node:fs/promises";
import { alertCodeSchema } from "@logix/api/hub/alert-codes";
import {
  accountsOfAdministrators,
  backlogs,
  endedAlerts,
  openOfCode,
  silentStores,
} from "../../database/alerts/alert-causes.ts";
import type { Database } from "../../database/database.ts";
import type { AlertSubject, Alerts, NewAlert } from "./alerts.ts";

export type WatchOptions = {
  readonly database: Database;
  readonly alerts: Alerts;
  /** The folder whose disk is watched; none where the data stands elsewhere. */
  readonly dataDir?: string | undefined;
};

const SILENT_MINUTES = 30;
const BACKLOG_MINUTES = 10;
/** Below this share free, and below this many bytes. */
const LOW_SHARE = 0.1;
const LOW_BYTES = 2 * 1024 ** 3;

type Seen = Omit<NewAlert, "code">;

export function makeWatch({ database, alerts, dataDir }: WatchOptions) {
  /** Raises what is seen and was not yet, and settles what is seen no longer. */
  async function follow(code: NewAlert["code"], seen: readonly Seen[]): Promise<void> {
    const keyOf = (accountId: number, connectionId: number | null, subject: string) =>
      `${accountId} ${connectionId} ${subject}`;
    const wrong = new Set(seen.map((each) => keyOf(each.accountId, each.connectionId, each.subject)));
    const open = await openOfCode(database.db, code);
    const known = new Set(open.map((row) => keyOf(row.account_id, row.connection_id, row.subject)));
    for (const each of seen) {
      if (known.has(keyOf(each.accountId, each.connectionId, each.subject))) continue;
      await database.transaction((db) => alerts.raise(db, { ...each, code }));
    }
    for (const { account_id, connection_id, subject } of open) {
      if (wrong.has(keyOf(account_id, connection_id, subject))) continue;
      const key: AlertSubject = { accountId: account_id, connectionId: connection_id, code, subject };
      await database.transaction((db) => alerts.settle(db, key));
    }
  }

  async function fullDisk(): Promise<Seen[]> {
    if (dataDir === undefined) return [];
    const { bavail, blocks, bsize } = await statfs(dataDir);
    const [free, total] = [bavail * bsize, blocks * bsize];
    if (free >= LOW_BYTES || free >= total * LOW_SHARE) return [];
    const detail = `${Math.floor(free / 1024 ** 2)} MB are left. When it is full nothing can be taken in any more.`;
    const accounts = await accountsOfAdministrators(database.db);
    return accounts.map((accountId) => ({
      accountId,
      connectionId: null,
      subject: "",
      title: "The disk of the hub's data is nearly full",
      detail,
    }));
  }

  return {
    upkeep: async (): Promise<void> => {
      for (const key of await endedAlerts(database.db)) {
        const code = alertCodeSchema.parse(key.code);
        await database.transaction((db) => alerts.settle(db, { ...key, code }));
      }
      const silent = await silentStores(database.db, SILENT_MINUTES);
      await follow("store_unreachable", silent.map(toSilence));
      const piles = await backlogs(database.db, BACKLOG_MINUTES);
      await follow("backlog", piles.map(toPile));
      await follow("disk_low", await fullDisk());
    },
  };
}

function toSilence(row: Awaited<ReturnType<typeof silentStores>>[number]): Seen {
  return {
    accountId: row.account_id,
    connectionId: row.connection_id,
    subject: "",
    title: "The store does not answer",
    detail: `Since ${row.silent_since.toISOString()} (${row.last_error ?? "no answer"}). What waits for it is kept and tried again.`,
  };
}

function toPile({ account_id, connection_id, waiting }: Awaited<ReturnType<typeof backlogs>>[number]): Seen {
  return {
    accountId: account_id,
    connectionId: connection_id,
    subject: "",
    title: "Deliveries of the store pile up",
    detail: `${waiting} wait longer than ${BACKLOG_MINUTES} minutes. Look whether the workers run, and how busy they are.`,
  };
}
