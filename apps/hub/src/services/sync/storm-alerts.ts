// A person is told of a storm of deliveries when it begins, and that it is over when none was collapsed for a while.

import type { Database } from "../../database/database.ts";
import { calmedConnections } from "../../database/sync/deliveries.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection } from "../connections/stores.ts";
import { STORM_TOPIC } from "./storm-watch.ts";

const CALM_MS = 5 * 60_000;
const CODE = "webhook_storm";

export function makeStormAlerts(
  database: Database,
  alerts: Pick<Alerts, "raise" | "settle">,
  onFailure: (connection: Connection, error: unknown) => void,
) {
  async function raise({ id: connectionId, accountId, name }: Connection): Promise<void> {
    await database.transaction((db) =>
      alerts.raise(db, {
        accountId,
        connectionId,
        code: CODE,
        subject: "",
        title: `${name} repeats its webhooks hundreds of times a minute`,
        detail:
          "Repetitions are collapsed: what they are about is read from the store every few seconds, and nothing is lost. " +
          "Usually a plugin saves the same order or product again and again. Look for one that was added or updated lately.",
      }),
    );
  }

  return {
    /** In the background: the delivery that told us is answered meanwhile. */
    tell: (connection: Connection): void => void raise(connection).catch((error) => onFailure(connection, error)),
    settleCalmed: (): Promise<void> =>
      database.transaction(async (db) => {
        for (const { account_id: accountId, connection_id: connectionId } of await calmedConnections(db, {
          code: CODE,
          topic: STORM_TOPIC,
          calmMs: CALM_MS,
        }))
          await alerts.settle(db, { accountId, connectionId, code: CODE, subject: "" });
      }),
  };
}
