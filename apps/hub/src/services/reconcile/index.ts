// The room's face: sweeps, what they found, and the watch over webhooks and settings.

import type { Connections } from "../connections/connections.ts";
import type { Connection } from "../connections/stores.ts";
import type { Runs } from "../sync/runs.ts";
import { makeReconcileQueries } from "./reconcile-queries.ts";
import { makeReconciles, type ReconcileParts } from "./reconciles.ts";
import { makeSettingsWatch } from "./settings-watch.ts";
import { makeWebhookWatch } from "./webhook-watch.ts";

export type ReconcileOptions = ReconcileParts & {
  readonly runs: Runs;
  readonly connections: Connections;
  readonly ownUrlOf: (connection: Connection) => string;
};

export function makeReconcile(options: ReconcileOptions) {
  const { database, stores, runs, alerts, connections, ownUrlOf } = options;
  const reconciles = makeReconciles(options);
  const webhookWatch = makeWebhookWatch(database, stores, runs, alerts, ownUrlOf);
  const settingsWatch = makeSettingsWatch(database, stores, runs, alerts);
  return {
    reconciles,
    webhookWatch,
    settingsWatch,
    reconcileQueries: makeReconcileQueries(database, connections),
    /** Every minute. First what needs no answer of a store. */
    upkeep: async (): Promise<void> => {
      await reconciles.upkeep();
      await Promise.all([webhookWatch.upkeep(), settingsWatch.upkeep()]);
    },
  };
}
