// Who may ask, and how a refusal sounds.
import { describe, expect, test } from "vitest";
import { startWooStore } from "../index.ts";
import { hasRecordings, recordedJson, recording } from "../testing/recordings.ts";
import { sharedStore } from "../testing/shared-store.ts";
import { basicAuth, signedUrl, wooClient } from "../testing/woo-client.ts";
import { type JsonObject, objectsOf } from "../wordpress/json.ts";
import { phpQuery } from "../wordpress/php-query.ts";
import { checkSignature, NonceMemory, oauthHeaderParams } from "./oauth.ts";

const orders = "/wp-json/wc/v3/orders?per_page=1&_fields=id";
const anonymous = {
  code: "woocommerce_rest_cannot_view",
  message: "Sorry, you cannot list resources.",
  data: { status: 401 },
};
const wrong = (message: string) => ({ code: "woocommerce_rest_authentication_error", message, data: { status: 401 } });

describe("over https", () => {
  const shared = sharedStore({ orders: 3 });
  const ask = (call: Parameters<typeof shared.client.send>[2], path = orders) => shared.client.send("GET", path, call);

  test("Basic, keys in the query and a signed query all work", async () => {
    const { consumerKey, consumerSecret, url } = shared.store;
    const inQuery = `${orders}&consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`;
    const signed = signedUrl("GET", url + orders, shared.store);
    expect((await ask({})).status).toBe(200);
    expect((await ask({ keys: null }, inQuery)).status).toBe(200);
    expect((await ask({ keys: null }, signed)).status).toBe(200);
  });

  test("a wrong key is no key at all, only a wrong secret is called wrong", async () => {
    const { consumerKey, consumerSecret } = shared.store;
    const noKey = await ask({ keys: null });
    const wrongKey = await ask({ keys: { consumerKey: "ck_no", consumerSecret } });
    const wrongSecret = await ask({ keys: { consumerKey, consumerSecret: "cs_no" } });
    expect([noKey.status, noKey.json, wrongKey.json]).toEqual([401, anonymous, anonymous]);
    expect(wrongSecret.json).toEqual(wrong("Consumer secret is invalid."));
    expect(noKey.headers["www-authenticate"]).toBeUndefined();
  });

  test.each(["Basic !!!", "Bearer abc"])("%s counts as nobody", async (authorization) => {
    expect((await ask({ keys: null, headers: { authorization } })).json).toEqual(anonymous);
  });

  test("a key without the right to write or to read gets 401, not 403", async () => {
    const { readOnlyKey, writeOnlyKey } = shared.store;
    const writing = await shared.client.post("/orders/batch", { update: [] }, { keys: readOnlyKey });
    const reading = await ask({ keys: writeOnlyKey });
    expect([writing.status, writing.json]).toEqual([
      401,
      wrong("The API key provided does not have write permissions."),
    ]);
    expect([reading.status, reading.json]).toEqual([
      401,
      wrong("The API key provided does not have read permissions."),
    ]);
  });

  test("30 wrong keys in a row lock nothing", async () => {
    for (let turn = 0; turn < 30; turn += 1) await ask({ keys: { consumerKey: `ck_${turn}`, consumerSecret: "x" } });
    expect((await ask({})).status).toBe(200);
  });

  test("?rest_route= does not look at keys, /index.php/wp-json does", async () => {
    expect((await ask({}, "/?rest_route=/wc/v3/orders&per_page=1")).json).toEqual(anonymous);
    expect((await ask({}, `/index.php${orders}`)).status).toBe(200);
  });

  test("the index of the API needs no key", async () => {
    const reply = await ask({ keys: null }, "/wp-json?_fields=name");
    expect(reply.object.name).toBe("Harbour &amp; Pine Store");
  });
});

