// Every route of the described API, walked by a stranger with the ids of another account's things.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { type DescribedApi, describedApi, filled, type Operation } from "./support/described-api.ts";
import { type Known, likelyValue } from "./support/likely-values.ts";
import { seeded } from "./support/seeded.ts";
import { anotherAccount, eventually, type Reply } from "./support/test-hub.ts";

const MARK = "belongs-to-the-owner";
const PIM = "/integration/woocommerce";

let hub: ConnectedHub;
let stranger: string;
let api: DescribedApi;
let known: Known;

beforeAll(async () => {
  hub = await startConnectedHub({ orders: 20, products: 5 });
  stranger = await anotherAccount(hub);
  api = await describedApi(hub);
  const { id, publicId } = hub.connection;
  await hub.ask("PATCH", `/connections/${id}`, { name: MARK, status_map: { outbound: { PACKED: "packed" } } });
  const user = await hub.ask("POST", "/users", { email: `${MARK}@example.com`, name: MARK, role: "viewer" }, 201);
  const token = await hub.ask("POST", "/tokens", { name: MARK, permissions: ["orders:read"] }, 201);
  const product = await hub.ask("POST", "/products", { sku: "SHARED", name: MARK, price: "5" }, 201);
  await hub.ask("PUT", "/attributes/OWNED", { type: "select", options: [MARK] });
  await hub.ask("PUT", "/stock/SHARED", { on_hand: 5, reason: MARK });
  const hook = { name: MARK, target: { kind: "slack", url: "http://127.0.0.1:1/hook" } };
  const channel = await hub.ask("POST", "/alert-channels", hook, 201);
  const reconcile = await hub.ask("POST", `/connections/${id}/reconcile`, {}, 202);
  const { run: bulk } = await hub.ask("POST", "/products/bulk", [{ sku: "BULK", name: MARK }], 202);
  const [{ id: order }] = (await hub.ask("GET", "/orders?status=PROCESSING")).orders;
  await hub.ask("PATCH", `/orders/${order}`, { status: "PACKED", note: MARK });
  await hub.ask("POST", `/connections/${id}/webhooks`, {});
  hub.store.control.placeOrder();
  const exportMapping = await pim("POST", `/connections/${id}/export-mappings`, {
    selectedFields: ["name", "sku"],
    fieldMappings: { name: MARK },
  });
  const importMapping = await pim("POST", `/connections/${id}/import-mappings`, { attributeMappings: { color: MARK } });
  const exported = await pim("POST", "/connections/export", { connectionId: id, productIds: [product.id] });
  known = {
    connections: [id, publicId], integrations: [publicId], receive: [publicId], connectionId: [id], connection_id: [id, publicId],
    orders: [order], products: [product.id], productId: [product.id], productIds: [[product.id]], bulk: [bulk.id], runs: [await first("runs")],
    runId: [exported.runId ?? exported.id ?? 1], customers: [await first("customers")], deliveries: [await first("deliveries")], parked: [await first("parked")],
    "alert-channels": [channel.id ?? channel.channel.id], reconciles: [reconcile.id ?? reconcile.reconcile.id], users: [user.user.id], tokens: [token.id], mappingId: [exportMapping.id, importMapping.id], attributes: ["OWNED"], sku: ["SHARED"],
    store_url: ["http://127.0.0.1:1"], storeUrl: ["http://127.0.0.1:1"], settings: [{}], records: [[]],
  }; // biome-ignore format: a list to look through
});
afterAll(() => hub?.close());

async function first(list: string): Promise<number> {
  return eventually(async () => (await hub.ask("GET", `/${list}`))[list][0]?.id, `there were ${list}`);
}

async function pim(method: string, path: string, body?: unknown): Promise<Reply["body"]> {
  const reply = await hub.call(method, PIM + path, body);
  expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
  return reply.body;
}

const LOOKS = [
  "/connections",
  "/orders",
  "/products",
  "/stock",
  "/users",
  "/tokens",
  "/attributes",
  "/parked",
  "/alert-channels",
];
const ownersView = async () => {
  const lists = await Promise.all(LOOKS.map(async (path) => hub.ask("GET", path)));
  const mappings = await Promise.all(
    ["export", "import"].map((kind) => pim("GET", `/connections/${hub.connection.id}/${kind}-mappings`)),
  );
  // When a token was last used is the only thing that may change by looking.
  return JSON.parse(JSON.stringify([lists, mappings], (name, value) => (name === "last_used_at" ? null : value)));
};

/** What is named by an id is foreign; what is named by its own name, the stranger may have too. */
const namesForeign = ({ parameters }: Operation) =>
  parameters.some((parameter) => parameter.in === "path" && /^id$|Id$/.test(parameter.name));

test("a stranger sees nothing of it and changes nothing of it, on any route", async () => {
  await eventually(
    async () =>
      (await hub.ask("GET", "/deliveries")).deliveries.every((each: { state: string }) => each.state !== "waiting"),
    "all was worked off",
  );
  const before = await ownersView();
  const random = seeded(7);
  const mayCall = api.operations.filter(
    ({ isPublic, name }) => !isPublic && !/logout|auth\/password|session\/password|GET \/api\/v1\/events/.test(name),
  );
  let walked = 0;
  for (const operation of mayCall) {
    for (let round = 0; round < 4; round += 1) {
      const reply = await hub.call(operation.method, addressOf(operation, round), bodyOf(operation, random), stranger);
      walked += 1;
      const said = [operation.name, reply.status, JSON.stringify(reply.body)] as const;
      expect(said[2], operation.name).not.toMatch(new RegExp(`${MARK}|${hub.store.consumerSecret}|${hub.store.url}`));
      if (namesForeign(operation)) expect(reply.status, said.join(" ")).toBeGreaterThanOrEqual(400);
      expect(reply.status, said.join(" ")).toBeLessThan(500);
    }
  }
  expect(walked).toBeGreaterThan(300);
  expect(await ownersView()).toEqual(before);
}, 60_000);

function addressOf({ path, parameters }: Operation, round: number): string {
  const list = path.split("/").findLast((part) => Object.hasOwn(known, part)) ?? "";
  const there = (name: string) => known[name === "id" ? list : name] ?? [1];
  const address = filled(path, (name) => encodeURIComponent(String(there(name)[round % there(name).length])));
  const asks = parameters.some((parameter) => parameter.name === "connection_id") && round % 2 === 0;
  return asks ? `${address}?connection_id=${hub.connection.id}` : address;
}

function bodyOf({ method, body }: Operation, random: ReturnType<typeof seeded>): unknown {
  if (method === "GET" || body === undefined) return undefined;
  return likelyValue({ random, api, known, hostility: 0 }, body, "");
}
