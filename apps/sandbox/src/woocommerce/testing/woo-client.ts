// A client for tests: Basic auth over https, or a signed URL over http.
import { createHmac, randomBytes } from "node:crypto";
import OAuth from "oauth-1.0a";
import { Agent, request } from "undici";
import type { KeyPair, WooStore } from "../index.ts";
import { isList, isObject, type Json, type JsonObject, parseJson } from "../wordpress/json.ts";

export type Reply = {
  status: number;
  headers: Record<string, string>;
  text: string;
  json: Json;
  object: JsonObject;
  list: JsonObject[];
};
type Call = { headers?: Record<string, string>; keys?: KeyPair | null; body?: Json; rawBody?: string };
export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD";
export type WooClient = {
  get(path: string, call?: Call): Promise<Reply>;
  post(path: string, body: Json, call?: Call): Promise<Reply>;
  put(path: string, body: Json, call?: Call): Promise<Reply>;
  remove(path: string, call?: Call): Promise<Reply>;
  send(method: Method, url: string, call?: Call): Promise<Reply>;
};

// Paths are relative to /wp-json/wc/v3; `send` takes them relative to the store.
export function wooClient(store: WooStore): WooClient {
  const dispatcher = new Agent(store.ca ? { connect: { ca: store.ca } } : {});
  const send = async (method: Method, path: string, call: Call = {}): Promise<Reply> => {
    const keys = call.keys === undefined ? store : call.keys;
    const url = path.startsWith("http") ? path : `${store.url}${path}`;
    const target = keys && !store.ca ? signedUrl(method, url, keys) : url;
    const headers = { ...(keys && store.ca ? basicAuth(keys) : {}), ...jsonHeader(call), ...call.headers };
    const body = call.rawBody ?? (call.body === undefined ? null : JSON.stringify(call.body));
    const reply = await request(target, { method, headers, body, dispatcher });
    return toReply(reply.statusCode, reply.headers, await reply.body.text());
  };
  const api = "/wp-json/wc/v3";
  return {
    send,
    get: (path, call) => send("GET", api + path, call),
    post: (path, body, call) => send("POST", api + path, { ...call, body }),
    put: (path, body, call) => send("PUT", api + path, { ...call, body }),
    remove: (path, call) => send("DELETE", api + path, call),
  };
}

function jsonHeader({ body }: Call): Record<string, string> {
  return body === undefined ? {} : { "content-type": "application/json" };
}

export function basicAuth({ consumerKey, consumerSecret }: KeyPair): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString("base64")}` };
}

export type Signing = { method?: "HMAC-SHA1" | "HMAC-SHA256"; timestamp?: number; nonce?: string };

// Signed by a library that knows nothing of the simulator.
export function signedUrl(
  httpMethod: Method,
  url: string,
  keys: KeyPair,
  { method = "HMAC-SHA256", timestamp, nonce }: Signing = {},
): string {
  const hash = method === "HMAC-SHA1" ? "sha1" : "sha256";
  const oauth = new OAuth({
    consumer: { key: keys.consumerKey, secret: keys.consumerSecret },
    signature_method: method,
    hash_function: (base, key) => createHmac(hash, key).update(base).digest("base64"),
  });
  oauth.getTimeStamp = () => timestamp ?? Math.floor(Date.now() / 1000);
  oauth.getNonce = () => nonce ?? randomBytes(12).toString("hex");
  const signed = oauth.authorize({ url, method: httpMethod });
  const target = new URL(url);
  for (const [name, value] of Object.entries(signed)) target.searchParams.set(name, String(value));
  return target.href;
}

function toReply(status: number, headers: Record<string, string | string[] | undefined>, text: string): Reply {
  const flat = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value ?? "")]));
  const json = isJson(text) ? parseJson(text) : null;
  return {
    status,
    headers: flat,
    text,
    json,
    object: isObject(json) ? json : {},
    list: isList(json) ? json.filter(isObject) : [],
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
