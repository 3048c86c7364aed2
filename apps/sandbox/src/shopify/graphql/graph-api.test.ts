// The API as a whole: refusals, cost, versions, reach, paging, bulk, faults.
import { expect, test } from "vitest";
import { ask, listAt, pick, sharedStore } from "../testing/shopify-client.ts";

let now = new Date("2026-11-21T12:00:00Z");
const shared = sharedStore({ orders: 120, products: 10, now: () => now });
const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1_000);
};

test.each([
  ["{ orders(first: 1) { nodes { nope } } }", "undefinedField", "Field 'nope' doesn't exist on type 'Order'"],
  [
    "{ orders(first: 1, nope: 1) { nodes { id } } }",
    "argumentNotAccepted",
    "Field 'orders' doesn't accept argument 'nope'",
  ],
  ["{ orders { nodes { id } } }", "BAD_REQUEST", "you must provide one of first or last"],
  ['{ orders(first: 1, after: "x") { nodes { id } } }', "BAD_REQUEST", "Invalid cursor for current pagination sort."],
])("%s is refused with 200 and %s", async (query, code, message) => {
  const reply = await ask(shared.store, query);
  expect([reply.status, reply.at("errors.0.extensions.code"), reply.at("errors.0.message")]).toEqual([
    200,
    code,
    message,
  ]);
});

test("a missing scope is named, and the rest of the answer arrives", async () => {
  const { access_token: token } = shared.store.control.issueTokens(["read_products"]);
  const reply = await ask(shared.store, '{ shop { name } order(id: "gid://shopify/Order/1") { id } }', { token });
  expect(reply.at("errors.0.extensions.code")).toBe("ACCESS_DENIED");
  expect([reply.at("data.shop.name"), reply.at("data.order")]).toEqual(["Harbour & Pine", null]);
});

test("cost is taken, given back by what was found, and restored with time", async () => {
  const { control } = shared.store;
  later(60);
  const reply = await ask(shared.store, '{ orders(first: 250, query: "name:nothing") { nodes { id } } }');
  expect(reply.at("extensions.cost")).toEqual({
    requestedQueryCost: 12,
    actualQueryCost: 0,
    throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 2_000, restoreRate: 100 },
  });
  control.drainCost(5);
  const throttled = await ask(shared.store, "{ orders(first: 250) { nodes { id } } }");
  expect([throttled.status, throttled.at("errors.0.message"), throttled.at("errors.0.extensions.code")]).toEqual([
    200,
    "Throttled",
    "THROTTLED",
  ]);
  expect([throttled.at("data"), throttled.at("extensions.cost.actualQueryCost")]).toEqual([undefined, null]);
  later(1);
  expect((await ask(shared.store, "{ orders(first: 250) { nodes { id } } }")).at("errors")).toBeUndefined();
});

test("a query above 1,000 points is refused before it runs", async () => {
  later(60);
  const query =
    "{ products(first: 250) { nodes { variants(first: 250) { nodes { inventoryItem { inventoryLevels(first: 10) { nodes { id } } } } } } } }";
  const reply = await ask(shared.store, query);
  expect(reply.at("errors.0.extensions.code")).toBe("MAX_COST_EXCEEDED");
  expect(reply.at("data")).toBeUndefined();
});

test("orders older than 60 days need read_all_orders", async () => {
  later(60);
  const count = async (token?: string) =>
    (await ask(shared.store, "{ ordersCount { count } }", token ? { token } : {})).at("data.ordersCount.count");
  const { access_token: all } = shared.store.control.issueTokens(["read_orders", "read_all_orders"]);
  const seen = Number(await count());
  expect([seen > 80 && seen < 120, await count(all)]).toEqual([true, 120]);
  const oldest = `gid://shopify/Order/${shared.store.control.orderIds()[0]}`;
  const query = `{ order(id: "${oldest}") { id } }`;
  expect((await ask(shared.store, query)).at("data.order")).toBeNull();
  expect((await ask(shared.store, query, { token: all })).at("data.order.id")).toBe(oldest);
});

test("paging by update time shows every order once, also those changed on the way", async () => {
  const seen: unknown[] = [];
  let after: unknown = null;
  for (let page = 0; page < 40; page += 1) {
    later(30);
    const query =
      'query ($after: String) { orders(first: 10, after: $after, sortKey: UPDATED_AT, query: "updated_at:>=2026-10-01 status:any") { nodes { id updatedAt } pageInfo { hasNextPage endCursor } } }';
    const reply = await ask(shared.store, query, { variables: { after } });
    seen.push(...listAt(reply, "data.orders.nodes").map((node) => pick(node, "id")));
    if (page === 1) shared.store.control.editOrder(Number(String(seen[0]).split("/").at(-1)), { note: "changed" });
    after = reply.at("data.orders.pageInfo.endCursor");
    if (reply.at("data.orders.pageInfo.hasNextPage") !== true) break;
  }
  expect(seen.length).toBeGreaterThan(80);
  expect(seen.at(-1)).toBe(seen[0]);
  expect(new Set(seen).size).toBe(seen.length - 1);
});

