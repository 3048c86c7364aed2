// Whatever is sent to the routes for data, the answer is the caller's fault by name, never ours.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 3, products: 3 });
  await hub.ask("PUT", "/stock/A-1", { on_hand: 1 });
});
afterAll(() => hub?.close());

const CONNECTION = "/connections/1";
const HUGE = "9".repeat(30);
const NUL = "a\u0000b";
/** Half of a surrogate pair: JSON can carry it, UTF-8 cannot. */
const HALF = "a\ud800b";

type BadBody = readonly [method: string, path: string, body: unknown, field: string];

const badBodies: readonly BadBody[] = [
  ["POST", "/connections", {}, "platform"],
  ["POST", "/connections", { platform: "woocommerce" }, "settings"],
  ["POST", "/connections", { platform: 7, settings: {} }, "platform"],
  ["POST", "/connections", { platform: "woocommerce", settings: [] }, "settings"],
  ["POST", "/connections", { platform: "woocommerce", settings: { store_url: {} } }, "settings.store_url"],
  ["POST", "/connections", { platform: "woocommerce", settings: { store_url: NUL } }, "settings.store_url"],
  ["POST", "/connections", { platform: "woocommerce", settings: { shop: "x" } }, "settings.shop"],
  ["POST", "/connections", { platform: "woocommerce", settings: {} }, "store_url"],
  ["POST", "/connections", { platform: NUL, settings: {} }, "platform"],
  ["POST", "/connections", { platform: "constructor", settings: {} }, "platform"],
  ["POST", "/connections", { platform: "woocommerce", settings: {}, name: "" }, "name"],
  ["POST", "/connections", { platform: "woocommerce", settings: {}, name: HALF }, "name"],
  ["POST", "/connections", { platform: "woocommerce", settings: {}, auto_sync: "yes" }, "auto_sync"],
  ["POST", "/connections", { platform: "woocommerce", settings: {}, autoSync: true }, "autoSync"],
  ["PATCH", CONNECTION, { nmae: "x" }, "nmae"],
  ["PATCH", CONNECTION, { name: NUL }, "name"],
  ["PATCH", CONNECTION, { name: HALF }, "name"],
  ["PATCH", CONNECTION, { name: "x".repeat(101) }, "name"],
  ["PATCH", CONNECTION, { name: "two\nlines" }, "name"],
  ["PATCH", CONNECTION, { name: null }, "name"],
  ["PATCH", CONNECTION, { sync_interval_minutes: 0 }, "sync_interval_minutes"],
  ["PATCH", CONNECTION, { sync_interval_minutes: 1441 }, "sync_interval_minutes"],
  ["PATCH", CONNECTION, { sync_interval_minutes: 1.5 }, "sync_interval_minutes"],
  ["PATCH", CONNECTION, { sync_interval_minutes: "5" }, "sync_interval_minutes"],
  ["PATCH", CONNECTION, { paused: 1 }, "paused"],
  ["PATCH", CONNECTION, { stock_role: "boss" }, "stock_role"],
  ["PATCH", CONNECTION, { status_map: { inbound: { a: "LOST" } } }, "status_map.inbound.a"],
  ["PATCH", CONNECTION, { status_map: { inbound: { [NUL]: "SHIPPED" } } }, "status_map.inbound"],
  ["PATCH", CONNECTION, { status_map: { inbound: { [HALF]: "SHIPPED" } } }, "status_map.inbound"],
  ["PATCH", CONNECTION, { status_map: { outbound: { LOST: "lost" } } }, "status_map.outbound"],
  ["PATCH", CONNECTION, { status_map: { outbound: { SHIPPED: HALF } } }, "status_map.outbound.SHIPPED"],
  ["PATCH", CONNECTION, { status_map: { sideways: {} } }, "status_map.sideways"],
  ["PATCH", CONNECTION, { rate_limit: { requests: 1 } }, "rate_limit.per_ms"],
  ["PATCH", CONNECTION, { rate_limit: { requests: -1, per_ms: 1000, burst: 1 } }, "rate_limit.requests"],
  ["PATCH", CONNECTION, { rate_limit: { requests: 1, per_ms: 1e20, burst: 1 } }, "rate_limit.per_ms"],
  ["PATCH", CONNECTION, { rate_limit: { requests: 1, perMs: 1000, burst: 1 } }, "rate_limit.perMs"],
  ["POST", `${CONNECTION}/rotate`, {}, "settings"],
  ["POST", `${CONNECTION}/rotate`, { settings: { consumerSecret: "x" } }, "settings.consumerSecret"],
  ["POST", `${CONNECTION}/runs`, {}, "kind"],
  ["POST", `${CONNECTION}/runs`, { kind: "coupons" }, "kind"],
  ["POST", `${CONNECTION}/runs`, { kind: "orders", since: "yesterday" }, "since"],
  ["POST", `${CONNECTION}/runs`, { kind: "orders", since: 1 }, "since"],
  ["POST", `${CONNECTION}/runs`, { kind: "orders", since: "2026-13-01T00:00:00Z" }, "since"],
  ["POST", `${CONNECTION}/runs`, { kind: "orders", since: "9999-12-31T23:59:59-12:00" }, "since"],
  ["POST", `${CONNECTION}/runs`, { kind: "orders", limit: 0 }, "limit"],
  ["POST", `${CONNECTION}/runs`, { kind: "orders", limit: 1e300 }, "limit"],
  ["POST", `${CONNECTION}/webhooks`, { topics: [] }, "topics"],
  ["POST", `${CONNECTION}/webhooks`, { topics: "order.created" }, "topics"],
  ["POST", `${CONNECTION}/webhooks`, { topics: ["order.created", 7] }, "topics.1"],
  ["POST", `${CONNECTION}/webhooks`, { delivery_url: "not an address" }, "delivery_url"],
  ["POST", `${CONNECTION}/webhooks`, { delivery_url: "ftp://example.com" }, "delivery_url"],
  ["PATCH", "/orders/1", {}, "status"],
  ["PATCH", "/orders/1", { status: "LOST" }, "status"],
  ["PATCH", "/orders/1", { status: "processing" }, "status"],
  ["PATCH", "/orders/1", { status: ["SHIPPED"] }, "status"],
  ["PATCH", "/orders/1", { status: "SHIPPED", note: NUL }, "note"],
  ["PATCH", "/orders/1", { status: "SHIPPED", note: HALF }, "note"],
  ["PATCH", "/orders/1", { status: "SHIPPED", note: "x".repeat(1001) }, "note"],
  ["PATCH", "/orders/1", { status: "SHIPPED", carrier: "UPS" }, "carrier"],
  ["PUT", "/stock/A-1", {}, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: null }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: "many" }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: -1 }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: 1e21 }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: HUGE }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: "0.0000001" }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: "NaN" }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: [1] }, "on_hand"],
  ["PUT", "/stock/A-1", { on_hand: 1, reason: 7 }, "reason"],
  ["PUT", "/stock/A-1", { quantity: 1 }, "quantity"],
  ["PUT", `/stock/${"x".repeat(201)}`, { on_hand: 1 }, "sku"],
  ["PUT", "/stock/a%0Ab", { on_hand: 1 }, "sku"],
  ["POST", "/stock/A-1/adjustments", {}, "quantity"],
  ["POST", "/stock/A-1/adjustments", { quantity: "1,5" }, "quantity"],
  ["POST", "/stock/A-1/adjustments", { quantity: true }, "quantity"],
  ["PATCH", "/stock/A-1", { buffer: -1 }, "buffer"],
  ["PATCH", "/stock/A-1", {}, "buffer"],
  ["PATCH", "/stock/A-1", { buffer: 1, on_hand: 2 }, "on_hand"],
  ["POST", "/parked/1/dismiss", {}, "reason"],
  ["POST", "/parked/1/dismiss", { reason: " " }, "reason"],
  ["POST", "/parked/1/dismiss", { reason: NUL }, "reason"],
];

