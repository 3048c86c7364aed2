// Every part works from end to end on small sizes, and a figure that rests on something wrong says so. No times are tested.
import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openServer, type Server } from "./databases/server.ts";
import { type Figure, ratioOf } from "./figures.ts";
import { makeDeliveries } from "./load/deliveries.ts";
import { readOptions } from "./options.ts";
import { measureBackfill } from "./parts/backfill.ts";
import { measureDeliveries } from "./parts/deliveries.ts";
import { measureFleet } from "./parts/fleet.ts";
import { measureGrowth } from "./parts/growth.ts";
import { measureProducts } from "./parts/products.ts";
import { measureReadable } from "./parts/readable.ts";
import { measureStart } from "./parts/start.ts";
import { measureStock } from "./parts/stock.ts";
import { resultsText } from "./report.ts";
import { TINY } from "./sizes.ts";
import { cleanUp } from "./support/clean-up.ts";
import { spreadOf } from "./support/percentiles.ts";

const MOST_MS = 120_000;
const stage = { tell: () => {} };

let server: Server;

beforeAll(async () => {
  const opened = await openServer("embedded", () => {});
  if (opened === undefined) throw new Error("the embedded database is always there");
  server = opened;
});
afterAll(async () => {
  await server.stop();
  cleanUp();
});

const parts: readonly (readonly [name: string, count: number, measure: () => Promise<Figure[]>])[] = [
  ["backfill", 1, () => measureBackfill(server, TINY.backfill, stage)],
  ["deliveries", 2, () => measureDeliveries(server, TINY.deliveries, stage)],
  ["deliveries until readable", 3, () => measureReadable(server, TINY.readable, stage)],
  ["stock until the stores show it", 6, () => measureStock(server, TINY.stock, stage)],
  ["start", 4, () => measureStart(server, TINY.start, stage)],
  ["products in many stores", 2, () => measureProducts(server, TINY.products, stage)],
  ["many stores, two in trouble", 9, () => measureFleet(server, TINY.fleet, stage)],
  ["growth", 8, () => measureGrowth(server, TINY.growth, stage)],
];

test.each(parts)(
  "measures %s, and everything that was sent has arrived",
  async (_, count, measure) => {
    const figures = await measure();
    expect(figures.map(({ fault }) => fault)).toEqual(Array(count).fill(undefined));
    expect(figures.filter(({ value, limit = 1 }) => !(value > 0 && limit > 0))).toEqual([]);
  },
  MOST_MS,
);

test("a figure that rests on something wrong is never called met", () => {
  const figure: Figure = {
    part: "b",
    what: "32 clients",
    value: 9000,
    unit: "deliveries/s",
    limit: 10_000,
    aims: [{ words: "deliveries/s ≥ 2000", met: true }],
    fault: "3 are missing",
  };
  const text = resultsText({ title: "PostgreSQL", figures: [figure] });
  expect(text).toContain("WRONG: 3 are missing");
  expect(text).not.toContain("yes");
});

test("a ratio of one is the limit itself, for rates and for times", () => {
  const figure = { part: "b", what: "" } as const;
  expect(ratioOf({ ...figure, value: 50, unit: "deliveries/s", limit: 100 })).toBe(0.5);
  expect(ratioOf({ ...figure, value: 20, unit: "ms", limit: 10 })).toBe(0.5);
  expect(ratioOf({ ...figure, value: 20, unit: "ms" })).toBeUndefined();
});

test("deliveries create each order before they update it, and are signed", () => {
  const plan = {
    orders: ['{"id":1,"note":"ä"}'],
    secret: "s",
    source: "http://shop",
    count: 1500,
    versions: 3,
    firstOrderId: 7,
  };
  const deliveries = makeDeliveries(plan);
  const ofOne = deliveries.filter(({ orderId }) => orderId === "7");
  expect(ofOne.map(({ headers }) => headers["x-wc-webhook-topic"])).toEqual([
    "order.created",
    "order.updated",
    "order.updated",
  ]);
  const stamps = ofOne.map(({ body }) => JSON.parse(String(body)).date_modified_gmt);
  expect(stamps).toEqual([...new Set(stamps)].sort());
  for (const { body, headers } of ofOne) {
    expect(headers["x-wc-webhook-signature"]).toBe(createHmac("sha256", "s").update(body).digest("base64"));
  }
  expect(new Set(deliveries.map(({ orderId }) => orderId)).size).toBe(500);
});

test("percentiles are values that were measured", () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(spreadOf(values)).toEqual({ count: 200, p50: 100, p95: 190, p99: 198, max: 200 });
});

test("options that mean nothing are refused", () => {
  expect(() => readOptions(["--only", "a,x"])).toThrow("--only knows a, b, c, d, e, f, g, h, not x");
  expect(() => readOptions(["--orders", "many"])).toThrow("--orders takes");
  expect(readOptions(["--only", "c,a", "--database", "embedded"])).toMatchObject({
    parts: ["a", "c"],
    databases: ["embedded"],
  });
});
