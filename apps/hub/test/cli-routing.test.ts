// `logix locations` and `logix routing` against a whole hub with two stores: one that counts one number, one that counts by place.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ShopifyStore } from "@logix/sandbox/shopify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../src/cli/program.ts";
import { connectShop } from "./support/connected-shop.ts";
import { type ConnectedStore, connectStore } from "./support/connected-store.ts";
import { eventually, OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

const SKU = "MUG-SAND";
const FAR = "LI";
/** One of the simulated shop's own locations. */
const THEIRS = "Harbour shop";

let hub: TestHub;
let woo: ConnectedStore;
let shop: ShopifyStore;
let home: string;
let vaduz: number;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "logix-cli-"));
  hub = await startTestHub();
  woo = await connectStore(hub);
  const connected = await connectShop(hub);
  shop = connected.shop;
  const post = (path: string, body: object) => hub.call("POST", `/api/v1${path}`, body);
  const added = await post("/locations", { name: "Vaduz", code: "V", country: FAR, city: "Vaduz", priority: 200 });
  vaduz = added.body.id;
  const [main] = (await hub.call("GET", "/api/v1/locations")).body.locations;
  for (const location_id of [main.id, vaduz])
    await hub.call("PUT", `/api/v1/stock/${SKU}`, { on_hand: 50, location_id });
  const map = `/api/v1/connections/${connected.id}/locations`;
  const { store_locations: theirs } = (await hub.call("POST", `${map}/refresh`)).body;
  const theOne = theirs.find(({ name }: { name: string }) => name === THEIRS);
  const links = [{ remote_id: theOne.remote_id, location_id: vaduz }];
  expect(await hub.call("PUT", map, { links, sells_from: [vaduz] })).toMatchObject({ status: 200 });
  expect(await logix("login", "--email", OWNER.email)).toMatchObject({ code: 0 });
});
afterAll(async () => {
  await Promise.all([hub?.close(), woo?.store.close(), shop?.close()]);
  rmSync(home, { recursive: true, force: true });
});

async function logix(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const nobody = () => Promise.reject(new Error("nobody is there to be asked"));
  const code = await runCli(args, {
    env: { HOME: home, LOGIX_URL: hub.url, LOGIX_PASSWORD: OWNER.password },
    fetch,
    out: (text) => (out += text),
    err: (text) => (err += text),
    progressStream: null,
    ask: nobody,
    askHidden: nobody,
    wait: nobody,
  });
  return { code, out, err };
}

function fileOf(content: string): string {
  const file = join(home, "rules.json");
  writeFileSync(file, content);
  return file;
}

async function sold(country: string): Promise<{ readonly id: number; readonly number: string }> {
  const address = { country, postcode: "9490" };
  const lines = [{ sku: SKU, quantity: 2 }];
  const placed = woo.store.control.placeOrder({ lines, shipping: address, billing: address });
  const { id, number } = await woo.order(placed.id);
  await eventually(
    async () => (await hub.call("GET", `/api/v1/orders/${id}/routing`)).body.decision,
    "the order was routed",
  );
  return { id, number: String(number) };
}

test("locations are listed with the stores that sell from them, and what the stores call them", async () => {
  const { code, out, err } = await logix("locations");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^ *No +Location +Code +Where +State +Priority\n/);
  expect(out).toMatch(/ Main +- +- +sends, default +100\n/);
  expect(out).toMatch(/ Vaduz +V +Vaduz LI +sends +200\n/);
  expect(out).toMatch(/ everywhere +one number\n/);
  expect(out).toMatch(/ Vaduz +by place/);
  expect(out).toMatch(new RegExp(` ${THEIRS} +\\d+ +Vaduz\n`));
  expect(out).toMatch(/ Main warehouse +\d+ +undecided\n/);
  const { locations, stores } = JSON.parse((await logix("--json", "locations")).out);
  expect(locations.map(({ name }: { name: string }) => name)).toEqual(["Main", "Vaduz"]);
  expect(stores).toMatchObject([
    { sells_from: null, counts_by_location: false },
    { sells_from: [vaduz], counts_by_location: true },
  ]);
});

test("rules are tried over past orders: from where they go, before and after, and nothing is changed", async () => {
  expect((await logix("routing")).out).toContain("There have never been rules");
  const [far] = [await sold(FAR), await sold("DE")];
  const rules = [
    { name: "The Alps", when: { countries: [FAR] }, action: { do: "only", locations: [vaduz] } },
    { name: "Whole parcels", action: { do: "hold" } },
  ];
  const { code, out, err } = await logix("routing", "try", fileOf(JSON.stringify(rules)), "--orders", "2");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("1 of 2 orders would be sent otherwise. Nothing was changed.");
  expect(out).toMatch(/Measure +Version 0 +The file\nParcels +2 +2\n/);
  expect(out).toMatch(new RegExp(`\n${far.number} +Main: 2 × ${SKU} +Vaduz: 2 × ${SKU} +Because it goes to ${FAR}`));
  const trial = JSON.parse((await logix("--json", "routing", "try", fileOf(JSON.stringify({ rules })))).out);
  expect(trial.differences.map(({ order_id }: { order_id: number }) => order_id)).toEqual([far.id]);
  const routing = await hub.call("GET", `/api/v1/orders/${far.id}/routing`);
  expect(routing.body.held).toMatchObject([{ location: "Main" }]);
  expect((await logix("routing")).out).toContain("There have never been rules");
});

test("the rules that count are shown in words, and what is printed can be tried again", async () => {
  const rules = [
    { name: "The Alps", when: { countries: [FAR, "CH"] }, action: { do: "only", locations: [vaduz] } },
    { name: "Whole parcels", active: false, action: { do: "hold" } },
  ];
  const put = await hub.call("PUT", "/api/v1/routing-rules", { version: 0, rules, note: "Vaduz has opened" });
  expect(put.status).toBe(200);
  const { out } = await logix("routing");
  expect(out).toMatch(/^Version 1 of \S+: Vaduz has opened\nNo +Rule +When +Then +State\n/);
  expect(out).toMatch(/ 1 +The Alps +country LI or CH +only Vaduz +on\n/);
  expect(out).toMatch(/ 2 +Whole parcels +always +waits until one place has everything +off\n/);
  const printed = fileOf((await logix("--json", "routing")).out);
  expect((await logix("routing", "try", printed)).out).toMatch(/^0 of \d+ orders would be sent otherwise/);
});

test.each([
  ["a file that is not there", () => join(home, "nowhere.json"), "cannot be read"],
  ["a file that is no JSON", () => fileOf("[{"), "is not valid JSON"],
  ["a rule that cannot be", () => fileOf('[{"name":"","action":{"do":"hold"}}]'), "must not be empty"],
  [
    "a place that does not exist",
    () => fileOf('[{"name":"x","action":{"do":"only","locations":[999]}}]'),
    "There is no location 999",
  ],
])("%s is told in words", async (_what, file, words) => {
  const ran = await logix("routing", "try", file());
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain(words);
});
