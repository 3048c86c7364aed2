// Orders are sent from the place that the rules choose, with a reason; a changed set of rules is tried on what was sold.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, startTestHub, type TestHub } from "./support/test-hub.ts";

const SKU = "MUG-SAND";

let hub: TestHub;
let shop: ConnectedStore;
let main: number;
let basel: number;

async function ask(method: string, path: string, body?: unknown, status = 200) {
  const reply = await hub.call(method, `/api/v1${path}`, body);
  expect(reply, `${method} ${path}: ${JSON.stringify(reply.body)}`).toMatchObject({ status });
  return reply.body;
}

beforeAll(async () => {
  hub = await startTestHub();
  shop = await connectStore(hub);
  const { locations } = await ask("GET", "/locations");
  main = locations[0].id;
  basel = (await ask("POST", "/locations", { name: "Basel", country: "CH", postcode: "4051" }, 201)).id;
  for (const location_id of [main, basel]) await ask("PUT", `/stock/${SKU}`, { on_hand: 50, location_id });
  await shop.settled();
});
afterAll(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

async function sold(country: string, quantity = 1) {
  const shipping = { country, postcode: country === "CH" ? "8001" : "10115" };
  const placed = shop.store.control.placeOrder({ lines: [{ sku: SKU, quantity }], shipping, billing: shipping });
  return shop.order(placed.id);
}

const routingOf = async (id: number) =>
  eventually(async () => {
    const routing = await ask("GET", `/orders/${id}/routing`);
    return routing.decision ? routing : false;
  }, "the order was routed");

async function onHandAt(location: number): Promise<number> {
  const { locations } = await ask("GET", `/stock/${SKU}`);
  return Number(locations.find((level: { location_id: number }) => level.location_id === location)?.on_hand);
}

const SWISS = { name: "Switzerland from Basel", when: { countries: ["CH"] }, action: { do: "only", locations: [0] } };
const swissFromBasel = () => ({ ...SWISS, action: { do: "only", locations: [basel] } });

describe("routing", () => {
  test("a changed set of rules is tried on past orders before it counts, and changes nothing", async () => {
    const order = await sold("CH");
    expect((await routingOf(order.id)).held[0].location_id).toBe(main);
    const trial = await ask("POST", "/routing/try", { rules: [swissFromBasel()], orders: 100 });
    const difference = trial.differences.find((each: { order_id: number }) => each.order_id === order.id);
    expect(difference.after.map((part: { location_id: number }) => part.location_id)).toEqual([basel]);
    expect(JSON.stringify(difference.why)).toContain("Switzerland from Basel");
    expect((await routingOf(order.id)).held[0].location_id).toBe(main);
  });

  test("a customer's country decides from where, the page says why, and what is sent leaves that place", async () => {
    const { version } = await ask("GET", "/routing-rules");
    await ask("PUT", "/routing-rules", { version, rules: [swissFromBasel()], note: "Basel opened" });
    const [swiss, german] = [await sold("CH", 2), await sold("DE")];
    const routing = await routingOf(swiss.id);
    expect(routing.decision).toMatchObject({ rules_version: version + 1, state: "routed", parcels: 1 });
    expect(routing.held.map((part: { location_id: number }) => part.location_id)).toEqual([basel]);
    expect(JSON.stringify(routing.decision.explanation)).toContain("Switzerland from Basel");
    expect((await routingOf(german.id)).held[0].location_id).toBe(main);
    const before = [await onHandAt(main), await onHandAt(basel)];
    await ask("PATCH", `/orders/${swiss.id}`, { status: "SHIPPED" });
    expect([await onHandAt(main), await onHandAt(basel)]).toEqual([before[0], (before[1] ?? 0) - 2]);
  });

  test("a person may decide otherwise, with a reason that stays with the order", async () => {
    const order = await sold("CH");
    await routingOf(order.id);
    const moved = await ask("POST", `/orders/${order.id}/routing/override`, { location_id: main, reason: "snowed in" });
    expect(moved.held[0].location_id).toBe(main);
    expect(moved.decision).toMatchObject({ cause: "override", reason: "snowed in" });
    expect(moved.earlier).toHaveLength(1);
    const again = await ask("POST", `/orders/${order.id}/routing/reroute`, {});
    expect(again.held[0].location_id).toBe(basel);
  });

  test("rules that somebody else changed meanwhile are not written over", async () => {
    const { version } = await ask("GET", "/routing-rules");
    await ask("PUT", "/routing-rules", { version, rules: [], note: "none" });
    const late = await hub.call("PUT", "/api/v1/routing-rules", { version, rules: [swissFromBasel()] });
    expect(late.status).toBe(409);
  });

  test("a place is removed only where nothing leans on it", async () => {
    const { id } = await ask("POST", "/locations", { name: "Popup" }, 201);
    const path = `/locations/${id}`;
    const { version } = await ask("GET", "/routing-rules");
    const near = { do: "nearest", table: [{ country: "CH", locations: [id] }] };
    await ask("PUT", "/routing-rules", { version, rules: [{ name: "Fair", action: near }] });
    expect(await ask("DELETE", path, undefined, 409)).toMatchObject({
      code: "location_in_rules",
      detail: 'The rule "Fair" names Popup',
    });
    await ask("PUT", "/routing-rules", { version: version + 1, rules: [] });
    const stores = `/connections/${shop.id}/locations`;
    await ask("PUT", stores, { sells_from: [id] });
    expect(await ask("DELETE", path, undefined, 409)).toMatchObject({ code: "location_sells" });
    await ask("PUT", stores, { sells_from: [main, id] });
    await ask("DELETE", path, undefined, 204);
    expect((await ask("GET", stores)).sells_from).toEqual([main]);
    await ask("PUT", stores, { sells_from: null });
    expect(await ask("DELETE", `/locations/${basel}`, undefined, 409)).toMatchObject({ code: "location_in_use" });
    expect(await ask("DELETE", `/locations/${main}`, undefined, 409)).toMatchObject({ code: "location_is_default" });
  });

  test("what is offered for sale is what all places have that send, and a place that is closed offers nothing", async () => {
    await shop.settled();
    const inStore = () => Number(shop.store.control.products().find((each) => each.sku === SKU)?.stock_quantity);
    const freeAt = async (location: number) => {
      const { locations } = await ask("GET", `/stock/${SKU}`);
      return Number(locations.find((level: { location_id: number }) => level.location_id === location)?.available);
    };
    const [atMain, atBasel] = [await freeAt(main), await freeAt(basel)];
    await eventually(async () => inStore() === atMain + atBasel, "the store shows what both places have");
    await ask("PATCH", `/locations/${basel}`, { active: false });
    await eventually(async () => inStore() === atMain, "the store shows what is left");
  });
});
