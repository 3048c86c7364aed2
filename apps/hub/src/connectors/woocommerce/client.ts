// Speaks HTTP to one store: builds addresses, proves who we are, and turns what is no success into an error.
import { randomUUID } from "node:crypto";
import { HubError, isHubError } from "@logix/model";
import type { RemoteId, Tools } from "../../connector-kit/contract.ts";
import { jsonOf, type StoreReply, type StoreRequest } from "../../connector-kit/http.ts";
import { percentEncoded, signedUrl } from "../../connector-kit/oauth1.ts";
import { failureOf } from "./failures.ts";
import {
  type Authorization,
  isInsecure,
  ROUTES,
  type Route,
  refuseInsecure,
  storeAddress,
  type WooSettings,
} from "./settings.ts";
import { isTroubleCode, trouble } from "./troubles.ts";

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;
type WooCall = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below wc/v3, without a slash before it or after. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
};
type WooAnswer = { readonly json: unknown; readonly total: number | null };
export type Access = { readonly route: Route; readonly auth: Authorization };

export type WooClient = {
  /** The reply as it came, whatever its status. */
  send(call: WooCall): Promise<StoreReply>;
  /** @throws HubError where the reply is no success or no JSON. */
  ask(call: WooCall): Promise<WooAnswer>;
  get(path: string, query?: Query): Promise<WooAnswer>;
};

export function openClient(settings: WooSettings, tools: Tools, access = accessOf(settings)): WooClient {
  async function send(call: WooCall): Promise<StoreReply> {
    refuseInsecure(settings);
    if (settings.readOnly && call.method !== "GET") throw trouble("connection_read_only");
    return fetchSafely(settings, tools, requestFor(settings, access, call, tools.now()));
  }
  async function ask(call: WooCall): Promise<WooAnswer> {
    const reply = await send(call);
    if (reply.status < 200 || reply.status > 299) throw failureOf(reply, call.method);
    const total = reply.headers["x-wp-total"];
    return { json: jsonOf(reply), total: total === undefined ? null : Number(total) };
  }
  return { send, ask, get: (path, query) => ask({ method: "GET", path, query }) };
}

/** What is known to work, or else what works at most stores. */
export function accessOf(settings: WooSettings): Access {
  const auth = settings.auth === "query" ? "query" : "basic";
  return { route: settings.route ?? "wp-json", auth: isInsecure(settings) ? "oauth" : auth };
}

/** @throws HubError `missing` for an id that cannot be one of this store, which would lead to another route. */
export function itemPath(list: string, id: RemoteId): string {
  if (/^\d+$/.test(id)) return `${list}/${id}`;
  throw new HubError("missing", `WooCommerce has no id like "${id}"`, { code: "missing" });
}

/** Without our keys: what the store shows to anybody. */
export function askOpenly(settings: WooSettings, tools: Tools, url: string): Promise<StoreReply> {
  refuseInsecure(settings);
  return fetchSafely(settings, tools, { method: "GET", url, headers: { accept: "application/json" } });
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#authentication
function requestFor(settings: WooSettings, access: Access, call: WooCall, now: Date): StoreRequest {
  const keys = { consumer_key: settings.consumerKey, consumer_secret: settings.consumerSecret };
  const query = access.auth === "query" ? { ...call.query, ...keys } : call.query;
  const url = `${storeAddress(settings)}${ROUTES[access.route]}/wc/v3/${call.path}${queryText(query)}`;
  const headers = {
    accept: "application/json",
    // QUIRK(woocommerce): without the content type the body is ignored, and the answer is 200 all the same.
    ...(call.body === undefined ? {} : { "content-type": "application/json" }),
    ...(access.auth === "basic" ? { authorization: basicAuthorization(settings) } : {}),
  };
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return { method: call.method, url: access.auth === "oauth" ? signed(settings, call, url, now) : url, headers, body };
}

function signed(settings: WooSettings, call: WooCall, url: string, now: Date): string {
  const { consumerKey: key, consumerSecret: secret } = settings;
  const timestampSeconds = Math.floor(now.getTime() / 1000);
  return signedUrl({ method: call.method, url, key, secret, nonce: randomUUID(), timestampSeconds });
}

function basicAuthorization(settings: WooSettings): string {
  return `Basic ${basicCredentials(settings)}`;
}

function basicCredentials({ consumerKey, consumerSecret }: WooSettings): string {
  return Buffer.from(`${consumerKey}:${consumerSecret}`).toString("base64");
}

function queryText(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return "";
  return `?${pairs.map(([name, value]) => `${name}=${percentEncoded(String(value))}`).join("&")}`;
}

async function fetchSafely(settings: WooSettings, tools: Tools, request: StoreRequest): Promise<StoreReply> {
  try {
    return withoutSecrets(await tools.fetch(request), settings);
  } catch (error) {
    if (!isHubError(error, "unreachable") || !isTroubleCode(error.details.code)) throw error;
    throw trouble(error.details.code, { remote: error.details.remote, cause: error });
  }
}

// A page of the store may repeat the address that was asked for, or a header, and with them our keys.
function withoutSecrets(reply: StoreReply, settings: WooSettings): StoreReply {
  const secrets = [settings.consumerSecret, basicCredentials(settings)];
  if (!secrets.some((secret) => reply.text.includes(secret))) return reply;
  return { ...reply, text: secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), reply.text) };
}
