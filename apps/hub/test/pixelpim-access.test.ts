// Who may do what in the PixelPim dialect, what belongs to others, and what is no sensible request: always in its own shape.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PIM, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { aProduct, makeProducts } from "./support/pim-products.ts";
import { anotherAccount } from "./support/test-hub.ts";

let hub: PimHub;
let stranger: string;
let product: number;
let connection: number;
let exportMapping: number;
let importMapping: number;
let job: number;

beforeAll(async () => {
  hub = await startPimHub();
  stranger = await anotherAccount(hub);
  ({ id: connection } = await hub.connected({}, { isDefault: true }));
  [product = 0] = await makeProducts(hub, [aProduct()]);
  const of = `/connections/${connection}`;
  exportMapping = (await hub.pim("POST", `${of}/export-mappings`, { selectedFields: ["name", "sku"] }, 201)).id;
  importMapping = (await hub.pim("POST", `${of}/import-mappings`, { attributeMappings: {} }, 201)).id;
  job = (await hub.pim("POST", "/connections/export", { connectionId: connection, productIds: [product] })).jobId;
});
afterAll(() => hub?.close());

type Route = readonly [method: string, path: string, permission: string, body?: unknown];

/** The documented endpoints in their order, then those that were added. Asked for in full, so that each could succeed. */
function routes(): readonly Route[] {
  const of = `/connections/${connection}`;
  const keys = { storeUrl: "http://127.0.0.1:1", consumerKey: "ck_0123456789", consumerSecret: "cs_0123456789" };
  return [
    ["POST", "/connections", "create", { storeName: "X", ...keys }],
    ["GET", "/connections", "read"],
    ["GET", "/connections/default", "read"],
    ["GET", of, "read"],
    ["PUT", of, "update", { storeName: "Renamed" }],
    ["DELETE", of, "delete"],
    ["POST", "/connections/test", "create", keys],
    ["POST", `${of}/export-mappings`, "create", { selectedFields: ["name", "sku"] }],
    ["GET", `${of}/export-mappings`, "read"],
    ["GET", `${of}/export-mappings/active`, "read"],
    ["PUT", `/connections/export-mappings/${exportMapping}`, "update", {}],
    ["DELETE", `/connections/export-mappings/${exportMapping}`, "delete"],
    ["POST", `${of}/import-mappings`, "create", { attributeMappings: {} }],
    ["GET", `${of}/import-mappings`, "read"],
    ["GET", `${of}/import-mappings/active`, "read"],
    ["PUT", `/connections/import-mappings/${importMapping}`, "update", {}],
    ["DELETE", `/connections/import-mappings/${importMapping}`, "delete"],
    ["POST", "/connections/export", "export", { connectionId: connection, productIds: [product] }],
    ["POST", "/connections/import", "import", { connectionId: connection }],
    ["PUT", `${of}/products/${product}`, "export"],
    ["DELETE", `${of}/products/${product}`, "delete"],
    ["GET", `${of}/sync-status`, "read"],
    ["GET", `${of}/sync-status/events`, "read"],
    ["POST", `${of}/sync-status/retry`, "export", {}],
    ["GET", `${of}/runs/${job}`, "read"],
    ["POST", `${of}/runs/${job}/undo`, "export"],
  ];
}

const NAMES_NOTHING = ["/connections", "/connections/default", "/connections/test"];

test("there are the 22 documented endpoints and four more", () => {
  expect(routes()).toHaveLength(26);
});

test("without a token each is 401", async () => {
  for (const [method, path, , body] of routes()) {
    const reply = await hub.call(method, PIM + path, body, null);
    expect([method, path, reply.status]).toEqual([method, path, 401]);
    expect(reply.body).toEqual({ statusCode: 401, message: expect.any(String), error: "Unauthorized" });
  }
});

