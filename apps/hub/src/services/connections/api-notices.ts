// Shows beside a connection what is known of the end of its API, and tells people in time.
import { type ApiNoticeRow, allConnections, apiNoticesOf } from "../../database/connections/api-notices.ts";
import type { Database } from "../../database/database.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Principal } from "../principal.ts";
import { type ApiOutlook, type ApiVersion, outlookOf } from "./api-sunset.ts";

/** What a reply has not repeated for so long is not said any more. */
const REMEMBERED_DAYS = 30;
const TOLD_EVERY_MS = 24 * 60 * 60_000;

export type ApiDetail = { readonly outlook: ApiOutlook; readonly notices: readonly ApiNoticeRow[] };

export type ApiNotices = ReturnType<typeof makeApiNotices>;

export function makeApiNotices(
  database: Database,
  alerts: Pick<Alerts, "raise" | "settle">,
  versionOf: (platform: string) => ApiVersion,
  now: () => Date,
) {
  const told = new Map<string, number>();

  async function tellOne(
    connection: { readonly id: number; readonly account_id: number; readonly name: string },
    { warning, daysLeft }: ApiOutlook,
  ): Promise<void> {
    const key = {
      accountId: connection.account_id,
      connectionId: connection.id,
      code: "api_sunset",
      subject: "",
    } as const;
    const at = `${connection.id} ${warning === null ? "fine" : "ending"}`;
    if ((told.get(at) ?? 0) > now().getTime() - TOLD_EVERY_MS) return;
    await database.transaction((db) =>
      warning === null
        ? alerts.settle(db, key)
        : alerts.raise(db, {
            ...key,
            title: `${connection.name}: the platform's API ${(daysLeft ?? 0) < 0 ? "has ended" : "comes to its end"}`,
            detail: warning,
          }),
    );
    told.delete(`${connection.id} ${warning === null ? "ending" : "fine"}`);
    told.set(at, now().getTime());
  }

  return {
    of: async (
      { accountId }: Principal,
      connection: { readonly id: number; readonly platform: string },
    ): Promise<ApiDetail> => {
      const notices = await database.asAccount(accountId, (db) => apiNoticesOf(db, [connection.id], REMEMBERED_DAYS));
      return { outlook: outlookOf(versionOf(connection.platform), notices, now()), notices };
    },
    /** Part of the hub's upkeep: raises an alert in time, and settles it when it is over. */
    tell: async (): Promise<void> => {
      const connections = await allConnections(database.db);
      const ids = connections.map(({ id }) => id);
      const notices = Map.groupBy(
        await apiNoticesOf(database.db, ids, REMEMBERED_DAYS),
        ({ connection_id }) => connection_id,
      );
      for (const connection of connections)
        await tellOne(connection, outlookOf(versionOf(connection.platform), notices.get(connection.id) ?? [], now()));
    },
  };
}
