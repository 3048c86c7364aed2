// Opens an alert where something goes wrong, and ends it where it is over, in the transaction of the cause. What becomes of it
// on the account's channels is written down in the same transaction and sent by notices.ts.
import { type AlertCode, severityOf } from "@logix/api/hub/alert-codes";
import {
  type AlertKey,
  closeAlert,
  type DueNotice,
  noteOpened,
  noteSettled,
  openAlert,
  openAlertsOfConnection,
  openSubjects,
} from "../../database/alerts/alerts-write.ts";
import type { Db } from "../../database/database.ts";
import type { Queue } from "../../engine/queue.ts";

/** One alert is open per account, connection, code and subject. */
export type AlertSubject = {
  readonly accountId: number;
  /** Null for what concerns no single store. */
  readonly connectionId: number | null;
  readonly code: AlertCode;
  /** Within the code: a status, a SKU; empty where there can be only one. */
  readonly subject: string;
};

export type NewAlert = AlertSubject & {
  /** One plain sentence without a full stop. */
  readonly title: string;
  /** What happened and what helps; no secrets, nobody's personal data. */
  readonly detail: string;
};

export type Alerts = ReturnType<typeof makeAlerts>;

const MOST_TITLE = 200;
const MOST_DETAIL = 2_000;

export function makeAlerts(queue: Pick<Queue, "wake">, now: () => Date) {
  async function settle(db: Db, key: AlertKey): Promise<void> {
    const at = now();
    const id = await closeAlert(db, key, at);
    if (id !== undefined) await wake(db, await noteSettled(db, id, at));
  }

  async function wake(db: Db, due: readonly DueNotice[]): Promise<void> {
    await queue.wake(
      db,
      "alerts",
      due.map(({ channelId, dueAt }) => ({ key: String(channelId), ...(dueAt > now() && { startAfter: dueAt }) })),
    );
  }

  return {
    /** Raised again while it is open, it is counted and nobody is told twice. */
    raise: async (db: Db, { title, detail, ...key }: NewAlert): Promise<void> => {
      const at = now();
      const severity = severityOf(key.code);
      const words = { title: title.slice(0, MOST_TITLE), detail: detail.slice(0, MOST_DETAIL) };
      const { id, times } = await openAlert(db, { ...key, ...words, severity, at });
      if (times === 1) await wake(db, await noteOpened(db, id, { ...key, severity, at }));
    },
    /** Its end is told where its opening was. Nothing happens where none is open. */
    settle: (db: Db, key: AlertSubject): Promise<void> => settle(db, key),
    /** Settles those that are open for this connection and code, but for the subjects that are still wrong. */
    settleExcept: async (
      db: Db,
      key: Omit<AlertSubject, "subject">,
      stillWrong: (subject: string) => boolean,
    ): Promise<void> => {
      for (const subject of await openSubjects(db, key)) {
        if (!stillWrong(subject)) await settle(db, { ...key, subject });
      }
    },
    /** A connection that is removed has no troubles any more. */
    settleAll: async (db: Db, connectionId: number): Promise<void> => {
      for (const key of await openAlertsOfConnection(db, connectionId)) await settle(db, key);
    },
  };
}