test.each(badBodies)("%s %s with %j names the field %s", async (method, path, body, field) => {
  const reply = await hub.call(method, `/api/v1${path}`, body);
  expect(reply).toMatchObject({ status: 400, body: { status: 400, detail: expect.any(String) } });
  expect(reply.headers.get("content-type")).toContain("application/problem+json");
  const fields = reply.body.issues.map((issue: { field: string }) => issue.field);
  expect(fields.some((named: string) => named === field || named.startsWith(`${field}.`))).toBe(true);
});

const badQueries: readonly (readonly [path: string, field: string])[] = [
  ...["connections", "orders", "stock", "customers", "runs", "deliveries", "parked", "stock/A-1/movements"].flatMap(
    (list) => [
      [`/${list}?limit=0`, "limit"] as const,
      [`/${list}?limit=201`, "limit"] as const,
      [`/${list}?limit=ten`, "limit"] as const,
      [`/${list}?limit=1.5`, "limit"] as const,
      [`/${list}?limit=${HUGE}`, "limit"] as const,
      [`/${list}?limit=1&limit=2`, "limit"] as const,
      [`/${list}?cursor=x`, "cursor"] as const,
      [`/${list}?cursor=${Buffer.from(HUGE).toString("base64url")}`, "cursor"] as const,
      [`/${list}?cursor=${Buffer.from("\0").toString("base64url")}`, "cursor"] as const,
      [`/${list}?cursor=${"x".repeat(5000)}`, "cursor"] as const,
      [`/${list}?colour=blue`, "colour"] as const,
    ],
  ),
  ...["orders", "customers", "runs", "deliveries", "parked"].flatMap((list) => [
    [`/${list}?connection_id=shop`, "connection_id"] as const,
    [`/${list}?connection_id=-1`, "connection_id"] as const,
    [`/${list}?connection_id=1%00`, "connection_id"] as const,
  ]),
  ["/orders?status=processing", "status"],
  ["/orders?since=yesterday", "since"],
  ["/orders?since=2026-11-20T09:00:00+02:00", "since"],
  ["/orders?since=2026-02-30T00:00:00Z", "since"],
  ["/orders?since=", "since"],
  ["/orders?since=0000-01-01T00:00:00Z", "since"],
  ["/deliveries?state=lost", "state"],
  ["/deliveries?kind=coupon", "kind"],
  ["/deliveries?remote_id=%00", "remote_id"],
  ["/parked?state=both", "state"],
  ["/customers?search=", "search"],
  ["/customers?search=a%00", "search"],
  ["/stock?sku=%00", "sku"],
  ["/stock?cursor=MTphAGI", "cursor"],
  ["/stock/a%00b", "sku"],
  ["/connections?platform=%00", "platform"],
];

