// https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { Args } from "../wordpress/arg-schema.ts";
import { runBatch } from "../wordpress/batch.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { datedArgs, selectingArgs, singleArgs } from "../wordpress/list-args.ts";
import { pageOf, pagingHeaders } from "../wordpress/paging.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { editMethods, ok, type RestReply, type RestRequest, type RestRoute } from "../wordpress/rest-route.ts";
import { byDates, byIds, sortBy } from "../wordpress/selection.ts";
import type { WebhookRecord } from "./webhook-record.ts";
import { hooksOf, isTopic, splitTopic } from "./webhook-topic.ts";

// QUIRK(woocommerce): every save of an active webhook pings its target, and waits for the answer.
export type Ping = (webhook: WebhookRecord) => Promise<void>;

const statuses = ["all", "active", "paused", "disabled"];
const listArgs: Args = {
  ...datedArgs,
  ...selectingArgs,
  orderby: { type: "string", enum: ["date", "id", "title"] },
  status: { type: "string", enum: statuses },
};
const writeArgs: Args = {
  name: { type: "string" },
  status: { type: "string", enum: statuses.slice(1) },
  topic: { type: "string" },
  secret: { type: "string" },
  delivery_url: { type: "string" },
};

export function webhookRoutes(state: WooState, ping: Ping): RestRoute[] {
  const createArgs: Args = {
    ...writeArgs,
    topic: { type: "string", required: true },
    delivery_url: { type: "string", required: true },
  };
  return [
    {
      methods: ["GET"],
      template: "/webhooks",
      right: "list",
      args: listArgs,
      handle: (request) => list(state, request),
    },
    {
      methods: ["POST"],
      template: "/webhooks",
      right: "create",
      args: createArgs,
      handle: ({ params }) => create(state, ping, params),
    },
    {
      methods: ["GET"],
      template: "/webhooks/{id}",
      right: "view",
      args: singleArgs,
      handle: ({ params }) => ok(webhookView(state, find(state, params.id))),
    },
    {
      methods: editMethods,
      template: "/webhooks/{id}",
      right: "edit",
      args: writeArgs,
      handle: async ({ params }) => ok(await update(state, ping, params)),
    },
    {
      methods: ["DELETE"],
      template: "/webhooks/{id}",
      right: "delete",
      args: { force: { type: "boolean", default: false } },
      handle: ({ params }) => ok(remove(state, params)),
    },
    {
      methods: editMethods,
      template: "/webhooks/batch",
      right: "batch",
      handle: ({ params }) => batch(state, ping, params),
    },
  ];
}

function list(state: WooState, { params, query }: RestRequest): RestReply {
  const page = pageOf(params);
  const { home, offsetMinutes } = state.settings;
  const status = params.status ?? "all";
  const found = [...state.webhooks.values()]
    .filter(byIds(params))
    .filter(byDates(params, offsetMinutes, "others"))
    .filter((webhook) => status === "all" || webhook.status === status);
  const key = params.orderby === "title" ? ({ name }: WebhookRecord) => name : ({ id }: WebhookRecord) => id;
  const shown = sortBy(found, key, params.order !== "asc").slice(page.offset, page.offset + page.perPage);
  const headers = pagingHeaders({ url: `${home}/wp-json/wc/v3/webhooks`, home, query, page, total: found.length });
  return { status: 200, headers, json: shown.map((webhook) => webhookView(state, webhook)) };
}

// The secret is never given back, nor the count of failures.
export function webhookView(state: WooState, webhook: WebhookRecord): JsonObject {
  const [resource, event] = splitTopic(webhook.topic);
  const { offsetMinutes, home } = state.settings;
  const collection = `${home}/wp-json/wc/v3/webhooks`;
  const modified = webhook.modifiedAt;
  return {
    id: webhook.id,
    name: webhook.name,
    status: webhook.status,
    topic: webhook.topic,
    resource,
    event,
    hooks: hooksOf(webhook.topic),
    delivery_url: webhook.deliveryUrl,
    date_created: localText(webhook.createdAt, offsetMinutes),
    date_created_gmt: gmtText(webhook.createdAt),
    date_modified: modified === null ? null : localText(modified, offsetMinutes),
    date_modified_gmt: modified === null ? null : gmtText(modified),
    _links: linksOf({ self: `${collection}/${webhook.id}`, collection }),
  };
}

