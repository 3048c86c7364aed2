// Numbers over many orders, and how connections are doing.
import type { Database } from "../../database/database.ts";
import {
  type ConnectionHealthRow,
  type OrdersOfDayRow,
  selectConnectionHealth,
  selectOrdersPerDay,
} from "../../database/insights.ts";
import type { Principal } from "../principal.ts";

export type OrdersPerDay = { readonly days: readonly string[]; readonly rows: readonly OrdersOfDayRow[] };

const DAY_MS = 24 * 60 * 60_000;

export function makeInsights({ database, now }: { readonly database: Database; readonly now: () => Date }) {
  return {
    ordersPerDay: async (
      { accountId }: Principal,
      { days, timeZone }: { readonly days: number; readonly timeZone: string },
    ): Promise<OrdersPerDay> => {
      const period = lastDays(dayIn(timeZone, now()), days);
      const rows = await database.asAccount(accountId, (db) =>
        selectOrdersPerDay(db, { accountId, from: period[0] ?? "", timeZone }),
      );
      return { days: period, rows };
    },

    health: ({ accountId }: Principal): Promise<readonly ConnectionHealthRow[]> =>
      database.asAccount(accountId, (db) =>
        selectConnectionHealth(db, { accountId, since: new Date(now().getTime() - DAY_MS) }),
      ),
  };
}

export type Insights = ReturnType<typeof makeInsights>;

/** Oldest first. Days are counted as calendar days, so that a day of 23 hours is one too. */
function lastDays(today: string, count: number): readonly string[] {
  const end = Date.parse(`${today}T00:00:00Z`);
  return Array.from({ length: count }, (_, index) =>
    new Date(end - (count - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  );
}

function dayIn(timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}
