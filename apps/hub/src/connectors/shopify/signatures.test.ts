// Signatures of deliveries and of consents, compared with Shopify's own library: on its vectors, and on random ones.
import "@shopify/shopify-api/adapters/web-api";
import { createHmac } from "node:crypto";
import { isHubError } from "@logix/model";
import { ApiVersion, shopifyApi } from "@shopify/shopify-api";
import { expect, test } from "vitest";
import type { Delivery } from "../../connector-kit/contract.ts";
import { oauth } from "./oauth.ts";
import { settingsSchema } from "./settings.ts";
import { webhookReader } from "./webhooks.ts";

// specs/shopify/signature-vectors.json, verified with the library there.
const SECRET = "shpss_test_vector_secret";
const VECTOR = {
  body: '{"id":820982911946154508,"note":"café ✓","total_price":"403.00"}',
  hmac: "BgMe9UJHmxcH8cHWZhU1KPD95TjqS90j0/zkc5Z2o88=",
};
const CALLBACK = {
  code: "0907a61c0c8d55e99db179b68161bc00",
  host: "YWRtaW4uc2hvcGlmeS5jb20vc3RvcmUvdGVzdA",
  shop: "test-shop.myshopify.com",
  state: "n0nce&x=1",
  timestamp: "1735689600",
};
const CALLBACK_HMAC = "6bf1c501a2d85f483ec6d8165d6661d655739e48ab8e817551891a884fd540b4";

const settings = settingsSchema.parse({ storeUrl: "test-shop", accessToken: "x", clientSecret: SECRET });
const library = shopifyApi({
  apiKey: "key",
  apiSecretKey: SECRET,
  scopes: [],
  hostName: "hub.example.com",
  apiVersion: ApiVersion.July26,
  isEmbeddedApp: false,
  logger: { log: () => {} },
});

function deliveryOf(body: string, hmac: string): Delivery {
  const headers = {
    "x-shopify-topic": "orders/create",
    "x-shopify-hmac-sha256": hmac,
    "x-shopify-shop-domain": "test-shop.myshopify.com",
    "x-shopify-webhook-id": "one",
    "x-shopify-api-version": "2026-07",
  };
  return { headers, body: Buffer.from(body) };
}

function weTake(delivery: Delivery): boolean {
  try {
    webhookReader.verify(delivery, settings);
    return true;
  } catch (error) {
    if (isHubError(error, "forged")) return false;
    throw error;
  }
}

async function theyTake({ headers, body }: Delivery): Promise<boolean> {
  const rawRequest = new Request("https://hub.example.com/webhooks", { method: "POST", headers });
  return (await library.webhooks.validate({ rawBody: body.toString(), rawRequest })).valid;
}

test("the vectors are taken", async () => {
  const delivery = deliveryOf(VECTOR.body, VECTOR.hmac);
  expect([weTake(delivery), await theyTake(delivery)]).toEqual([true, true]);
  expect(weConsent({ ...CALLBACK, hmac: CALLBACK_HMAC }, new Date(1_735_689_600_000))).toBe(true);
});

const ODD = ["plain", "ä ö ü", "a b+c", "100%", "x=1&y=2", "(it's) *fine*!", "日本", "~-._", '"', "a/b?c#d", ""];

function random<T>(from: readonly T[]): T {
  const found = from[Math.floor(Math.random() * from.length)];
  if (found === undefined) throw new Error("nothing to choose from");
  return found;
}

test("of random deliveries we take what the library takes", async () => {
  let taken = 0;
  for (let round = 0; round < 300; round += 1) {
    const body = JSON.stringify({ id: round + 1, note: random(ODD), more: random(ODD) });
    const right = createHmac("sha256", SECRET).update(body).digest("base64");
    const flip = right.replace(/^./, (first) => (first === "A" ? "B" : "A"));
    const delivery = deliveryOf(body, random([right, right, flip, right.slice(1), "nonsense"]));
    const ours = weTake(delivery);
    expect(ours, body).toBe(await theyTake(delivery));
    if (ours) taken += 1;
  }
  expect(taken).toBeGreaterThan(50);
  expect(taken).toBeLessThan(250);
});

const APP = { clientId: "key", clientSecret: SECRET };

function weConsent(query: Record<string, string>, now: Date): boolean {
  const shop = `https://${query.shop}`;
  const asked = { shop, app: APP, scopes: [], state: "any", redirectUri: "https://hub.example.com/callback" };
  try {
    oauth.readCallback(query, asked, now);
    return true;
  } catch (error) {
    if (isHubError(error, "forged")) return false;
    throw error;
  }
}

test("of random consents we take what the library takes", async () => {
  let taken = 0;
  for (let round = 0; round < 300; round += 1) {
    const now = new Date();
    const timestamp = String(Math.floor(now.getTime() / 1000));
    const query = { ...CALLBACK, timestamp, state: random(ODD) || "s", host: random(ODD) || "h", code: `c${round}` };
    const pairs = Object.entries(query).sort(([one], [other]) => (one < other ? -1 : 1));
    const message = random([
      new URLSearchParams(pairs).toString().replaceAll("+", "%20"),
      pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&"),
    ]);
    const right = createHmac("sha256", SECRET).update(message).digest("hex");
    const hmac = random([right, right, right.replace(/^./, (first) => (first === "0" ? "1" : "0")), "00"]);
    const ours = weConsent({ ...query, hmac }, now);
    const theirs = await library.utils.validateHmac({ ...query, hmac }).catch(() => false);
    expect(ours, message).toBe(theirs);
    if (ours) taken += 1;
  }
  expect(taken).toBeGreaterThan(50);
  expect(taken).toBeLessThan(290);
});
