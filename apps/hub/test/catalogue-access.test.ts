// Whose catalogue it is, and what is refused at its door.
import { ROLE_PERMISSIONS } from "@logix/api/permissions";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";
import { anotherAccount } from "./support/test-hub.ts";

let hub: AskedHub;
let stranger: string;
let own: { readonly product: number; readonly run: number };
beforeAll(async () => {
  hub = await startAskedHub();
  stranger = await anotherAccount(hub);
  const product = await hub.ask("POST", "/products", { sku: "OWN", name: "Own", variants: [{ sku: "OWN-S" }] }, 201);
  const { run } = await hub.ask("POST", "/products/bulk", [{ sku: "BULK", name: "Bulk" }], 202);
  await hub.ask("PUT", "/attributes/COLOR", { type: "text" });
  own = { product: product.id, run: run.id };
});
afterAll(() => hub?.close());

const asStranger = (method: string, path: string, body?: unknown) => hub.call(method, `/api/v1${path}`, body, stranger);

describe("of another account's catalogue", () => {
  const routes: readonly [string, (ids: typeof own) => string, unknown?][] = [
    ["GET", ({ product }) => `/products/${product}`],
    ["PATCH", ({ product }) => `/products/${product}`, { name: "Mine" }],
    ["DELETE", ({ product }) => `/products/${product}`],
    ["POST", ({ product }) => `/products/${product}/variants`, { sku: "MINE" }],
    ["GET", ({ product }) => `/products/${product}/history`],
    ["GET", ({ run }) => `/products/bulk/${run}`],
    ["GET", ({ run }) => `/products/bulk/${run}/rows`],
    ["GET", ({ run }) => `/products/bulk/${run}/events`],
    ["GET", () => "/attributes/COLOR"],
    ["DELETE", () => "/attributes/COLOR"],
  ];
  test.each(routes)("%s %s is missing", async (method, path, body) => {
    expect(await asStranger(method, path(own), body)).toMatchObject({
      status: 404,
      body: { code: expect.any(String) },
    });
  });

  test("lists and exports show nothing, and the same SKU can be used", async () => {
    expect((await asStranger("GET", "/products")).body).toEqual({ products: [], next_cursor: null });
    expect((await asStranger("GET", "/products?sku=OWN")).body.products).toEqual([]);
    expect((await asStranger("GET", "/attributes")).body).toEqual({ attributes: [] });
    expect((await asStranger("GET", "/products/export?format=json")).body).toEqual({ products: [] });
    expect((await asStranger("POST", "/products", { sku: "OWN", name: "Theirs" })).status).toBe(201);
    const reply = await asStranger("POST", "/products/bulk", [
      { sku: "OWN", name: "Changed" },
      { sku: "V", parent_sku: "OWN-S" },
    ]);
    expect(reply.body.run).toMatchObject({ updated: 1, failed: 1 });
    expect(await hub.ask("GET", `/products/${own.product}`)).toMatchObject({ name: "Own", version: 1 });
  });
});

test("everybody in the account may look, owners and managers may write", async () => {
  for (const role of ["owner", "manager", "operator", "viewer"] as const) {
    expect(ROLE_PERMISSIONS[role]).toContain("products:read");
    expect(ROLE_PERMISSIONS[role].includes("products:write")).toBe(role === "owner" || role === "manager");
  }
  const { token } = await hub.ask("POST", "/tokens", { name: "Reader", permissions: ["products:read"] }, 201);
  expect((await hub.call("GET", "/api/v1/products", undefined, token)).status).toBe(200);
  for (const [method, path] of [
    ["POST", "/products"],
    ["POST", "/products/bulk"],
    ["PATCH", "/products/1"],
    ["DELETE", "/products/1"],
    ["POST", "/products/1/variants"],
    ["PUT", "/attributes/A"],
    ["DELETE", "/attributes/A"],
  ] as const) {
    expect((await hub.call(method, `/api/v1${path}`, { sku: "A", name: "A" }, token)).status, path).toBe(403);
    expect((await hub.call(method, `/api/v1${path}`, {}, null)).status, path).toBe(401);
  }
});

