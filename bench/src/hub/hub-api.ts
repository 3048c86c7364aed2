// The hub as its users reach it: over HTTP, with a token.
import { request } from "undici";
import { OWNER } from "./hub-process.ts";

export type HubApi = {
  readonly token: string;
  call<Body>(method: "GET" | "POST" | "PUT" | "PATCH", path: string, body?: unknown): Promise<Answer<Body>>;
};
type Answer<Body> = { readonly status: number; readonly body: Body };

export type StoreAddress = { readonly url: string; readonly consumerKey: string; readonly consumerSecret: string };

export const WEBHOOK_SECRET = "a secret of forty characters for the bench";

export async function logIn(url: string): Promise<HubApi> {
  const { body } = await send<{ token: string }>(url, "", "POST", "/api/v1/auth/login", OWNER);
  return { token: body.token, call: (method, path, content) => send(url, body.token, method, path, content) };
}

/** The connection's public id. */
export async function connect(api: HubApi, store: StoreAddress, autoSync: boolean): Promise<string> {
  const { status, body } = await api.call<{ integration: { id: string } }>("POST", "/api/v1/woocommerce/integrations", {
    store_url: store.url,
    consumer_key: store.consumerKey,
    consumer_secret: store.consumerSecret,
    webhook_secret: WEBHOOK_SECRET,
    auto_sync: autoSync,
  });
  if (status !== 201) throw new Error(`The store could not be connected (${status}): ${JSON.stringify(body)}`);
  return body.integration.id;
}

export function receiverPath(connection: string): string {
  return `/api/v1/woocommerce/webhooks/receive/${connection}`;
}

async function send<Body>(
  url: string,
  token: string,
  method: "GET" | "POST" | "PUT" | "PATCH",
  path: string,
  body: unknown,
): Promise<Answer<Body>> {
  const reply = await request(url + path, {
    method,
    headers: {
      ...(token !== "" && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await reply.body.text();
  return { status: reply.statusCode, body: JSON.parse(text) };
}
