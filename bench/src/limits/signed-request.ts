// A request to a store with the hub's own signature, and the JSON that it answers.
import { randomUUID } from "node:crypto";
import { signedUrl } from "@logix/hub/src/connector-kit/oauth1.ts";
import type { Pool } from "undici";
import type { StoreAddress } from "../hub/hub-api.ts";

/** @param path behind /wp-json/wc/v3/, with its query. @throws where the store refuses */
export async function askStore<Reply>(
  http: Pool,
  store: StoreAddress,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
): Promise<Reply> {
  const url = signedUrl({
    method,
    url: `${store.url}/wp-json/wc/v3/${path}`,
    key: store.consumerKey,
    secret: store.consumerSecret,
    nonce: randomUUID(),
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const reply = await http.request({
    path: url.slice(store.url.length),
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await reply.body.text();
  if (reply.statusCode !== 200) throw new Error(`The store answered ${reply.statusCode}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
