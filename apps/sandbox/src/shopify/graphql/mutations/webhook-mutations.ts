// Webhook subscriptions of the app.
import { idIn } from "../../state/gid.ts";
import type { WebhookRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { topicOf } from "../../webhooks/webhook-topic.ts";
import { mayHear } from "../access.ts";
import type { GraphContext } from "../context.ts";
import { refused, type UserError, userError } from "./user-error.ts";

type WebhookInput = {
  uri?: string | null;
  callbackUrl?: string | null;
  format?: "JSON" | "XML" | null;
  filter?: string | null;
  includeFields?: readonly string[] | null;
  metafieldNamespaces?: readonly string[] | null;
  name?: string | null;
};

export function webhookMutations(state: ShopifyState): object {
  return {
    webhookSubscriptionCreate: (wish: { topic: string; webhookSubscription: WebhookInput }, context: GraphContext) =>
      create(state, wish, context),
    webhookSubscriptionUpdate: (wish: { id: string; webhookSubscription: WebhookInput }, context: GraphContext) => {
      const webhook = state.webhooks.get(idIn(wish.id, "WebhookSubscription"));
      if (!webhook) return answer(null, userError("Webhook subscription does not exist", ["id"]));
      const address = wish.webhookSubscription.uri ?? wish.webhookSubscription.callbackUrl ?? webhook.uri;
      const refusal = refusalOf(state, webhook.topic, address, webhook);
      if (refusal) return answer(null, refusal);
      Object.assign(webhook, toFields(wish.webhookSubscription, webhook), { uri: address, updatedAt: state.now() });
      return answer(context.views.webhook(webhook));
    },
    webhookSubscriptionDelete: ({ id }: { id: string }) => {
      const found = state.webhooks.delete(idIn(id, "WebhookSubscription"));
      if (found) return { deletedWebhookSubscriptionId: id, userErrors: [] };
      return {
        deletedWebhookSubscriptionId: null,
        ...refused(userError("Webhook subscription does not exist", ["id"])),
      };
    },
  };
}

function create(
  state: ShopifyState,
  { topic: name, webhookSubscription: input }: { topic: string; webhookSubscription: WebhookInput },
  { views, version, session }: GraphContext,
): object {
  const topic = topicOf(name);
  const uri = input.uri ?? input.callbackUrl ?? "";
  if (topic === undefined) return answer(null, userError(`The simulator never announces ${name}`, ["topic"]));
  if (!mayHear(session.scopes, topic))
    return answer(null, userError(`You do not have permission to subscribe to ${topic}`, ["topic"]));
  const refusal = refusalOf(state, topic, uri);
  if (refusal) return answer(null, refusal);
  const now = state.now();
  const blank: WebhookRecord = {
    id: state.nextId(),
    topic,
    uri,
    format: "JSON",
    includeFields: [],
    metafieldNamespaces: [],
    filter: null,
    name: null,
    apiVersion: version,
    createdAt: now,
    updatedAt: now,
  };
  const webhook = { ...blank, ...toFields(input, blank) };
  state.webhooks.set(webhook.id, webhook);
  return answer(views.webhook(webhook));
}

function toFields(input: WebhookInput, known: WebhookRecord): Partial<WebhookRecord> {
  return {
    format: input.format ?? known.format,
    filter: input.filter ?? known.filter,
    name: input.name ?? known.name,
    includeFields: [...(input.includeFields ?? known.includeFields)],
    metafieldNamespaces: [...(input.metafieldNamespaces ?? known.metafieldNamespaces)],
  };
}

function refusalOf(state: ShopifyState, topic: string, uri: string, self?: WebhookRecord): UserError | undefined {
  const field = ["webhookSubscription", "callbackUrl"];
  if (!URL.canParse(uri)) return userError("Address is invalid", field);
  const { protocol, hostname } = new URL(uri);
  // A real store insists on https everywhere; a hub under test lives on this machine.
  const isHere = hostname === "127.0.0.1" || hostname === "localhost";
  if (protocol !== "https:" && !isHere) return userError(`Address protocol ${protocol}// is not supported`, field);
  const isTaken = [...state.webhooks.values()].some((one) => one !== self && one.topic === topic && one.uri === uri);
  return isTaken ? userError("Address for this topic has already been taken", field) : undefined;
}

function answer(webhookSubscription: object | null, ...userErrors: UserError[]): object {
  return { webhookSubscription, userErrors };
}
