// An inbound webhook request: whose it is, whether it is genuine, and safely stored before anybody is told so.
import { createHash } from "node:crypto";
import { HubError, isHubError } from "@logix/model";
import type { Connector, Delivery, Receipt } from "../../connector-kit/contract.ts";
import { storableText } from "../../connector-kit/storable-json.ts";
import type { DeliveryWrite } from "../../database/sync/deliveries.ts";
import type { Inbox } from "../../engine/inbox.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Forgery } from "./forgery-watch.ts";
import { STORM_TOPIC, type StormWatch } from "./storm-watch.ts";

export type Reception = { readonly stored: boolean; readonly reason: string | null };

/** Of headers, which nothing signs: far more than any store sends, and less than an index can hold. */
const MOST_LETTERS = 500;

type Told = Exclude<Receipt, { readonly about: "nothing" }>;

export type WebhookReceiver = ReturnType<typeof makeWebhookReceiver>;

export type ReceiverTools = {
  readonly stores: Stores;
  readonly inbox: Inbox;
  readonly storms: StormWatch;
  onForged(forgery: Forgery): void;
};

export function makeWebhookReceiver({ stores, inbox, storms, onForged }: ReceiverTools) {
  async function accept(connection: Connection, receipt: Receipt, delivery: Delivery): Promise<Reception> {
    if (receipt.about === "nothing") return { stored: false, reason: receipt.reason };
    if (!inbox.hasRoom())
      throw new HubError("limited", "Too many deliveries at once", {
        code: "busy",
        retryAt: new Date(Date.now() + 5_000),
      });
    const isTooMany =
      receipt.about === "resource" && storms.isTooMany(connection, `${receipt.kind}:${receipt.remoteId}`);
    await inbox.accept(isTooMany ? hintOf(connection, receipt) : asReceived(connection, receipt, delivery));
    return { stored: true, reason: null };
  }

  function verify(connection: Connection, delivery: Delivery): Receipt | null {
    try {
      return connection.connector.webhooks.verify(delivery, connection.settings);
    } catch (error) {
      if (isHubError(error, "forged")) return null;
      throw error;
    }
  }

  function refuse({ platform }: Connector, connection: Connection | null): never {
    onForged({ platform, connection: connection?.publicId ?? null });
    throw new HubError("forged", "The signature of this delivery does not fit", {
      code: "signature_invalid",
      remedy: "Set the webhook's secret to the one of this connection, or let Logix set the webhooks up",
    });
  }

  return {
    /** The delivery came to the address of one connection. */
    forConnection: async (connector: Connector, id: string, delivery: Delivery): Promise<Reception> => {
      const connection = await stores.byPublicId(id);
      if (connection.platform !== connector.platform)
        throw new HubError("missing", `There is no ${connector.title} connection ${id}`);
      const receipt = verify(connection, delivery);
      if (receipt) return accept(connection, receipt, delivery);
      // The secret may have been changed a moment ago, by another process.
      const fresh = await stores.reload(connection.id);
      const second = verify(fresh, delivery);
      return second ? accept(fresh, second, delivery) : refuse(connection.connector, fresh);
    },
    /** The delivery came to the address that all connections of a platform share: the secret that fits decides. */
    forPlatform: async (connector: Connector, delivery: Delivery): Promise<Reception> => {
      for (const connection of await stores.candidates(connector, delivery)) {
        const receipt = verify(connection, delivery);
        if (receipt) return accept(connection, receipt, delivery);
      }
      const greeting = connector.webhooks.greeting(delivery);
      return greeting === null ? refuse(connector, null) : { stored: false, reason: greeting };
    },
  };
}

function asReceived(connection: Connection, receipt: Told, delivery: Delivery): DeliveryWrite {
  return {
    accountId: connection.accountId,
    connectionId: connection.id,
    topic: receipt.topic.slice(0, MOST_LETTERS),
    kind: receipt.kind,
    remoteId: receipt.remoteId,
    deliveryId: receipt.deliveryId.slice(0, MOST_LETTERS),
    signed: receipt.signed,
    body: storableText(delivery.body.toString("utf8")),
    // With the kind, which nothing signs: the same body as another thing is another delivery, with a job of its own.
    bodyHash: createHash("sha1").update(`${receipt.kind}:`).update(delivery.body).digest(),
  };
}

/** All deliveries about one thing within a storm are this one, counted: the thing is read again when it has its turn. */
function hintOf({ id, accountId }: Connection, { kind, remoteId }: Told): DeliveryWrite {
  return {
    accountId,
    connectionId: id,
    topic: STORM_TOPIC,
    kind,
    remoteId,
    deliveryId: STORM_TOPIC,
    signed: false,
    body: "{}",
    bodyHash: createHash("sha1").update(`${STORM_TOPIC}:${kind}:${remoteId}`).digest(),
  };
}