describe("over http", () => {
  const shared = sharedStore({ secure: false, orders: 3 });
  const ask = (path: string, headers = {}) => shared.client.send("GET", path, { keys: null, headers });

  test("Basic auth and keys in the query are ignored", async () => {
    const { consumerKey, consumerSecret } = shared.store;
    expect((await ask(orders, basicAuth(shared.store))).json).toEqual(anonymous);
    expect((await ask(`${orders}&consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`)).json).toEqual(
      anonymous,
    );
  });

  test.each(["HMAC-SHA1", "HMAC-SHA256"] as const)("OAuth with %s works, once per nonce", async (method) => {
    const signed = signedUrl("GET", shared.store.url + orders, shared.store, { method });
    expect((await ask(signed)).status).toBe(200);
    expect((await ask(signed)).json).toEqual(wrong("Invalid nonce - nonce has already been used."));
  });

  test("a trailing slash is part of what is signed", async () => {
    const signed = signedUrl("GET", `${shared.store.url}/wp-json/wc/v3/orders/?per_page=1`, shared.store);
    expect((await ask(signed)).status).toBe(200);
    expect((await ask(signed.replace("orders/?", "orders?"))).json).toEqual(
      wrong("Invalid signature - provided signature does not match."),
    );
  });

  test("the clocks may differ by 15 minutes either way", async () => {
    const now = Math.floor(Date.now() / 1000);
    const at = (timestamp: number) => ask(signedUrl("GET", shared.store.url + orders, shared.store, { timestamp }));
    expect((await at(now - 14 * 60)).status).toBe(200);
    expect((await at(now + 14 * 60)).status).toBe(200);
    expect((await at(now - 16 * 60)).json).toEqual(wrong("Invalid timestamp."));
    expect((await at(now + 16 * 60)).json).toEqual(wrong("Invalid timestamp."));
  });

  test("a missing nonce, an unknown key and another method are named", async () => {
    const signed = signedUrl("GET", shared.store.url + orders, shared.store);
    const stranger = signedUrl("GET", shared.store.url + orders, { consumerKey: "ck_no", consumerSecret: "cs_no" });
    expect((await ask(signed.replace(/oauth_nonce=\w+&?/, ""))).object.message).toBe(
      "Missing OAuth parameter oauth_nonce",
    );
    expect((await ask(stranger)).json).toEqual(wrong("Consumer key is invalid."));
    expect((await ask(signed.replace("HMAC-SHA256", "PLAINTEXT"))).json).toEqual(
      wrong("Invalid signature - signature method is invalid."),
    );
  });

  test("another host name than the store's own does not fit", async () => {
    const url = shared.store.url.replace("127.0.0.1", "localhost") + orders;
    const port = new URL(shared.store.url).port;
    const reply = await ask(signedUrl("GET", url, shared.store).replace("localhost", "127.0.0.1"), {
      host: `localhost:${port}`,
    });
    expect(reply.json).toEqual(wrong("Invalid signature - provided signature does not match."));
  });
});

describe.skipIf(!hasRecordings)("signatures that a real store judged", () => {
  const file = hasRecordings ? recordedJson("auth/oauth1-vectors") : {};
  const secret = String(file.consumer_secret);
  const vectors = objectsOf(file.vectors).filter(
    ({ signed_url: url, authorization }) => url !== undefined || authorization !== undefined,
  );

  test("there are vectors", () => expect(vectors.length).toBeGreaterThan(15));

  test.each(vectors.map((vector) => [String(vector.label), vector] as const))("%s", (_, vector) => {
    const url = new URL(String(vector.signed_url ?? vector.unsigned_url));
    const homeUrl = url.protocol === "https:" ? "https://127.0.0.1:8443" : "http://127.0.0.1:8081";
    const header = vector.authorization === undefined ? undefined : String(vector.authorization);
    const params: JsonObject = { ...phpQuery(url.search), ...oauthHeaderParams(header) };
    const method = String(vector.method ?? "GET");
    const fault = checkSignature({ method, homeUrl, path: url.pathname, params, secret });
    expect(fault?.message).toBe(
      vector.status === 401 ? "Invalid signature - provided signature does not match." : undefined,
    );
  });
});

test("a nonce is remembered per key", () => {
  const nonces = new NonceMemory();
  const params = { oauth_timestamp: "1000", oauth_nonce: "a" };
  expect(nonces.check("ck_1", params, 1000)).toBeUndefined();
  expect(nonces.check("ck_2", params, 1000)).toBeUndefined();
  expect(nonces.check("ck_1", params, 1000)?.message).toContain("already been used");
});

test("a host that strips the Authorization header lets only keys in the query through", async () => {
  const store = await startWooStore({ secure: true, stripAuthorizationHeader: true });
  const { consumerKey, consumerSecret } = store;
  const client = wooClient(store);
  const keys = `consumer_key=${consumerKey}&consumer_secret=${consumerSecret}`;
  expect((await client.get("/orders")).status).toBe(401);
  expect((await client.get(`/orders?${keys}`, { keys: null })).status).toBe(200);
  await store.close();
});

describe("permalinks", () => {
  test("plain ones answer /wp-json with a page, and ?rest_route= as nobody", async () => {
    const store = await startWooStore({ secure: true, permalinks: "plain" });
    const client = wooClient(store);
    const reply = await client.get("/orders");
    expect([reply.status, reply.headers["content-type"]]).toEqual([404, "text/html; charset=UTF-8"]);
    expect((await client.send("GET", "/?rest_route=/wc/v3/orders")).json).toEqual(anonymous);
    await store.close();
  });

  test("index ones need /index.php", async () => {
    const store = await startWooStore({ secure: true, permalinks: "index" });
    const client = wooClient(store);
    expect((await client.get("/orders")).status).toBe(404);
    expect((await client.send("GET", `/index.php${orders}`)).status).toBe(200);
    await store.close();
  });

  test("WordPress may live in a folder", async () => {
    const store = await startWooStore({ secure: true, wordpressFolder: "/shop", orders: 1 });
    const client = wooClient(store);
    const origin = new URL(store.url).origin;
    expect(store.url.endsWith("/shop")).toBe(true);
    expect((await client.get("/orders")).list).toHaveLength(1);
    expect((await client.send("GET", `${origin}${orders}`)).status).toBe(404);
    await store.close();
  });
});

test.skipIf(!hasRecordings)("anonymous answers are the recorded ones", () => {
  expect(recording("errors/401-no-auth").body).toEqual(anonymous);
});
