// Webhook subscriptions and bulk operations.
import { gid } from "../../state/gid.ts";
import type { BulkRecord, WebhookRecord } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { topicEnum } from "../../webhooks/webhook-topic.ts";
import type { View } from "../context.ts";
import { time, timeOrNull } from "./common-fields.ts";

function versionView(handle: string): object {
  return { handle, displayName: handle, supported: true };
}

export function webhookView(_: ShopifyState, webhook: WebhookRecord): View {
  return {
    __typename: "WebhookSubscription",
    id: gid("WebhookSubscription", webhook.id),
    legacyResourceId: String(webhook.id),
    topic: topicEnum(webhook.topic),
    uri: webhook.uri,
    callbackUrl: webhook.uri,
    endpoint: { __typename: "WebhookHttpEndpoint", callbackUrl: webhook.uri },
    format: webhook.format,
    filter: webhook.filter,
    name: webhook.name,
    includeFields: webhook.includeFields,
    metafieldNamespaces: webhook.metafieldNamespaces,
    metafields: [],
    apiVersion: versionView(webhook.apiVersion),
    createdAt: time(webhook.createdAt),
    updatedAt: time(webhook.updatedAt),
  };
}

export function bulkView(state: ShopifyState, bulk: BulkRecord): View {
  const isDone = bulk.status === "COMPLETED" && bulk.jsonl !== undefined;
  return {
    __typename: "BulkOperation",
    id: gid("BulkOperation", bulk.id),
    type: "QUERY",
    status: bulk.status,
    errorCode: bulk.errorCode,
    query: bulk.query,
    objectCount: String(bulk.objectCount),
    rootObjectCount: String(bulk.rootObjectCount),
    fileSize: isDone ? String(Buffer.byteLength(bulk.jsonl ?? "")) : null,
    // QUIRK(shopify): no url when the result is empty.
    url: isDone && bulk.jsonl !== "" ? `${state.settings.home}/_bulk/${bulk.id}/${bulk.secret}/bulk.jsonl` : null,
    partialDataUrl: null,
    createdAt: time(bulk.createdAt),
    completedAt: timeOrNull(bulk.completedAt),
  };
}
