// The store's webhooks that deliver to us: set up, listed and removed.
import { HubError } from "@logix/model";
import { z } from "zod";
import type { RemoteId, Subscription, Topic } from "../../connector-kit/contract.ts";
import { itemPath, type WooClient } from "./client.ts";
import { allRows, chunksOf, MOST } from "./listing.ts";
import { type WooWebhook, webhookSchema } from "./schemas.ts";

export const TOPICS = [
  "order.created",
  "order.updated",
  "order.deleted",
  "order.restored",
  "product.created",
  "product.updated",
  "product.deleted",
  "product.restored",
  "customer.created",
  "customer.updated",
  "customer.deleted",
] as const;

export async function setupWebhooks(
  client: WooClient,
  secret: string | undefined,
  topics: readonly Topic[],
  deliveryUrl: URL,
): Promise<Subscription[]> {
  // QUIRK(woocommerce): a webhook without a secret gets one that nobody can ever read.
  if (secret === undefined) {
    throw new HubError("invalid", "Webhooks need a secret, so that deliveries can be told from forgeries", {
      code: "webhook_secret_missing",
      remedy: "Give the connection a webhook secret, any long random text.",
    });
  }
  refuseUnknown(topics);
  const existing = (await readWebhooks(client)).filter(
    (hook) => URL.parse(hook.delivery_url)?.href === deliveryUrl.href,
  );
  const subscriptions: Subscription[] = [];
  for (const topic of new Set(topics)) {
    const ours = existing.filter((hook) => hook.topic === topic);
    const hook = ours.find(({ status }) => status === "active") ?? ours[0];
    subscriptions.push(
      hook === undefined ? await create(client, secret, topic, deliveryUrl) : await keep(client, secret, hook),
    );
  }
  return subscriptions;
}

export async function listSubscriptions(client: WooClient): Promise<Subscription[]> {
  return (await readWebhooks(client)).map((hook) => toSubscription(hook, false));
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-webhooks
export async function removeSubscriptions(client: WooClient, ids: readonly RemoteId[]): Promise<void> {
  for (const chunk of chunksOf(ids, MOST)) {
    // One that is gone already is told inside the reply and is no failure.
    await client.ask({ method: "POST", path: "webhooks/batch", body: { delete: chunk.map(Number) } });
  }
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-webhooks
async function readWebhooks(client: WooClient): Promise<WooWebhook[]> {
  return z.array(webhookSchema).parse(await allRows(client, "webhooks"));
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-webhook
async function create(client: WooClient, secret: string, topic: Topic, deliveryUrl: URL): Promise<Subscription> {
  const body = { name: nameOf(topic), topic, delivery_url: deliveryUrl.href, secret, status: "active" };
  const { json } = await client.ask({ method: "POST", path: "webhooks", body });
  return toSubscription(webhookSchema.parse(json), true);
}

// QUIRK(woocommerce): the same topic and address twice makes two webhooks, so the one that is there is kept. Its secret
// cannot be read; written again it is ours for certain.
async function keep(client: WooClient, secret: string, hook: WooWebhook): Promise<Subscription> {
  const body = { secret, status: "active" };
  const { json } = await client.ask({ method: "PUT", path: itemPath("webhooks", hook.id), body });
  return { ...toSubscription(webhookSchema.parse(json), false), reactivated: hook.status !== "active" };
}

function toSubscription(hook: WooWebhook, created: boolean): Subscription {
  return { remoteId: hook.id, topic: hook.topic, deliveryUrl: hook.delivery_url, status: hook.status, created };
}

/** order.created → Logix - Order Created */
function nameOf(topic: Topic): string {
  const words = topic.split(".").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `Logix - ${words.join(" ")}`;
}

function refuseUnknown(topics: readonly Topic[]): void {
  const known: readonly string[] = TOPICS;
  const unknown = topics.filter((topic) => !known.includes(topic));
  if (unknown.length === 0) return;
  throw new HubError("invalid", `WooCommerce has no topic ${unknown.join(", ")}`, {
    code: "unknown_topic",
    issues: unknown.map((topic) => ({
      field: "topics",
      problem: `${topic} is not known`,
      remedy: `Known are ${TOPICS.join(", ")}`,
    })),
  });
}
