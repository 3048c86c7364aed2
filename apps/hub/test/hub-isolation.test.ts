// What belongs to one account does not exist for another, on every route for data of the hub dialect.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { anotherAccount, eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
let stranger: string;
/** Ids of one of each, all of the first account. */
let own: Readonly<Record<"order" | "customer" | "run" | "delivery" | "parked", number>>;

beforeAll(async () => {
  hub = await startConnectedHub({ orders: 20, products: 5 });
  stranger = await anotherAccount(hub);
  await hub.ask("POST", `/connections/${hub.connection.id}/webhooks`, {});
  await hub.ask("PUT", "/stock/SHARED", { on_hand: 5 });
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { status_map: { outbound: { PACKED: "packed" } } });
  const [{ id: order }] = (await hub.ask("GET", "/orders?status=PROCESSING")).orders;
  await hub.ask("PATCH", `/orders/${order}`, { status: "PACKED" });
  hub.store.control.placeOrder();
  own = {
    order,
    customer: await first("customers"),
    run: await first("runs"),
    delivery: await first("deliveries"),
    parked: await first("parked"),
  };
});
afterAll(() => hub?.close());

async function first(list: string): Promise<number> {
  return eventually(async () => (await hub.ask("GET", `/${list}`))[list][0]?.id, `there were ${list}`);
}

const asStranger = (method: string, path: string, body?: unknown) => hub.call(method, `/api/v1${path}`, body, stranger);

describe("a stranger is told that there is no such thing", () => {
  const routes: readonly [string, (ids: typeof own, connection: string | number) => string, unknown?][] = [
    ["GET", (_, connection) => `/connections/${connection}`],
    ["PATCH", (_, connection) => `/connections/${connection}`, { name: "Mine" }],
    ["DELETE", (_, connection) => `/connections/${connection}`],
    ["POST", (_, connection) => `/connections/${connection}/test`],
    ["POST", (_, connection) => `/connections/${connection}/rotate`, { settings: { consumer_key: "ck_mine" } }],
    ["POST", (_, connection) => `/connections/${connection}/runs`, { kind: "orders" }],
    ["GET", (_, connection) => `/connections/${connection}/webhooks`],
    ["POST", (_, connection) => `/connections/${connection}/webhooks`, {}],
    ["GET", (_, connection) => `/connections/${connection}/preview`],
    ["GET", (_, connection) => `/connections/${connection}/statuses`],
    ["POST", (_, connection) => `/sandbox-stores/${connection}/orders`],
    ["GET", (_, connection) => `/orders?connection_id=${connection}`],
    ["GET", (_, connection) => `/customers?connection_id=${connection}`],
    ["GET", (_, connection) => `/runs?connection_id=${connection}`],
    ["GET", (_, connection) => `/deliveries?connection_id=${connection}`],
    ["GET", (_, connection) => `/parked?connection_id=${connection}`],
    ["GET", ({ run }) => `/runs/${run}`],
    ["GET", ({ order }) => `/orders/${order}`],
    ["GET", ({ order }) => `/orders/${order}/raw`],
    ["PATCH", ({ order }) => `/orders/${order}`, { status: "CANCELLED" }],
    ["GET", ({ customer }) => `/customers/${customer}`],
    ["GET", ({ delivery }) => `/deliveries/${delivery}`],
    ["POST", ({ delivery }) => `/deliveries/${delivery}/replay`],
    ["GET", ({ parked }) => `/parked/${parked}`],
    ["POST", ({ parked }) => `/parked/${parked}/retry`],
    ["POST", ({ parked }) => `/parked/${parked}/retry-like`],
    ["POST", ({ parked }) => `/parked/${parked}/dismiss`, { reason: "Mine" }],
    ["GET", () => "/stock/SHARED"],
    ["PATCH", () => "/stock/SHARED", { buffer: 1 }],
  ];

  test.each(
    routes.map(
      (route) =>
        [`${route[0]} ${route[1]({ order: 1, customer: 1, run: 1, delivery: 1, parked: 1 }, ":id")}`, route] as const,
    ),
  )("%s", async (_, [method, path, body]) => {
    for (const connection of [hub.connection.id, hub.connection.publicId]) {
      const reply = await asStranger(method, path(own, connection), body);
      expect(reply).toMatchObject({ status: 404, body: { code: expect.any(String), detail: expect.any(String) } });
    }
  });
});

test.each(["connections", "orders", "customers", "runs", "deliveries", "parked", "stock"])(
  "a stranger's list of %s is empty",
  async (list) => {
    expect((await hub.ask("GET", `/${list}`))[list].length).toBeGreaterThan(0);
    expect(await asStranger("GET", `/${list}?limit=200`)).toMatchObject({
      status: 200,
      body: { [list]: [], next_cursor: null },
    });
  },
);

test("both accounts may use the same SKU, and each has its own count and its own movements", async () => {
  expect((await asStranger("GET", "/stock/SHARED/movements")).body.movements).toEqual([]);
  expect((await asStranger("PUT", "/stock/SHARED", { on_hand: 1 })).status).toBe(200);
  expect((await hub.ask("GET", "/stock/SHARED")).on_hand).toBe("5");
  expect((await asStranger("POST", "/stock/SHARED/adjustments", { quantity: 2 })).body.on_hand).toBe("3");
  expect((await asStranger("GET", "/stock/SHARED")).body.listings).toEqual([]);
  expect((await hub.ask("GET", "/stock/SHARED")).on_hand).toBe("5");
});

test("a cursor of one account shows another nothing but its own", async () => {
  const { next_cursor: cursor } = await hub.ask("GET", "/orders?limit=1");
  expect(cursor).toEqual(expect.any(String));
  expect((await asStranger("GET", `/orders?cursor=${cursor}`)).body.orders).toEqual([]);
});

test("nothing of what the stranger tried has changed anything", async () => {
  expect(await hub.ask("GET", `/connections/${hub.connection.id}`)).toMatchObject({ status: "active" });
  expect(await hub.ask("GET", `/orders/${own.order}`)).toMatchObject({ status: "PACKED" });
  expect(await hub.ask("GET", `/parked/${own.parked}`)).toMatchObject({ state: "open" });
});

test.each(["/connections", "/orders", "/stock", "/customers", "/runs", "/deliveries", "/parked", "/platforms"])(
  "%s is for those who signed in",
  async (path) => {
    expect((await hub.call("GET", `/api/v1${path}`, undefined, null)).status).toBe(401);
  },
);
