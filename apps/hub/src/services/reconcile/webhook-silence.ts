// Webhooks that are all there and say nothing: what polling found though nobody had told of it is counted, the webhooks are set
// up anew, and a person is told.

import {
  countUntold,
  findWatch,
  lastDeliveryAt,
  runsWithUntold,
  type UntoldRun,
  type WebhookWish,
} from "../../database/connections/watches.ts";
import type { Database } from "../../database/database.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection } from "../connections/stores.ts";
import { kindsOf } from "./webhook-wishes.ts";

/** WooCommerce sends by a cron of its own that needs a visitor: minutes late is not silent. */
const LATE_MINUTES = 5;

export function makeWebhookSilence(database: Database, alerts: Pick<Alerts, "raise" | "settle">) {
  /** Counts what polling found and nobody had told. `again`: sets all of them up once more, which renews their secret. */
  async function listen(
    connection: Connection,
    wishes: readonly WebhookWish[],
    again: () => Promise<void>,
  ): Promise<void> {
    const watch = await findWatch(database.db, connection.id);
    const wishedSince = new Date(Math.max(...wishes.map(({ since }) => since.getTime())));
    const told = new Set<string>(kindsOf(wishes.flatMap(({ topics }) => topics)));
    const ended = await runsWithUntold(database.db, connection.id, {
      afterRun: watch?.counted_run_id ?? 0,
      wishedSince,
      lateMinutes: LATE_MINUTES,
    });
    const last = ended.at(-1);
    if (!last) return;
    const silent: UntoldRun[] = [];
    for (const run of ended)
      if (run.changes > 0 && told.has(run.kind) && (await isSilent(connection, run))) silent.push(run);
    const changes = silent.reduce((sum, run) => sum + run.changes, 0);
    if (changes > 0) await again();
    await tellSilence(connection, silent, changes, last.id);
  }

  async function isSilent(connection: Connection, run: UntoldRun): Promise<boolean> {
    const last = await lastDeliveryAt(database.db, connection, run.kind.slice(0, -1));
    return last === null || last < run.since;
  }

  async function tellSilence(
    connection: Connection,
    silent: readonly UntoldRun[],
    changes: number,
    countedRunId: number,
  ): Promise<void> {
    const { id: connectionId, accountId } = connection;
    const key = { accountId, connectionId, code: "webhooks_missed", subject: "" } as const;
    const [first] = silent;
    const watch = await findWatch(database.db, connectionId);
    const total = changes + (watch?.changes_untold ?? 0);
    await database.transaction(async (db) => {
      await countUntold(db, connection, changes, countedRunId);
      if (!first) return alerts.settle(db, key);
      await alerts.raise(db, {
        ...key,
        title: `Webhooks of ${connection.name} are silent`,
        detail:
          `Since ${first.since.toISOString()} none came, but reading the store found ${changes} changes (${total} since it is watched). ` +
          "Nothing is lost, it only comes later. They were set up anew; look whether the store can reach the hub and whether its cron runs.",
      });
    });
  }

  return { listen };
}
