// Statuses that a store shows and nobody has mapped: one alert for each, over once somebody says what it means.
import { openSubjects } from "../../database/alerts/alerts-write.ts";
import type { Db } from "../../database/database.ts";
import { forgetContentOf } from "../../database/orders/orders-unmapped.ts";
import type { StatusRules } from "../orders/status-rules.ts";
import type { Rereads } from "../sync/rereads.ts";
import type { Alerts } from "./alerts.ts";

type Store = { readonly id: number; readonly accountId: number; readonly rules: Pick<StatusRules, "inbound"> };

export type UnknownStatuses = ReturnType<typeof makeUnknownStatuses>;

export function makeUnknownStatuses(alerts: Pick<Alerts, "raise" | "settle">, rereads: Rereads) {
  const keyOf = ({ id, accountId }: Store) => ({ accountId, connectionId: id, code: "unknown_status" }) as const;
  return {
    /** Orders were stored with these statuses. */
    met: async (db: Db, connection: Store, statuses: readonly string[]): Promise<void> => {
      const unknown = [...new Set(statuses)].filter((status) => connection.rules.inbound(status) === undefined);
      for (const status of unknown.toSorted())
        await alerts.raise(db, {
          ...keyOf(connection),
          subject: status,
          title: `Nobody has mapped the order status "${status}"`,
          detail:
            "Orders with it are kept as they are, and new ones begin as PENDING. Say in the connection what it means; nothing has to be restarted.",
        });
    },
    /** The connection's map was changed: orders that wait for a meaning get it, and their alerts are over. */
    mapped: async (db: Db, connection: Store): Promise<void> => {
      const open = await openSubjects(db, keyOf(connection));
      const known = open.filter((status) => connection.rules.inbound(status) !== undefined);
      for (const subject of known) await alerts.settle(db, { ...keyOf(connection), subject });
      await rereads.ask(db, connection, "order", await forgetContentOf(db, connection.id, known), "mapped");
    },
  };
}
