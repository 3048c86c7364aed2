// OAuth against Shopify's own library: what it sends is understood, what it gets it accepts.
import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { beforeAll, expect, test } from "vitest";
import { usualScopes } from "../options.ts";
import { hasOfficialSchema, officialJson } from "../testing/official-schema.ts";
import { ask, pick, sharedStore } from "../testing/shopify-client.ts";
import { callbackHmac } from "./callback-hmac.ts";

let now = new Date();
const shared = sharedStore({ autoApprove: true, now: () => now });

function library() {
  const { clientId, clientSecret } = shared.store;
  return shopifyApi({
    apiKey: clientId,
    apiSecretKey: clientSecret,
    scopes: ["read_orders", "read_products"],
    hostName: "hub.example.com",
    apiVersion: ApiVersion.July26,
    isEmbeddedApp: false,
    logger: { log: () => {} },
  });
}

beforeAll(() => {
  setAbstractFetchFunc((target, init) =>
    fetch(String(target).replace(`https://${shared.store.shopDomain}`, shared.store.url), init),
  );
});

async function install(): Promise<{ shopify: ReturnType<typeof library>; callback: Request }> {
  const shopify = library();
  const begin: Response = await shopify.auth.begin({
    shop: shared.store.shopDomain,
    callbackPath: "/callback",
    isOnline: false,
    rawRequest: new Request("https://hub.example.com/auth"),
  });
  const authorize = begin.headers.get("location") ?? "";
  expect(authorize).toMatch(`https://${shared.store.shopDomain}/admin/oauth/authorize`);
  const consent = await fetch(authorize.replace(`https://${shared.store.shopDomain}`, shared.store.url), {
    redirect: "manual",
  });
  expect(consent.status).toBe(302);
  const cookies = begin.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
  return { shopify, callback: new Request(consent.headers.get("location") ?? "", { headers: { cookie: cookies } }) };
}

test("the library begins, comes back and holds a token that works", async () => {
  const { shopify, callback } = await install();
  const { session } = await shopify.auth.callback({ rawRequest: callback });
  expect(session.shop).toBe(shared.store.shopDomain);
  expect(session.scope).toBe("read_orders,read_products");
  const reply = await ask(shared.store, "{ shop { name } }", { token: session.accessToken ?? "" });
  expect(reply.at("data.shop.name")).toBe("Harbour & Pine");
});

test("the library refuses a callback whose state was changed on the way", async () => {
  const { shopify, callback } = await install();
  const changed = new Request(callback.url.replace(/code=\w/, "code=x"), {
    headers: { cookie: callback.headers.get("cookie") ?? "" },
  });
  await expect(shopify.auth.callback({ rawRequest: changed })).rejects.toThrow();
});

test.runIf(hasOfficialSchema)("the signature is the one of the recorded vector", () => {
  const vectors = officialJson("signature-vectors.json");
  const query = pick(vectors, "oauthCallback.query");
  const entries = typeof query === "object" && query !== null ? Object.entries(query) : [];
  expect(entries).toHaveLength(5);
  const parameters = Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
  expect(callbackHmac(parameters, String(pick(vectors, "oauthCallback.secret")))).toBe(
    pick(vectors, "oauthCallback.hmacHex"),
  );
});

async function token(fields: object): Promise<{ status: number; body: unknown }> {
  const { url, clientId, clientSecret } = shared.store;
  const reply = await fetch(`${url}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: clientId, client_secret: clientSecret, ...fields }),
  });
  return { status: reply.status, body: await reply.json() };
}

const refresh = (refreshToken: unknown) => token({ grant_type: "refresh_token", refresh_token: refreshToken });

test("a code is good once, and expiring=1 brings a pair", async () => {
  const { callback } = await install();
  const code = new URL(callback.url).searchParams.get("code");
  const first = await token({ code, expiring: "1" });
  expect(first.body).toMatchObject({ expires_in: 3_600, refresh_token_expires_in: 7_776_000 });
  expect(await token({ code, expiring: "1" })).toMatchObject({ status: 400, body: { error: "invalid_request" } });
  expect(await token({ client_secret: "wrong", code })).toMatchObject({
    status: 400,
    body: { error: "invalid_client" },
  });
});

test("an access token ends after an hour, its refresh token brings another", async () => {
  const pair = shared.store.control.issueTokens(["read_orders"]);
  now = new Date(now.getTime() + 3_599_000);
  expect((await ask(shared.store, "{ shop { name } }", { token: pair.access_token })).status).toBe(200);
  now = new Date(now.getTime() + 1_000);
  const late = await ask(shared.store, "{ shop { name } }", { token: pair.access_token });
  expect([late.status, late.at("errors")]).toEqual([
    401,
    "[API] Invalid API key or access token (unrecognized login or wrong password)",
  ]);
  const fresh = await refresh(pair.refresh_token);
  expect(
    (await ask(shared.store, "{ shop { name } }", { token: String(pick(fresh.body, "access_token")) })).status,
  ).toBe(200);
});

test("an old refresh token works until its replacement was used", async () => {
  const pair = shared.store.control.issueTokens();
  const lost = await refresh(pair.refresh_token);
  const again = await refresh(pair.refresh_token);
  expect([lost.status, again.status]).toEqual([200, 200]);
  expect((await refresh(pick(again.body, "refresh_token"))).status).toBe(200);
  expect(await refresh(pair.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
});

test("a refresh token ends after 90 days", async () => {
  const pair = shared.store.control.issueTokens();
  now = new Date(now.getTime() + 90 * 86_400_000);
  expect(await refresh(pair.refresh_token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  now = new Date();
});

test("without auto-approval a page asks, and its form goes on", async () => {
  shared.store.control.autoApprove(false);
  const { url, clientId } = shared.store;
  const query = new URLSearchParams({
    client_id: clientId,
    scope: "read_orders",
    redirect_uri: "https://hub.example.com/callback",
    state: "a&b",
  });
  const page = await fetch(`${url}/admin/oauth/authorize?${query}`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('name="state" value="a&amp;b"')]);
  const approved = await fetch(`${url}/admin/oauth/approve`, { method: "POST", body: query, redirect: "manual" });
  expect(new URL(approved.headers.get("location") ?? "").searchParams.get("state")).toBe("a&b");
  const foreign = await fetch(`${url}/admin/oauth/authorize?client_id=nobody&redirect_uri=https://x.example`);
  expect(foreign.status).toBe(400);
  shared.store.control.autoApprove(true);
});

test("an uninstall ends every token", async () => {
  const pair = shared.store.control.issueTokens(usualScopes);
  const gone = await fetch(`${shared.store.url}/admin/api_permissions/current.json`, {
    method: "DELETE",
    headers: { "x-shopify-access-token": pair.access_token },
  });
  expect(gone.status).toBe(200);
  expect((await ask(shared.store, "{ shop { name } }", { token: pair.access_token })).status).toBe(401);
  expect((await refresh(pair.refresh_token)).status).toBe(400);
});
