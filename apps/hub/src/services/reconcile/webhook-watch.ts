// Looks after the webhooks that a connection was given. One that is paused, disabled or gone is made again, the time that
// nobody told us of is read, and a person is told how long it was.
import { isHubError } from "@logix/model";
import type { Store, Subscription } from "../../connector-kit/contract.ts";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import {
  connectionsToLookAt,
  lastDeliveryAt,
  touchWatches,
  type WebhookWish,
  wishedWebhooks,
} from "../../database/connections/watches.ts";
import type { Database } from "../../database/database.ts";
import { databaseTime } from "../../database/sync/work.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { wordsOf } from "../sync/parking.ts";
import type { Runs } from "../sync/runs.ts";
import { makeWebhookSilence } from "./webhook-silence.ts";
import { kindsOf, type RunKindOfNews, wishesOf } from "./webhook-wishes.ts";

const LOOK_EVERY_MINUTES = 15;
/** A thousand connections have their turn within the interval; they are asked side by side. */
const MOST_AT_ONCE = 100;
/** Some stores' clocks are off, and a delivery that failed came before the one that was switched off. */
const OVERLAP_MS = 10 * 60_000;

type Gap = { readonly kind: RunKindOfNews; readonly from: Date };

export function makeWebhookWatch(
  database: Database,
  stores: Stores,
  runs: Pick<Runs, "request">,
  alerts: Pick<Alerts, "raise" | "settle">,
  ownUrlOf: (connection: Connection) => string,
) {
  const silence = makeWebhookSilence(database, alerts);

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
      const refusal = await makeAgain(store, broken);
      return refusal === null ? fill(connection, lost, gaps) : tellOff(connection, lost, gaps, refusal);
    }
    await settle(connection, "webhooks_off");
    await silence.listen(connection, wishes, async () => void (await makeAgain(store, wishes)));
  }

  /** Null when they are there again, otherwise what the store said. */
  async function makeAgain(store: Store, wishes: readonly WebhookWish[]): Promise<string | null> {
    try {
      for (const { topics, delivery_url: url } of wishes)
        if (topics.length > 0) await store.setupWebhooks(topics, new URL(url));
      return null;
    } catch (error) {
      if (!isHubError(error)) throw error;
      return wordsOf(error);
    }
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
    await tellOff(connection, topics, gaps, null);
  }

  async function tellOff(
    connection: Connection,
    topics: readonly string[],
    gaps: readonly Gap[],
    refusal: string | null,
  ): Promise<void> {
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
          (refusal === null
            ? `${topics.join(", ")}: made again. What they did not tell is being read: ${windows.join("; ")}. `
            : `${topics.join(", ")}: the store does not let us make them again (${refusal}). Not told: ${windows.join("; ")}. `) +
          "Stores switch webhooks off when the hub does not answer them; look whether the store can reach it.",
      }),
    );
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
      await touchWatches(database.db, "webhooks_looked_at", due);
      await Promise.all(due.map((row) => look(stores.fromRow(row)).catch(ignoreStore)));
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