async function create(state: WooState, ping: Ping, params: JsonObject): Promise<RestReply> {
  const webhook = await add(state, ping, params);
  const location = `${state.settings.home}/wp-json/wc/v3/webhooks/${webhook.id}`;
  return { status: 201, headers: { Location: location }, json: webhookView(state, webhook) };
}

// The same topic and address twice makes two webhooks; a missing secret is invented and nobody can read it.
async function add(state: WooState, ping: Ping, params: JsonObject): Promise<WebhookRecord> {
  const webhook: WebhookRecord = {
    id: 0,
    name: String(params.name ?? defaultName(state)),
    status: String(params.status ?? "active"),
    topic: checkedTopic(params.topic),
    deliveryUrl: checkedUrl(params.delivery_url),
    secret: String(params.secret || state.random.letters(50)),
    createdAt: state.nowSeconds(),
    modifiedAt: null,
    failures: 0,
  };
  webhook.id = state.nextId("webhook");
  state.webhooks.set(webhook.id, webhook);
  await ping(webhook);
  return webhook;
}

function defaultName(state: WooState): string {
  const now = new Date(state.nowSeconds() * 1000);
  const day = new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "2-digit",
    year: "numeric",
    timeZone: "UTC",
  }).format(now);
  const time = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" }).format(now);
  return `Webhook created on ${day} @ ${time}`;
}

function checkedTopic(topic: unknown): string {
  if (typeof topic === "string" && isTopic(topic.toLowerCase())) return topic.toLowerCase();
  const message = "Webhook topic is required and must be valid.";
  throw new RestError("woocommerce_rest_shop_webhook_invalid_topic", message, 400);
}

function checkedUrl(url: unknown): string {
  if (typeof url === "string" && /^https?:\/\//.test(url) && URL.canParse(url)) return url;
  const message = "Webhook delivery URL must be a valid URL starting with http:// or https://.";
  throw new RestError("woocommerce_rest_shop_webhook_invalid_delivery_url", message, 400);
}

async function update(state: WooState, ping: Ping, params: JsonObject): Promise<JsonObject> {
  const webhook = find(state, params.id, 400);
  if (params.topic !== undefined) webhook.topic = checkedTopic(params.topic);
  if (params.delivery_url !== undefined) webhook.deliveryUrl = checkedUrl(params.delivery_url);
  if (params.name !== undefined) webhook.name = String(params.name);
  if (params.secret !== undefined) webhook.secret = String(params.secret);
  // QUIRK(woocommerce): activation does not forget the failures, so one more disables it again.
  if (params.status !== undefined) webhook.status = String(params.status);
  webhook.modifiedAt = state.nowSeconds();
  await ping(webhook);
  return webhookView(state, webhook);
}

function find(state: WooState, id: unknown, status = 404): WebhookRecord {
  const webhook = state.webhooks.get(phpInt(id));
  if (webhook) return webhook;
  throw new RestError("woocommerce_rest_shop_webhook_invalid_id", "ID is invalid.", status);
}

function remove(state: WooState, params: JsonObject): JsonObject {
  const webhook = find(state, params.id);
  if (params.force !== true) {
    throw new RestError("woocommerce_rest_trash_not_supported", "Webhooks do not support trashing.", 501);
  }
  state.webhooks.delete(webhook.id);
  return webhookView(state, webhook);
}

function batch(state: WooState, ping: Ping, params: JsonObject): Promise<RestReply> {
  return runBatch(params, {
    create: async (item) => webhookView(state, await add(state, ping, item)),
    update: (item) => update(state, ping, item),
    remove: (id) => remove(state, { id, force: true }),
  });
}
