// Looks after the webhooks that a connection was given. One that is paused, disabled or gone is made again, the time that
// nobody told us of is read, and a person is told how long it was. Where all of them are there and silent, polling notices.
import { isHubError } from "@logix/model";
import type { Subscription } from "../../connector-kit/contract.ts";
import type { ConnectionRow } from "../../database/connections.ts";
import type { Database } from "../../database/database.ts";
import {
  connectionsToLookAt,
  countUntold,
  findWatch,
  lastDeliveryAt,
  runsWithUntold,
  touchWebhooks,
  type UntoldRun,
  type WebhookWish,
  wishedWebhooks,
} from "../../database/watches.ts";
import { databaseTime } from "../../database/work.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Runs } from "../sync/runs.ts";
import { kindsOf, type RunKindOfNews, wishesOf } from "./webhook-wishes.ts";

const LOOK_EVERY_MINUTES = 15;
const MOST_AT_ONCE = 20;
/** Some stores' clocks are off, and a delivery that failed came before the one that was switched off. */
const OVERLAP_MS = 10 * 60_000;
/** WooCommerce sends by a cron of its own that needs a visitor: minutes late is not silent. */
const LATE_MINUTES = 5;

type Gap = { readonly kind: RunKindOfNews; readonly from: Date };

export type WebhookWatch = ReturnType<typeof makeWebhookWatch>;

export function makeWebhookWatch(
  database: Database,
  stores: Stores,
  runs: Pick<Runs, "request">,
  alerts: Pick<Alerts, "raise" | "settle">,
  ownUrlOf: (connection: Connection) => string,
) {
  /** @throws HubError what the store answered. */
  async function look(connection: Connection): Promise<void> {
    const store = stores.open(connection, "work");
    if (!store.subscriptions) return;
    const listed = await store.subscriptions.list();
    const wishes = wishesOf(await wishedWebhooks(database.db, connection.id), listed, ownUrlOf(connection));
    if (wishes.length === 0) return;
    const broken = wishes.map((wish) => ({
      ...wish,
      topics: wish.topics.filter((topic) => !isAlive(topic, wish, listed)),
    }));
    const lost = broken.flatMap(({ topics }) => topics);
    if (lost.length > 0) {
      // Before they tell again: from then on the newest delivery says nothing about the gap.
      const gaps = await gapsOf(connection, lost, wishes);
      for (const { topics, delivery_url: url } of broken)
        if (topics.length > 0) await store.setupWebhooks(topics, new URL(url));
      return fill(connection, lost, gaps);
    }
    await settle(connection, "webhooks_off");
    await listen(connection, wishes, async () => {
      for (const { topics, delivery_url: url } of wishes) await store.setupWebhooks(topics, new URL(url));
    });
  }

  async function gapsOf(
    connection: Connection,
    topics: readonly string[],
    wishes: readonly WebhookWish[],
  ): Promise<readonly Gap[]> {
    const setUp = new Date(Math.min(...wishes.map(({ since }) => since.getTime())));
    return Promise.all(
      kindsOf(topics).map(async (kind) => ({
        kind,
        from: (await lastDeliveryAt(database.db, connection, kind.slice(0, -1))) ?? setUp,
      })),
    );
  }

  async function fill(connection: Connection, topics: readonly string[], gaps: readonly Gap[]): Promise<void> {
    for (const { kind, from } of gaps) {
      // Customers know no filter by time: they are read as a whole.
      const since = new Date(from.getTime() - OVERLAP_MS).toISOString();
      await runs.request({ connection, kind, cause: "gap", ...(kind !== "customers" && { filter: { since } }) });
    }
    const until = await databaseTime(database.db);
    const windows = gaps.map(({ kind, from }) => `${kind} from ${from.toISOString()} to ${until.toISOString()}`);
    const { id: connectionId, accountId } = connection;
    await database.transaction((db) =>
      alerts.raise(db, {
        accountId,
        connectionId,
        code: "webhooks_off",
        subject: "",
        title: `Webhooks of ${connection.name} were switched off`,
        detail:
          `${topics.join(", ")}: made again. What they did not tell is being read: ${windows.join("; ")}. ` +
          "Stores switch webhooks off when the hub does not answer them; look whether the store can reach it.",
      }),
    );
  }

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

  async function settle(connection: Connection, code: "webhooks_off"): Promise<void> {
    const { id: connectionId, accountId } = connection;
    await database.transaction((db) => alerts.settle(db, { accountId, connectionId, code, subject: "" }));
  }

  return {
    look,
    /** Every minute: those whose turn it is. One that cannot be asked now is asked the next time. */
    upkeep: async (): Promise<void> => {
      const due: readonly ConnectionRow[] = await connectionsToLookAt(
        database.db,
        "webhooks_looked_at",
        LOOK_EVERY_MINUTES,
        MOST_AT_ONCE,
      );
      for (const row of due) {
        const connection = stores.fromRow(row);
        await touchWebhooks(database.db, connection);
        await look(connection).catch(ignoreStore);
      }
    },
  };
}

function isAlive(topic: string, { delivery_url: url }: WebhookWish, listed: readonly Subscription[]): boolean {
  return listed.some(
    (each) =>
      each.topic === topic && each.status === "active" && URL.parse(each.deliveryUrl)?.href === URL.parse(url)?.href,
  );
}

/** Runs and rereads meet the same trouble and deal with it. */
export function ignoreStore(error: unknown): void {
  if (!isHubError(error)) throw error;
}