test("with all permissions but the needed one each is 403, and says which", async () => {
  const all = ["create", "read", "update", "delete", "export", "import"];
  for (const needed of all) {
    const permissions = all.filter((each) => each !== needed).map((each) => `integration:${each}`);
    const token = (await hub.call("POST", "/api/v1/tokens", { name: `No ${needed}`, permissions })).body.token;
    expect(token).toEqual(expect.any(String));
    for (const [method, path, , body] of routes().filter(([, , permission]) => permission === needed)) {
      const reply = await hub.call(method, PIM + path, body, token);
      expect([method, path, reply.status]).toEqual([method, path, 403]);
      expect(reply.body).toEqual({
        statusCode: 403,
        message: expect.stringContaining(`integration:${needed}`),
        error: "Forbidden",
      });
    }
  }
});

test("with the needed permission alone each is let in", async () => {
  for (const needed of ["create", "read", "update", "export", "import"]) {
    const permissions = [`integration:${needed}`];
    const token = (await hub.call("POST", "/api/v1/tokens", { name: `Only ${needed}`, permissions })).body.token;
    const open = routes().filter(([, path, permission]) => permission === needed && !path.endsWith("/events"));
    for (const [method, path, , body] of open) {
      const reply = await hub.call(method, PIM + path, body, token);
      expect([method, path, reply.status === 403 || reply.status === 401]).toEqual([method, path, false]);
    }
  }
});

test("what belongs to one account is not there for another", async () => {
  const named = routes().filter(([, path]) => !NAMES_NOTHING.includes(path));
  expect(named).toHaveLength(22);
  for (const [method, path, , body] of named) {
    const reply = await hub.call(method, PIM + path, body, stranger);
    expect([method, path, reply.status, reply.body.error]).toEqual([method, path, 404, "Not Found"]);
    expect(reply.body.message).toMatch(/^(Connection|Mapping) not found$/);
  }
  expect((await hub.call("GET", `${PIM}/connections`, undefined, stranger)).body).toEqual([]);
  expect((await hub.call("GET", `${PIM}/connections/default`, undefined, stranger)).status).toBe(404);
  expect(await hub.pim("GET", `/connections/${connection}`)).toMatchObject({ isActive: true });
  expect(await hub.pim("GET", `/connections/${connection}/export-mappings`)).not.toEqual([]);
});

test("another account's products cannot be exported", async () => {
  const own = await hub.aStore();
  const body = {
    storeName: "Mine",
    storeUrl: own.url,
    consumerKey: own.consumerKey,
    consumerSecret: own.consumerSecret,
  };
  const { id } = (await hub.call("POST", `${PIM}/connections`, body, stranger)).body;
  const wanted = { connectionId: id, productIds: [product] };
  const reply = await hub.call("POST", `${PIM}/connections/export`, wanted, stranger);
  expect(reply.body).toMatchObject({ failedCount: 1, results: [{ status: "error", message: "Product not found" }] });
  expect(own.control.products()).toEqual([]);
});