const NUL = "a\u0000b";
/** Half of a surrogate pair: JSON can carry it, UTF-8 cannot. */
const HALF = "a\ud800b";
const deep = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
const valid = { sku: "NEW", name: "New" };

const badProducts: readonly (readonly [body: unknown, field: string])[] = [
  [{}, "sku"],
  [{ sku: "A" }, "name"],
  [{ sku: "", name: "A" }, "sku"],
  [{ sku: " ", name: "A" }, "sku"],
  [{ sku: 7, name: "A" }, "sku"],
  [{ sku: NUL, name: "A" }, "sku"],
  [{ sku: HALF, name: "A" }, "sku"],
  [{ sku: "x".repeat(201), name: "A" }, "sku"],
  [{ sku: "A", name: "" }, "name"],
  [{ sku: "A", name: ["A"] }, "name"],
  [{ ...valid, name: "two\nlines" }, "name"],
  [{ ...valid, name: "x".repeat(1_001) }, "name"],
  [{ ...valid, description: NUL }, "description"],
  [{ ...valid, description: HALF }, "description"],
  [{ ...valid, description: "x".repeat(200_001) }, "description"],
  [{ ...valid, status: "published" }, "status"],
  [{ ...valid, stock_status: "in stock" }, "stock_status"],
  [{ ...valid, prices: [] }, "prices"],
  [{ ...valid, prices: { "": 1 } }, "prices"],
  [{ ...valid, prices: { [NUL]: 1 } }, "prices"],
  [{ ...valid, prices: { [HALF]: 1 } }, "prices"],
  [{ ...valid, price: "ten" }, "price"],
  [{ ...valid, attributes: "red" }, "attributes"],
  [{ ...valid, attributes: { COLOR: NUL } }, "attributes.COLOR"],
  [{ ...valid, attributes: { COLOR: HALF } }, "attributes.COLOR"],
  [{ ...valid, attributes: { COLOR: { a: 1 } } }, "attributes.COLOR"],
  [{ ...valid, attributes: { COLOR: [1] } }, "attributes.COLOR"],
  [{ ...valid, attributes: { COLOR: [["a"]] } }, "attributes.COLOR"],
  [{ ...valid, attributes: { [HALF]: "a" } }, "attributes"],
  [{ ...valid, attributes: Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`a${at}`, "x"])) }, "attributes"],
  [{ ...valid, images: {} }, "images"],
  [{ ...valid, images: ["mug.jpg"] }, "images.0"],
  [{ ...valid, images: [{ src: "ftp://example.com/a.jpg" }] }, "images.0"],
  [{ ...valid, images: [{ src: "javascript:alert(1)" }] }, "images.0"],
  [{ ...valid, images: [{ alt: "A" }] }, "images.0"],
  [{ ...valid, categories: "Home" }, "categories"],
  [{ ...valid, categories: [[]] }, "categories.0"],
  [{ ...valid, categories: ["Home > > Kitchen"] }, "categories.0"],
  [{ ...valid, categories: [["a", NUL]] }, "categories.0"],
  [{ ...valid, tags: ["", "a"] }, "tags.0"],
  [{ ...valid, tags: "a,b" }, "tags"],
  [{ ...valid, weight: -1 }, "weight"],
  [{ ...valid, dimensions: { depth: 1 } }, "dimensions.depth"],
  [{ ...valid, dimensions: { length: "long" } }, "dimensions.length"],
  [{ ...valid, variants: {} }, "variants"],
  [{ ...valid, variants: [{}] }, "variants.0.sku"],
  [{ ...valid, variants: [{ sku: "A", variants: [] }] }, "variants.0.variants"],
  [{ ...valid, options: { Size: 7 } }, "options.Size"],
  [{ ...valid, colour: "red" }, "colour"],
  [{ ...valid, id: 7 }, "id"],
];

