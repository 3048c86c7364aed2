// Alerts as people look at them: what is open, what was, and who took which on.
import { HubError } from "@logix/model";
import {
  type AlertQuery,
  type AlertRow,
  acknowledgeAlert,
  findAlert,
  listAlerts,
  snoozeAlert,
  type ToldRow,
  toldOf,
} from "../../database/alerts/alerts-read.ts";
import type { Database, Db } from "../../database/database.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import { actorOf, type Principal } from "../principal.ts";

export type AlertList = ReturnType<typeof makeAlertList>;
export type AlertDetail = { readonly alert: AlertRow; readonly told: readonly ToldRow[] };

const LONGEST_SNOOZE_MS = 30 * 24 * 60 * 60_000;

export function makeAlertList(database: Database, now: () => Date) {
  async function change(
    principal: Principal,
    id: number,
    action: "acknowledged" | "snoozed",
    write: (db: Db) => Promise<void>,
  ): Promise<void> {
    await database.asAccount(principal.accountId, async (db) => {
      const row = await findAlert(db, principal.accountId, id);
      if (!row) throw unknown(id);
      if (row.settled_at !== null) throw over();
      await write(db);
      await record(db, principal, `alert.${action}`, `alert:${id}`, { code: row.code, subject: row.subject });
    });
  }

  return {
    /** Newest first. */
    page: async (
      { accountId }: Principal,
      { cursor, limit, ...query }: PageRequest & Omit<AlertQuery, "accountId" | "before" | "limit">,
    ): Promise<Page<AlertRow>> => {
      const wanted = { ...query, accountId, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listAlerts(db, wanted)), limit);
    },
    get: ({ accountId }: Principal, id: number): Promise<AlertDetail> =>
      database.asAccount(accountId, async (db) => {
        const alert = await findAlert(db, accountId, id);
        if (!alert) throw unknown(id);
        return { alert, told: await toldOf(db, accountId, id) };
      }),
    /** Somebody sees to it: it is not told again while it lasts. Its end still is. */
    acknowledge: (principal: Principal, id: number): Promise<void> =>
      change(principal, id, "acknowledged", (db) => acknowledgeAlert(db, id, actorOf(principal), now())),
    /** Not told before then; told again if it still lasts. */
    snooze: async (principal: Principal, id: number, until: Date): Promise<void> => {
      const inMs = until.getTime() - now().getTime();
      if (inMs <= 0 || inMs > LONGEST_SNOOZE_MS) throw notAhead();
      await change(principal, id, "snoozed", (db) => snoozeAlert(db, id, until));
    },
  };
}

function unknown(id: number): HubError {
  return new HubError("missing", `There is no alert ${id}`, { code: "alert_unknown" });
}

function over(): HubError {
  return new HubError("conflict", "This alert is over", { code: "alert_settled" });
}

function notAhead(): HubError {
  return new HubError("invalid", "An alert can be snoozed for 30 days at most", {
    issues: [{ field: "until", problem: "must lie ahead, within 30 days" }],
  });
}
