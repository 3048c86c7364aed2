// The store's own subscriptions to news: made, looked at, removed.
import { HubError } from "@logix/model";
import type { Subscription } from "../../connector-kit/contract.ts";
import { wishWebhooks } from "../../database/connections/watches.ts";
import type { Database } from "../../database/database.ts";
import { record } from "../access/audit.ts";
import type { Principal } from "../principal.ts";
import type { Connection, Stores } from "./stores.ts";

export type WebhookSetup = ReturnType<typeof makeWebhookSetup>;

export function makeWebhookSetup(database: Database, stores: Stores, publicUrl: () => string) {
  return {
    /** The address of this connection alone; deliveries to it need not be told apart by their secrets. */
    deliveryUrl: (connection: Connection): string =>
      `${publicUrl()}/api/v1/${connection.platform}/webhooks/receive/${connection.publicId}`,
    /** Repeatable: what is there already is kept, what was disabled is woken. */
    setUp: async (
      principal: Principal,
      connection: Connection,
      topics: readonly string[],
      deliveryUrl: string,
    ): Promise<readonly Subscription[]> => {
      const unknown = topics.filter((topic) => !connection.connector.topics.includes(topic));
      if (unknown.length > 0) throw unknownTopics(unknown, connection);
      const made = await stores.open(connection, "request").setupWebhooks(topics, new URL(deliveryUrl));
      await database.asAccount(principal.accountId, async (db) => {
        // From now on they are looked after: see the webhook watch. What the store does not let us hear is not made, and not missed.
        await wishWebhooks(
          db,
          connection,
          deliveryUrl,
          made.map(({ topic }) => topic),
        );
        await record(db, principal, "connection.webhooks_set_up", `connection:${connection.publicId}`, {
          topics: [...topics],
          delivery_url: deliveryUrl,
        });
      });
      return made;
    },
    list: async (connection: Connection): Promise<readonly Subscription[]> =>
      (await stores.open(connection, "request").subscriptions?.list()) ?? [],
  };
}

function unknownTopics(unknown: readonly string[], connection: Connection): HubError {
  return new HubError("invalid", `${connection.connector.title} has no webhook topic ${unknown.join(", ")}`, {
    code: "topic_unknown",
    remedy: `Choose from ${connection.connector.topics.join(", ")}`,
    issues: unknown.map((topic) => ({ field: "topics", problem: `${topic} is not a topic` })),
  });
}