test.each(badProducts)("a product %j names the field %s", async (body, field) => {
  const reply = await hub.call("POST", "/api/v1/products", body);
  expect(reply).toMatchObject({ status: 400, body: { detail: expect.any(String) } });
  const fields: string[] = reply.body.issues.map((issue: { field: string }) => issue.field);
  expect(fields.some((named) => named === field || named.startsWith(`${field}.`))).toBe(true);
});

test.each([
  [{ sku: null }, "sku"],
  [{ version: "1" }, "version"],
  [{ version: 1.5 }, "version"],
  [{ variants: [] }, "variants"],
  [{ parent_id: 7 }, "parent_id"],
])("a change %j names the field %s", async (body, field) => {
  const reply = await hub.call("PATCH", `/api/v1/products/${own.product}`, body);
  expect(reply).toMatchObject({ status: 400, body: { issues: [{ field }] } });
});

test.each(["[]", "null", "7", "{", '{"sku":', "", '{"__proto__": {"x": 1}}', deep(100_000), `{"sku":${deep(50_000)}}`])(
  "%.20s is no product",
  async (body) => {
    for (const [method, path] of [
      ["POST", "/products"],
      ["PATCH", `/products/${own.product}`],
      ["POST", `/products/${own.product}/variants`],
      ["PUT", "/attributes/A"],
    ] as const) {
      expect((await hub.call(method, `/api/v1${path}`, body)).status, `${method} ${path}`).toBe(400);
    }
  },
);

test("names that every object has are names like others", async () => {
  const attributes = { constructor: "a", toString: "b", hasOwnProperty: "c" };
  const prices = { constructor: "1", valueOf: "2" };
  const { id } = await hub.ask("POST", "/products", { sku: "NAMES", name: "Names", attributes, prices }, 201);
  expect(await hub.ask("GET", `/products/${id}`)).toMatchObject({ attributes, prices });
  await hub.ask("PATCH", `/products/${id}`, { attributes: { constructor: null }, prices: { valueOf: null } });
  const { history } = await hub.ask("GET", `/products/${id}/history`);
  expect(history[0].changes).toEqual({
    "attributes.constructor": { from: "a", to: null },
    "prices.valueOf": { from: "2", to: null },
  });
});

const HUGE = "9".repeat(30);
test.each([
  ...["/products", `/products/1/history`].flatMap((list) => [
    `${list}?limit=0`,
    `${list}?limit=201`,
    `${list}?cursor=x`,
    `${list}?cursor=${"x".repeat(101)}`,
    `${list}?colour=blue`,
  ]),
  "/products?search=",
  "/products?search=a%00",
  "/products?sku=%00",
  "/products?status=lost",
  "/products?category=%00",
  "/products?updated_since=yesterday",
  "/products/export?format=xml",
  "/products/export?limit=5",
  "/products/export?status=lost",
  ...["abc", "0", "-1", "1.5", HUGE, "%00"].flatMap((id) => [`/products/${id}`, `/products/bulk/${id}`]),
  "/products/bulk/1?limit=0",
  "/products/bulk/1?cursor=x",
])("GET %s is a bad request", async (path) => {
  const reply = await hub.call("GET", `/api/v1${path}`);
  expect(reply).toMatchObject({ status: 400, body: { issues: [{ field: expect.any(String) }] } });
});

test.each(["2147483647", "2147483648", String(Number.MAX_SAFE_INTEGER)])("a product %s is missing", async (id) => {
  for (const [method, path, body] of [
    ["GET", `/products/${id}`],
    ["GET", `/products/${id}/history`],
    ["GET", `/products/bulk/${id}`],
    ["PATCH", `/products/${id}`, { name: "A" }],
    ["DELETE", `/products/${id}`],
    ["POST", `/products/${id}/variants`, { sku: "A" }],
  ] as const) {
    expect((await hub.call(method, `/api/v1${path}`, body)).status, `${method} ${path}`).toBe(404);
  }
  const cursor = Buffer.from("999999999999999").toString("base64url");
  expect((await hub.call("GET", `/api/v1/products?cursor=${cursor}`)).status).toBe(200);
});
