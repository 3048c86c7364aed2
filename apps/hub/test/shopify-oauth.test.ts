// A Shopify shop that is connected by its merchant's yes: the way there, the way back, and everything that must not get through.
import { createHmac } from "node:crypto";
import type { ShopifyStore } from "@logix/sandbox/shopify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startShop } from "./support/connected-shop.ts";
import { anotherAccount, startTestHub, type TestHub } from "./support/test-hub.ts";

const AUTHORISE = "/api/v1/shopify/oauth/authorize";
const CALLBACK = "/api/v1/shopify/oauth/callback";

let hub: TestHub;
let shop: ShopifyStore;

beforeAll(async () => {
  hub = await startTestHub();
  shop = await startShop({ autoApprove: true });
});
afterAll(async () => {
  await hub?.close();
  await shop?.close();
});

async function begin(token?: string) {
  const body = { shop: shop.url, client_id: shop.clientId, client_secret: shop.clientSecret };
  const reply = await hub.call("POST", AUTHORISE, body, token);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body as { authorization_url: string; state: string };
}

/** What the merchant's browser brings back after saying yes. */
async function consent(url: string): Promise<Record<string, string>> {
  const reply = await fetch(url, { redirect: "manual" });
  const location = new URL(reply.headers.get("location") ?? "");
  return Object.fromEntries(location.searchParams);
}

function signed(query: Record<string, string>): Record<string, string> {
  const { hmac, ...rest } = query;
  const message = Object.keys(rest)
    .sort()
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(rest[name] ?? "")}`)
    .join("&");
  return { ...rest, hmac: createHmac("sha256", shop.clientSecret).update(message).digest("hex") };
}

const get = (query: Record<string, string>) =>
  fetch(`${hub.url}${CALLBACK}?${new URLSearchParams(query)}`, { redirect: "manual" });

test("the merchant's browser comes back, and the shop is connected", async () => {
  const { authorization_url: url, state } = await begin();
  expect(new URL(url).searchParams.get("scope")).toContain("write_inventory");
  const query = await consent(url);
  expect(query.state).toBe(state);
  const reply = await get(query);
  expect(reply.status).toBe(302);
  const id = reply.headers.get("location")?.split("/").at(-1);
  const connection = await hub.call("GET", `/api/v1/connections/${id}`);
  expect(connection.body).toMatchObject({ platform: "shopify", status: "active" });
  // Known by its own name, whatever address it is asked at: deliveries carry that name.
  const { rows } = await hub.database.pool.query("select store_key from connections where public_id = $1", [id]);
  expect(rows[0].store_key).toBe(`https://${shop.shopDomain}`);
});

test("a page of the user's own may forward it instead; a second consent renews the connection", async () => {
  const { authorization_url: url } = await begin();
  const reply = await hub.call("POST", CALLBACK, await consent(url));
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  const all = await hub.call("GET", "/api/v1/shopify/integrations");
  expect(all.body.integrations ?? all.body).toHaveLength(1);
});

test("a state is good for one use", async () => {
  const { authorization_url: url } = await begin();
  const query = await consent(url);
  expect((await get(query)).status).toBe(302);
  expect((await get(query)).status).toBe(400);
});

test("two who bring the same state at once: one goes on", async () => {
  const { authorization_url: url } = await begin();
  const query = await consent(url);
  const replies = await Promise.all([get(query), get(query), get(query)]);
  expect(replies.map(({ status }) => status).filter((status) => status === 302)).toHaveLength(1);
});

test.each([
  ["a signature that does not fit", (query: Record<string, string>) => ({ ...query, hmac: "0".repeat(64) }), 401],
  ["no signature", ({ hmac, ...query }: Record<string, string>) => query, 401],
  ["a state that nobody waits for", (query: Record<string, string>) => signed({ ...query, state: "nonsense" }), 400],
  ["a shop that is none", (query: Record<string, string>) => signed({ ...query, shop: "evil.example.com" }), 400],
  ["an old timestamp", (query: Record<string, string>) => signed({ ...query, timestamp: "1000000000" }), 400],
])("%s does not get through, and does not use up the state", async (_what, spoil, status) => {
  const { authorization_url: url } = await begin();
  const query = await consent(url);
  const spoiled: Record<string, string> = spoil(query);
  expect((await get(spoiled)).status).toBe(status);
  expect((await get(query)).status).toBe(302);
});

test("a browser that comes back in vain is led to where connecting begins, with what was wrong", async () => {
  const { authorization_url: url } = await begin();
  const query = { ...(await consent(url)), hmac: "0".repeat(64) };
  const reply = await fetch(`${hub.url}${CALLBACK}?${new URLSearchParams(query)}`, {
    redirect: "manual",
    headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" },
  });
  expect(reply.status).toBe(302);
  expect(reply.headers.get("location")).toBe(`${hub.url}/connect?platform=shopify&trouble=hmac_invalid`);
});

test("another user cannot end what somebody began", async () => {
  const { authorization_url: url } = await begin();
  const query = await consent(url);
  const other = await anotherAccount(hub);
  expect((await hub.call("POST", CALLBACK, query, other)).status).toBe(403);
  expect((await hub.call("POST", CALLBACK, query)).status).toBe(200);
});
