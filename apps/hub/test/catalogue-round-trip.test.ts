// What is exported can be imported: into the same account it changes nothing, into another it makes the same catalogue.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";
import { exportOf, sendBulk } from "./support/bulk-requests.ts";
import { anotherAccount } from "./support/test-hub.ts";

const PRODUCTS = 1_000;

/** Texts that break files, spreadsheets and databases. */
const NASTY = [
  'say "hi", twice',
  "semi;colon",
  "pipe | and \\ backslash > greater",
  "\\| already escaped \\\\",
  '=HYPERLINK("http://x")',
  "+1",
  "-2+3",
  "@import",
  "'=apostrophe",
  "ünïcödé 漆器 🍵 \u202eright to left",
  "7",
  "true",
  '["a"]',
  "null",
  "a:number",
  "<b>&amp;</b>",
  "%00 $1 {{x}}",
];
const nasty = (at: number): string => NASTY[at % NASTY.length] ?? "";

function toProduct(_: unknown, at: number) {
  const sku = at % 3 === 0 ? `${nasty(at)} ${at}` : `RT-${at}`;
  return {
    sku,
    name: `${nasty(at)} ${at}`,
    description: `${nasty(at)}\r\nsecond line\n\n\ttabbed "third", ${nasty(at + 1)}`,
    short_description: nasty(at + 2),
    status: ["publish", "draft", "pending", "private"][at % 4],
    prices: { price: `${at}.90`, wholesalePrice: `${at}.10`, [nasty(at)]: "0.30" },
    attributes: {
      COLOR: nasty(at),
      [nasty(at)]: nasty(at + 3),
      Depth: [at / 8, -at, 1e-7, "7"][at % 4],
      Boxed: [true, false, "true", at][at % 4],
      Sizes: [[nasty(at), nasty(at + 5)], ["one"], "one", 7][at % 4],
      "Odd:number": nasty(at),
    },
    images: [
      { src: `https://example.com/${at}|a.jpg?x=1,2&y="`, alt: nasty(at), name: "" },
      { src: "https://example.com/b.jpg", alt: "", name: nasty(at + 1) },
    ].slice(0, at % 3),
    categories: [
      [nasty(at), nasty(at + 1)],
      ["Home", "Kitchen"],
    ].slice(0, at % 3),
    tags: [nasty(at), `tag ${at % 7}`],
    weight: at % 2 === 0 ? `${at}.50` : null,
    dimensions: { length: "1.0", width: null, height: "0.001" },
    stock_status: at % 5 === 0 ? null : "instock",
    variants:
      at % 4 === 0
        ? [
            { sku: `${sku}/S`, options: { Size: "S", [nasty(at)]: nasty(at + 1) }, price: "1" },
            { sku: `${sku}/M`, options: { Size: nasty(at) }, attributes: { Fit: [nasty(at)] } },
          ]
        : [],
  };
}

let hub: AskedHub;
beforeAll(async () => {
  hub = await startAskedHub();
  const run = await sendBulk(hub, Array.from({ length: PRODUCTS }, toProduct));
  expect(run).toMatchObject({ created: PRODUCTS, failed: 0 });
});
afterAll(() => hub?.close());

const historyRows = async () =>
  (await hub.database.pool.query("select count(*)::int as count from product_history")).rows[0].count;

describe.each(["csv", "json"] as const)("a catalogue as %s", (format) => {
  test("changes nothing when it comes back", async () => {
    const [before, file] = [await historyRows(), await exportOf(hub, format)];
    const run = await sendBulk(hub, file);
    const { errors } = await hub.ask("GET", `/products/bulk/${run.id}`);
    expect(errors).toEqual([]);
    const rows = format === "csv" ? PRODUCTS + PRODUCTS / 2 : PRODUCTS;
    expect(run).toMatchObject({ total: rows, unchanged: rows, created: 0, updated: 0, failed: 0 });
    expect(await historyRows()).toBe(before);
    expect(await exportOf(hub, format)).toBe(file);
  });

  test("makes the same catalogue in another account", async () => {
    const token = await anotherAccount(hub);
    const ask: AskedHub["ask"] = async (method, path, body) =>
      (await hub.call(method, `/api/v1${path}`, body, token)).body;
    const other = { ask, url: hub.url, token };
    const file = await exportOf(hub, format);
    expect(await sendBulk(other, file)).toMatchObject({ failed: 0, updated: 0, unchanged: 0 });
    expect(await exportOf(other, format)).toBe(file);
    expect(await exportOf(other, "json")).toBe(await exportOf(hub, "json"));
  });
});

test("what was made is what was sent", async () => {
  const { products } = JSON.parse(await exportOf(hub, "json"));
  expect(products).toHaveLength(PRODUCTS);
  for (const at of [0, 1, 2, 3, 4, 8, 16, 340, 998, 999]) {
    const sent = toProduct(null, at);
    expect(products[at]).toMatchObject({
      ...sent,
      variants: sent.variants.map(({ sku, options }) => ({ sku, options })),
    });
  }
});