test("an unknown search field filters nothing and is reported", async () => {
  const reply = await ask(shared.store, '{ orders(first: 1, query: "nope:1") { nodes { id } } }');
  expect(reply.at("extensions.search.0.warnings.0")).toMatchObject({ field: "nope", code: "invalid_field" });
  expect(listAt(reply, "data.orders.nodes")).toHaveLength(1);
});

test.each([
  ["2026-10", 200, "2026-10"],
  ["2024-01", 200, "2026-01"],
  ["2031-01", 404, null],
])("version %s is answered %i by %s", async (version, status, served) => {
  const reply = await ask(shared.store, "{ shop { name } }", { version });
  expect([reply.status, reply.headers.get("x-shopify-api-version")]).toEqual([status, served]);
});

test("a deprecation is told in a header", async () => {
  shared.store.control.deprecate("https://shopify.dev/changelog");
  const reply = await ask(shared.store, "{ shop { name } }");
  expect(reply.headers.get("x-shopify-api-deprecated-reason")).toBe("https://shopify.dev/changelog");
  shared.store.control.deprecate(undefined);
});

test("a bulk query ends as lines whose children name their parent", async () => {
  const inner = "{ orders { edges { node { id name lineItems { edges { node { id sku } } } } } } }";
  const started = await ask(
    shared.store,
    "mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { message } } }",
    { variables: { query: inner } },
  );
  const id = started.at("data.bulkOperationRunQuery.bulkOperation.id");
  expect(started.at("data.bulkOperationRunQuery.bulkOperation.status")).toBe("CREATED");
  const poll = () =>
    ask(shared.store, "query ($id: ID!) { bulkOperation(id: $id) { status url objectCount rootObjectCount } }", {
      variables: { id },
    });
  await expect.poll(async () => (await poll()).at("data.bulkOperation.status")).toBe("COMPLETED");
  const done = await poll();
  const text = await (await fetch(String(done.at("data.bulkOperation.url")))).text();
  const lines: unknown[] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(String(lines.length)).toBe(done.at("data.bulkOperation.objectCount"));
  const roots = lines.filter((line) => pick(line, "__parentId") === undefined).map((line) => pick(line, "id"));
  expect(String(roots.length)).toBe(done.at("data.bulkOperation.rootObjectCount"));
  let parent: unknown;
  for (const line of lines) {
    if (pick(line, "__parentId") === undefined) parent = pick(line, "id");
    else expect(pick(line, "__parentId")).toBe(parent);
  }
});

test("a bulk query without a connection, or without the parent's id, is refused", async () => {
  const run = (query: string) =>
    ask(
      shared.store,
      "mutation ($query: String!) { bulkOperationRunQuery(query: $query) { userErrors { message } } }",
      { variables: { query } },
    );
  expect((await run("{ shop { name } }")).at("data.bulkOperationRunQuery.userErrors.0.message")).toContain(
    "at least one connection",
  );
  const orphan = await run("{ orders { edges { node { name lineItems { edges { node { id } } } } } } }");
  expect(orphan.at("data.bulkOperationRunQuery.userErrors.0.message")).toContain("must select the 'id' field");
});

test("a mutation that was saved but whose answer was lost can be repeated with its key", async () => {
  const { control } = shared.store;
  later(60);
  const stock = control.stock("MUG-SAND")[0];
  const change = {
    inventoryItemId: `gid://shopify/InventoryItem/${control.variantBySku("MUG-SAND")?.inventoryItemId}`,
    locationId: `gid://shopify/Location/${stock?.locationId}`,
    delta: -1,
    changeFromQuantity: null,
  };
  const query =
    'mutation ($input: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $input) @idempotent(key: "lost") { userErrors { code } } }';
  const send = () =>
    ask(shared.store, query, { variables: { input: { name: "available", reason: "correction", changes: [change] } } });
  control.faults.set({ kind: "save-then-drop", match: { operation: "inventoryAdjustQuantities" }, times: 1 });
  await expect(send()).rejects.toThrow();
  expect((await send()).at("data.inventoryAdjustQuantities.userErrors")).toEqual([]);
  expect(control.stock("MUG-SAND")[0]?.available).toBe((stock?.available ?? 0) - 1);
});

test.each([
  [{ kind: "status", status: 429, times: 1 } as const, 429, "Exceeded 2 calls"],
  [{ kind: "throttled", times: 1 } as const, 200, "THROTTLED"],
  [{ kind: "internal-error-200", times: 1 } as const, 200, "INTERNAL_SERVER_ERROR"],
  [{ kind: "html-404-200", times: 1 } as const, 200, "<html"],
])("fault %o is answered %i", async (rule, status, text) => {
  shared.store.control.faults.set(rule);
  const reply = await ask(shared.store, "{ shop { name } }");
  expect([reply.status, reply.text]).toEqual([status, expect.stringContaining(text)]);
  expect((await ask(shared.store, "{ shop { name } }")).at("data.shop.name")).toBe("Harbour & Pine");
});
