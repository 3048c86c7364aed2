// Before a store is connected: how far the way in leads, what reading will mean, and a store to try things out with.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, settingsOf, startConnectedHub } from "./support/connected-hub.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 12, products: 10 });
});
afterAll(() => hub?.close());

type Step = { step: string; state: string; code: string | null; remedy: string | null };
const examine = (settings: object) =>
  hub.ask("POST", "/connections/examination", { platform: "woocommerce", settings });
const inShort = ({ steps }: { steps: Step[] }) => Object.fromEntries(steps.map(({ step, state }) => [step, state]));
const failed = ({ steps }: { steps: Step[] }) => steps.find(({ state }) => state === "failed");

const ALL = ["address", "reachable", "permalinks", "rest_api", "woocommerce", "keys", "permissions"];

test("a store that lets us in passes every step, and says who it is", async () => {
  const examined = await examine(settingsOf(hub.store));
  expect(inShort(examined)).toEqual(Object.fromEntries(ALL.map((step) => [step, "ok"])));
  expect(examined.store).toMatchObject({ name: "Harbour & Pine Store", currency: "USD" });
});

test("with the address alone the way is looked at up to the keys", async () => {
  const examined = await examine({ store_url: hub.store.url });
  expect(inShort(examined)).toMatchObject({ woocommerce: "ok", keys: "waiting", permissions: "waiting" });
  expect(failed(examined)).toBeUndefined();
  expect(examined.store).toBeNull();
});

test("plain permalinks, wrong keys and keys that may only read are told at their step with what helps", async () => {
  const plain = await startWooStore({ permalinks: "plain" });
  const { store } = hub;
  const { readOnlyKey } = store;
  const troubles = [
    [settingsOf(plain), "permalinks", "permalinks_plain"],
    [{ ...settingsOf(store), consumer_key: "ck_wrong" }, "keys", "wrong_key"],
    [{ ...settingsOf(store), consumer_secret: "cs_wrong" }, "keys", "wrong_secret"],
    [settingsOf({ ...store, ...readOnlyKey }), "permissions", "key_read_only"],
    [{ ...settingsOf(store), store_url: "http://127.0.0.1:9" }, "reachable", "refused"],
    [{ ...settingsOf(store), store_url: "http://10.1.2.3" }, "address", "settings_invalid"],
    [{ ...settingsOf(store), store_url: "https://10.1.2.3" }, "address", "address_blocked"],
    [{ ...settingsOf(store), store_url: "not a shop" }, "address", "settings_invalid"],
  ] as const;
  for (const [settings, step, code] of troubles) {
    const examined = await examine(settings);
    expect(failed(examined), step).toMatchObject({ step, code });
    expect(examined.steps.map((each: Step) => each.step)).toEqual(ALL);
    if (code !== "refused") expect(failed(examined)?.remedy ?? code).toBeTruthy();
  }
  await plain.close();
});

test("nothing is saved by looking", async () => {
  expect((await hub.ask("GET", "/connections")).connections).toHaveLength(1);
});

test("the preview counts what will be read, and names the numbers that would be told", async () => {
  const product = counted(hub.store);
  const before = await hub.ask("GET", `/connections/${hub.connection.id}/preview`);
  expect(before).toMatchObject({ orders: 12, products: 10, stock: [], compared: 0, complete: true });
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { stock_role: "none" });
  await hub.ask("PUT", `/stock/${product.sku}`, { on_hand: 4711, reason: "counted" });
  const after = await hub.ask("GET", `/connections/${hub.connection.id}/preview`);
  const told = { sku: product.sku, shows: String(product.stock_quantity) };
  expect(after).toMatchObject({ stock: [told], compared: 1 });
  expect(Number(after.stock[0].would_show)).toBeGreaterThan(4_000);
});

test("a word that nobody has explained comes first, and is explained by the connection's map", async () => {
  const path = `/connections/${hub.connection.id}/statuses`;
  await hub.database.pool.query(
    "update orders set remote_status = 'ready-to-ship' where id = (select min(id) from orders)",
  );
  const [first] = (await hub.ask("GET", path)).words;
  expect(first).toEqual({ word: "ready-to-ship", means: null, platform_means: null, orders: 1 });
  const map = { inbound: { "ready-to-ship": "PACKED" }, outbound: { PACKED: "ready-to-ship" } };
  await hub.ask("PATCH", `/connections/${hub.connection.id}`, { status_map: map });
  const { words, told } = await hub.ask("GET", path);
  expect(words).toContainEqual({ ...first, means: "PACKED" });
  expect(told).toContainEqual({ status: "PACKED", word: "ready-to-ship", platform_word: "processing" });
});

test("a sandbox store is connected and read in one request, takes orders, and ends with the hub", async () => {
  const connection = await hub.ask("POST", "/sandbox-stores", { orders: 5, products: 3 }, 201);
  expect(connection).toMatchObject({ name: "Sandbox shop", status: "active", rate_limit: { requests: 50 } });
  const { stores, available } = await hub.ask("GET", "/sandbox-stores");
  expect(available).toBe(true);
  expect(stores).toMatchObject([{ connection_id: connection.id }]);
  await hub.ask("POST", `/connections/${connection.id}/webhooks`, {});
  const { remote_id: remoteId } = await hub.ask("POST", `/sandbox-stores/${connection.id}/orders`, undefined, 201);
  const order = await eventually(async () => {
    const { orders } = await hub.ask("GET", `/orders?connection_id=${connection.id}`);
    return orders.find((each: { remote_id: string }) => each.remote_id === remoteId);
  }, "the order came in");
  expect(order.status).toBe("PROCESSING");
  const port: number = stores[0].port;
  await hub.close();
  await expect(fetch(`http://127.0.0.1:${port}/_sandbox`)).rejects.toThrow("fetch failed");
});

test("who may not connect stores may not look into any either", async () => {
  const other = await startConnectedHub({ orders: 0, products: 1, autoSync: false });
  const viewer = { email: "viewer@example.com", password: "a viewer's password" };
  await other.ask("POST", "/users", { ...viewer, name: "Vera", role: "viewer" }, 201);
  const { body } = await other.call("POST", "/api/v1/auth/login", viewer, null);
  const asked = { platform: "woocommerce", settings: { store_url: other.store.url } };
  const replies = [
    await other.call("POST", "/api/v1/connections/examination", asked, body.token),
    await other.call("POST", "/api/v1/sandbox-stores", {}, body.token),
  ];
  expect(replies.map(({ status }) => status)).toEqual([403, 403]);
  await other.call("POST", `/api/v1/sandbox-stores/${other.connection.id}/orders`, {}).then(({ status }) => {
    expect(status).toBe(404);
  });
  await other.close();
});

function counted(store: WooStore): { sku: string; stock_quantity: number } {
  const found = store.control.products().find((each) => each.manage_stock === true && each.sku !== "");
  return { sku: String(found?.sku), stock_quantity: Number(found?.stock_quantity) };
}