test.each(badQueries)("GET %s names the field %s", async (path, field) => {
  const reply = await hub.call("GET", `/api/v1${path}`);
  expect(reply.status).toBe(400);
  const fields: string[] = reply.body.issues.map((issue: { field: string }) =>
    issue.field.replace(/^(query|path)\./, ""),
  );
  expect(fields).toContain(field);
});

describe("an id that is none", () => {
  const paths = ["/orders/:id", "/orders/:id/raw", "/customers/:id", "/runs/:id", "/deliveries/:id", "/parked/:id"];
  const cases = paths.flatMap((path) =>
    ["abc", "1.5", "0", "-1", "NaN", HUGE, "1e400", "%00", "1%20or%201=1"].map(
      (id) => [path.replace(":id", id)] as const,
    ),
  );

  test.each(cases)("GET %s is a bad request that names the id", async (path) => {
    const reply = await hub.call("GET", `/api/v1${path}`);
    expect(reply.status).toBe(400);
    expect(reply.body.issues[0].field).toMatch(/(^|\.)id$/);
  });

  test.each(paths)("GET %s with the greatest number there is, is missing", async (path) => {
    expect((await hub.call("GET", `/api/v1${path.replace(":id", String(Number.MAX_SAFE_INTEGER))}`)).status).toBe(404);
  });

  test.each([HUGE, "4294967296", "999999999", "integration_nobody"])("a connection %s is missing", async (id) => {
    expect((await hub.call("GET", `/api/v1/connections/${id}`)).status).toBe(404);
  });
});

const writes = [
  ["POST", "/connections"],
  ["PATCH", CONNECTION],
  ["POST", `${CONNECTION}/rotate`],
  ["POST", `${CONNECTION}/runs`],
  ["POST", `${CONNECTION}/webhooks`],
  ["PATCH", "/orders/1"],
  ["PUT", "/stock/A-1"],
  ["PATCH", "/stock/A-1"],
  ["POST", "/stock/A-1/adjustments"],
  ["POST", "/parked/1/dismiss"],
] as const;

test.each(writes)("%s %s refuses what is no JSON object", async (method, path) => {
  for (const body of ["{", '{"a":', "[]", "null", '"text"', "7", '{"__proto__": {"x": 1}}', ""]) {
    const reply = await hub.call(method, `/api/v1${path}`, body);
    expect(reply.status, body).toBe(400);
    expect(reply.body).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
  }
  const reply = await fetch(`${hub.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${hub.token}`, "content-type": "text/csv" },
    body: "a,b",
  });
  expect(reply.status).toBe(415);
});

test("an idempotency key has an end", async () => {
  const reply = await fetch(`${hub.url}/api/v1/stock/A-1/adjustments`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${hub.token}`,
      "content-type": "application/json",
      "idempotency-key": "k".repeat(201),
    },
    body: '{"quantity":1}',
  });
  expect({ status: reply.status, body: await reply.json() }).toMatchObject({
    status: 400,
    body: { issues: [{ field: "idempotency-key" }] },
  });
});
