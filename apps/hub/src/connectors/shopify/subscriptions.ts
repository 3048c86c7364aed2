// The shop's webhooks that deliver to us: set up, repaired, listed and removed.
// Those of privacy belong to the app itself and are set in the Dev Dashboard.
import { HubError } from "@logix/model";
import { z } from "zod";
import type { RemoteId, Subscription, Topic } from "../../connector-kit/contract.ts";
import { API_VERSION, document, mutation, type ShopifyClient } from "./client.ts";
import { refuseUserErrors, userErrorsSchema } from "./failures.ts";
import { isGranted } from "./granted.ts";
import { gid, tailOf } from "./ids.ts";
import { allNodes } from "./lists.ts";
import { pageInfoSchema } from "./order-schemas.ts";
import { TOPICS } from "./webhooks.ts";

const HOOK = "{ id topic uri format includeFields filter apiVersion { handle } }";
const hookSchema = z.object({
  id: z.string(),
  topic: z.string(),
  uri: z.string(),
  format: z.string(),
  includeFields: z.array(z.string()),
  filter: z.string().nullable(),
  apiVersion: z.object({ handle: z.string() }),
});
type Hook = z.infer<typeof hookSchema>;

export const HOOKS = document(
  `query Webhooks($after: String) {
    webhookSubscriptions(first: 100, after: $after) { nodes ${HOOK} pageInfo { hasNextPage endCursor } }
  }`,
  z.object({ webhookSubscriptions: z.object({ nodes: z.array(hookSchema), pageInfo: pageInfoSchema }) }),
  30,
);
const changedSchema = z.object({ webhookSubscription: hookSchema.nullable(), userErrors: userErrorsSchema });
export const CREATE_HOOK = mutation(
  `mutation CreateWebhook($topic: WebhookSubscriptionTopic!, $hook: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $hook) { webhookSubscription ${HOOK} userErrors { field message } }
  }`,
  z.object({ webhookSubscriptionCreate: changedSchema }),
);
export const REMOVE_HOOK = mutation(
  "mutation RemoveWebhook($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { field message } } }",
  z.object({ webhookSubscriptionDelete: z.object({ userErrors: userErrorsSchema }) }),
);

export async function setupWebhooks(
  client: ShopifyClient,
  topics: readonly Topic[],
  deliveryUrl: URL,
): Promise<readonly Subscription[]> {
  refuseUnknown(topics);
  const ours = (await readHooks(client)).filter(({ uri }) => URL.parse(uri)?.href === deliveryUrl.href);
  const subscriptions: Subscription[] = [];
  for (const topic of await heard(client, new Set(topics)))
    subscriptions.push(await settle(client, topic, deliveryUrl, ours));
  return subscriptions;
}

/** Those of returns need a scope of their own; a merchant who has not agreed to it gets the others. */
async function heard(client: ShopifyClient, topics: ReadonlySet<Topic>): Promise<readonly Topic[]> {
  const others = [...topics].filter((topic) => !topic.startsWith("RETURNS_"));
  if (others.length === topics.size || (await isGranted(client, "read_returns"))) return [...topics];
  return others;
}

/** One that leaves out fields, filters, or speaks an older version is made anew: a subscription keeps the version it was made with. */
async function settle(
  client: ShopifyClient,
  topic: Topic,
  deliveryUrl: URL,
  ours: readonly Hook[],
): Promise<Subscription> {
  const known = ours.find((hook) => hook.topic === topic);
  if (known && isFit(known)) return toSubscription(known, false);
  if (known) await remove(client, tailOf(known.id));
  const hook = { uri: deliveryUrl.href, format: "JSON" };
  const { webhookSubscriptionCreate: made } = await client.ask(CREATE_HOOK, { topic, hook });
  refuseUserErrors(made.userErrors);
  if (!made.webhookSubscription)
    throw new HubError("unreadable", "Shopify made no webhook and does not say why", { code: "unexpected_shape" });
  return { ...toSubscription(made.webhookSubscription, known === undefined), reactivated: known !== undefined };
}

function isFit({ format, includeFields, filter, apiVersion }: Hook): boolean {
  const isWhole = includeFields.length === 0 && (filter === null || filter === "");
  return format === "JSON" && isWhole && apiVersion.handle === API_VERSION.id;
}

export async function listSubscriptions(client: ShopifyClient): Promise<readonly Subscription[]> {
  return (await readHooks(client)).map((hook) => toSubscription(hook, false));
}

export async function removeSubscriptions(client: ShopifyClient, ids: readonly RemoteId[]): Promise<void> {
  for (const id of ids) await remove(client, id);
}

/** One that is gone already is no failure. */
async function remove(client: ShopifyClient, id: RemoteId): Promise<void> {
  const { webhookSubscriptionDelete: gone } = await client.ask(REMOVE_HOOK, { id: gid("WebhookSubscription", id) });
  refuseUserErrors(gone.userErrors.filter(({ message }) => !/does not exist/i.test(message)));
}

function readHooks(client: ShopifyClient): Promise<Hook[]> {
  return allNodes(async (after) => (await client.ask(HOOKS, { after })).webhookSubscriptions);
}

// QUIRK(shopify): one that failed too often is removed, never paused, so what is listed is active.
function toSubscription({ id, topic, uri }: Hook, created: boolean): Subscription {
  return { remoteId: tailOf(id), topic, deliveryUrl: uri, status: "active", created };
}

function refuseUnknown(topics: readonly Topic[]): void {
  const known: readonly string[] = TOPICS;
  const unknown = topics.filter((topic) => !known.includes(topic));
  if (unknown.length === 0) return;
  throw new HubError("invalid", `Shopify has no topic ${unknown.join(", ")}`, {
    code: "unknown_topic",
    issues: unknown.map((topic) => ({
      field: "topics",
      problem: `${topic} is not known`,
      remedy: `Known are ${TOPICS.join(", ")}`,
    })),
  });
}