describe("what is no request of this dialect", () => {
  test.each([
    ["GET", ""],
    ["GET", "/nothing"],
    ["PATCH", "/connections/1"],
    ["GET", "/connections/export-mappings/1"],
    ["GET", "/connections/1/nothing"],
    ["DELETE", "/connections"],
  ])("%s %s is 404", async (method, path) => {
    expect(await hub.pim(method, path, undefined, 404)).toEqual({
      statusCode: 404,
      message: `Cannot ${method} ${PIM}${path}`,
      error: "Not Found",
    });
  });

  test.each(["abc", "1.5", "0", "-1", "99999999999", "1e3", "%20", "%00", "default%2F", "constructor"])(
    "a connection %s is 404",
    async (id) => {
      const reply = await hub.call("GET", `${PIM}/connections/${id}`);
      expect(reply.status === 404 || reply.status === 400).toBe(true);
      expect(reply.body).toMatchObject({
        statusCode: reply.status,
        message: expect.any(String),
        error: expect.any(String),
      });
    },
  );

  const bodies = ["{", '{"a":', "[]", "null", '"text"', "7", "", '{"__proto__": {"x": 1}}'];
  const open = ["/connections", "/connections/test", "/connections/export", "/connections/import", "/export"];
  test.each(open)("POST %s refuses what is no sensible body", async (path) => {
    for (const body of bodies) {
      const reply = await hub.call("POST", PIM + path, body);
      expect([body, reply.status]).toEqual([body, 400]);
      expect(reply.body).toEqual({ statusCode: 400, message: expect.any(String), error: "Bad Request" });
    }
    const reply = await fetch(hub.url + PIM + path, {
      method: "POST",
      headers: { authorization: `Bearer ${hub.token}`, "content-type": "text/csv" },
      body: "a,b",
    });
    expect(await reply.json()).toMatchObject({ statusCode: 415, error: "Unsupported Media Type" });
  });

  const HALF = "a\ud800b";
  test.each<[string, object]>([
    ["/connections/export", { productIds: [1] }],
    ["/connections/export", { connectionId: "one", productIds: [1] }],
    ["/connections/export", { connectionId: 1.5, productIds: [1] }],
    ["/connections/export", { connectionId: 1 }],
    ["/connections/export", { connectionId: 1, productIds: [] }],
    ["/connections/export", { connectionId: 1, productIds: "1" }],
    ["/connections/export", { connectionId: 1, productIds: ["1"] }],
    ["/connections/export", { connectionId: 1, productIds: [1e20] }],
    ["/connections/export", { connectionId: 1, productIds: [1], fieldsToExport: "name" }],
    ["/connections/export", { connectionId: 1, productIds: [1], fieldsToExport: ["name", "sku", ""] }],
    ["/connections/export", { connectionId: 1, productIds: [1], fieldsToExport: ["name", "sku", HALF] }],
    ["/connections/export", { connectionId: 1, productIds: [1], partialUpdate: "yes" }],
    ["/connections/export", { connectionId: 1, productIds: [1], partialupdate: true }],
    ["/connections/import", {}],
    ["/connections/import", { connectionId: 1, wooProductIds: 5 }],
    ["/connections/import", { connectionId: 1, wooProductIds: ["5"] }],
    ["/connections/import", { connectionId: 1, updateExisting: 1 }],
    ["/connections/import", { connectionId: 1, dryrun: true }],
    ["/connections/test", { storeUrl: "https://x.example", consumerKey: "", consumerSecret: "x" }],
    ["/connections", { storeName: "a\u0000b", storeUrl: "x", consumerKey: "0123456789", consumerSecret: "0123456789" }],
  ])("POST %s with %j is a bad request", async (path, body) => {
    const reply = await hub.pim("POST", path, body, 400);
    expect(reply).toEqual({ statusCode: 400, message: expect.any(String), error: "Bad Request" });
  });

  test("ids that nobody has are failures or not found, never our fault", async () => {
    for (const id of [0, -1, 2_147_483_647]) {
      const reply = await hub.pim("POST", "/connections/export", { connectionId: connection, productIds: [id] });
      expect(reply.results).toMatchObject([{ productId: id, status: "error" }]);
      await hub.pim("POST", "/connections/export", { connectionId: id, productIds: [product] }, 404);
      const imported = await hub.pim("POST", "/connections/import", { connectionId: connection, wooProductIds: [id] });
      expect(imported).toMatchObject({ failedCount: 1 });
    }
  });

  test("unusual field names and values come to an end of their own", async () => {
    for (const field of ["__proto__", "constructor", "toString", "pa_", "x".repeat(200), "ä ö", "a.b", "meta_data"]) {
      const body = { connectionId: connection, productIds: [product], fieldsToExport: ["name", "sku", field] };
      const reply = await hub.call("POST", `${PIM}/connections/export`, body);
      expect([field, reply.status]).toEqual([field, 200]);
    }
  });
});
