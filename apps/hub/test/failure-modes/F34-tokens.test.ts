// F34: tokens that run out after an hour. They are renewed by one process at a time and stored before their use; a crash in between,
// a lost answer and a refusal lose nothing.
import type { ShopifyStore } from "@logix/sandbox/shopify";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type ConnectedShop, connectedShop, startShop } from "../support/connected-shop.ts";
import { eventually, startTestHub, type TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let store: ShopifyStore;
let shop: ConnectedShop;

beforeEach(async () => {
  hub = await startTestHub();
  store = await startShop({ autoApprove: true });
  shop = connectedShop(hub, store, await authorise());
});
afterEach(async () => {
  await Promise.all([hub?.close(), store?.close()]);
});

async function authorise(): Promise<string> {
  const body = { shop: store.url, client_id: store.clientId, client_secret: store.clientSecret };
  const begun = await hub.call("POST", "/api/v1/shopify/oauth/authorize", body);
  const consent = await fetch(begun.body.authorization_url, { redirect: "manual" });
  const query = Object.fromEntries(new URL(consent.headers.get("location") ?? "").searchParams);
  const done = await hub.call("POST", "/api/v1/shopify/oauth/callback", query);
  if (done.status > 201) throw new Error(JSON.stringify(done.body));
  return done.body.integration.id;
}

const renewals = () =>
  store.control.requests().filter(({ path, body }) => path.endsWith("/access_token") && body.includes("refresh_token"))
    .length;
const check = (at: TestHub = hub) => at.call("POST", `/api/v1/connections/${shop.id}/test`);
const statusOf = async () => (await hub.call("GET", `/api/v1/connections/${shop.id}`)).body.status;
const run = (kind: string) => hub.call("POST", `/api/v1/connections/${shop.id}/runs`, { kind });
const stateOf = async (id: number) => (await hub.call("GET", `/api/v1/runs/${id}`)).body.state;

test("F34 many requests of two processes at once renew the token once", async () => {
  const other = await startTestHub({ database: hub.database });
  try {
    expect((await check()).status).toBe(200);
    expect((await check(other)).status).toBe(200);
    store.control.expireTokens();
    const replies = await Promise.all([...Array(4)].flatMap(() => [check(), check(other)]));
    expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(renewals()).toBe(1);
  } finally {
    await other.close();
  }
});

test("F34 the answer with the new token is lost: the old refresh token serves once more", async () => {
  store.control.expireTokens();
  store.control.faults.set({ kind: "save-then-drop", match: { path: "/admin/oauth/access_token" }, times: 1 });
  expect((await check()).status).toBeGreaterThan(299);
  expect(await statusOf()).toBe("active");
  expect((await check()).status).toBe(200);
  expect(renewals()).toBe(2);
});

test("F34 a process that dies between the answer and its storing: another renews when its turn is over", async () => {
  store.control.expireTokens();
  // What it leaves behind: its turn is taken, the old pair is stored, and the shop has given a new one to nobody.
  await fetch(`${store.url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_id: store.clientId,
      client_secret: store.clientSecret,
      grant_type: "refresh_token",
      refresh_token: await heldRefreshToken(),
    }),
  });
  await hub.database.pool.query("update connections set renewing_until = clock_timestamp() + interval '1 second'");
  expect((await check()).status).toBe(200);
  expect(renewals()).toBe(2);
});

async function heldRefreshToken(): Promise<string> {
  const all: unknown = store.control.tokens();
  const text = JSON.stringify(all);
  return /"token":"(shprt_\w+)"/.exec(text)?.[1] ?? "";
}

test("F34 a shop that takes neither token pauses the connection; what waits is kept and goes on once it is connected anew", async () => {
  await shop.read("products");
  store.control.revokeTokens();
  const { body: waiting } = await run("orders");
  await eventually(async () => (await statusOf()) === "disconnected", "the connection asks to be connected anew");
  expect(["waiting", "running"]).toContain(await stateOf(waiting.id));
  expect(await authorise()).toBe(shop.id);
  await eventually(async () => (await statusOf()) === "active", "it is connected");
  await eventually(async () => (await stateOf(waiting.id)) === "done", "the run went on");
});
