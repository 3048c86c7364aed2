// Every route of the described API under fire: nothing sent may bring out a fault of ours, a glimpse of the inside, a secret.
// FUZZ_REQUESTS=100000 for a campaign; FUZZ_SEED=… for the requests of an earlier one, which are the same again.
import { PERMISSIONS } from "@logix/api/permissions";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ConnectedHub, settingsOf, startConnectedHub } from "./support/connected-hub.ts";
import { describedApi } from "./support/described-api.ts";
import { runCampaign } from "./support/fuzz-campaign.ts";
import { fuzzedRequest } from "./support/fuzzed-request.ts";
import type { Known } from "./support/likely-values.ts";
import type { RawRequest } from "./support/raw-request.ts";
import { seeded } from "./support/seeded.ts";
import { OWNER } from "./support/test-hub.ts";

const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 2_000);
const SEED = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const WEBHOOK_SECRET = "whsec-never-to-be-shown-0123456789";

let hub: ConnectedHub;
let token: string;
let known: Known;

beforeAll(async () => {
  hub = await startConnectedHub({ orders: 12, products: 6 });
  const { id, publicId } = hub.connection;
  await hub.ask("POST", `/connections/${id}/rotate`, {
    settings: { ...settingsOf(hub.store), webhook_secret: WEBHOOK_SECRET },
  });
  ({ token } = await hub.ask("POST", "/tokens", { name: "Fuzz", permissions: PERMISSIONS }, 201));
  const { id: product } = await hub.ask(
    "POST",
    "/products",
    { sku: "A-1", name: "A", variants: [{ sku: "A-1-S" }] },
    201,
  );
  await hub.ask("PUT", "/stock/A-1", { on_hand: 5 });
  await hub.ask("PUT", "/attributes/COLOR", { type: "text" });
  const { run } = await hub.ask("POST", "/products/bulk", [{ sku: "BULK", name: "Bulk" }], 202);
  const { user } = await hub.ask("POST", "/users", { email: "spare@example.com", name: "Spare", role: "viewer" }, 201);
  known = await knownThings({ id, publicId, product, run: run.id, user: user.id });
});
afterAll(() => hub?.close());

type Made = {
  readonly id: number;
  readonly publicId: string;
  readonly product: number;
  readonly run: number;
  readonly user: string;
};

async function knownThings({ id, publicId, product, run, user }: Made): Promise<Known> {
  const { orders } = await hub.ask("GET", "/orders?limit=5");
  const settings = settingsOf(hub.store);
  const spare = Array.from({ length: 40 }, (_, at) => at + 4);
  return {
    connections: [id, publicId],
    integrations: [publicId],
    receive: [publicId],
    connection_id: [id, publicId],
    connectionId: [id],
    mappingId: [1, 2, 3],
    productId: [product, 2, 3],
    productIds: [[product], [product, 2, 2]],
    wooProductIds: [hub.store.control.products().map((each) => each.id)],
    runId: spare,
    runs: spare,
    orders: orders.map((order: { id: number }) => order.id),
    products: [product, 2, 3],
    bulk: [run, ...spare],
    customers: [1, 2, 3],
    deliveries: [1, 2],
    parked: [1, 2, 3],
    tokens: spare,
    users: [user],
    sku: ["A-1", "A-1-S", "BULK"],
    attributes: ["COLOR"],
    name: ["COLOR", "A name"],
    // A slow one would have everybody wait, as it should.
    rate_limit: [{ requests: 100, per_ms: 1_000, burst: 100 }],
    platform: ["woocommerce"],
    settings: [settings],
    store_url: [settings.store_url],
    storeUrl: [settings.store_url],
    consumer_key: [settings.consumer_key],
    consumerKey: [settings.consumer_key],
    consumer_secret: [settings.consumer_secret],
    consumerSecret: [settings.consumer_secret],
    webhook_secret: [WEBHOOK_SECRET],
    webhookSecret: [WEBHOOK_SECRET],
    password: ["a password of mine"],
    spare: [...spare, user],
  };
}

const secretsOf = () => [hub.store.consumerSecret, WEBHOOK_SECRET, OWNER.password, token, hub.database.url];

test(
  "no request brings out a fault of ours",
  async () => {
    console.info(`FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS}`);
    const api = await describedApi(hub);
    // A stream of live updates has no end that could be waited for.
    const operations = api.operations.filter(({ name }) => name !== "GET /api/v1/events");
    expect(operations.length).toBeGreaterThan(100);
    const random = seeded(SEED);
    function* requests(): Generator<RawRequest> {
      for (let at = 0; at < REQUESTS; at += 1) {
        const operation = operations[at % operations.length];
        const likely = { random, api, known, hostility: random.pick([0, 0.05, 0.3]) };
        if (operation) yield fuzzedRequest(likely, operation, token);
      }
    }
    const outcome = await runCampaign({ origin: hub.url, requests: requests(), secrets: secretsOf() });
    console.info(JSON.stringify({ ...outcome, faults: outcome.faults.length }));
    expect(outcome.faults.join("\n\n"), `FUZZ_SEED=${SEED} FUZZ_REQUESTS=${REQUESTS}`).toBe("");
    expect(outcome.sent).toBe(REQUESTS);
    // Where nothing got past the doors, nothing was tried.
    expect(outcome.byStatus[200] ?? 0).toBeGreaterThan(REQUESTS / 20);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  },
  60_000 + REQUESTS * 60,
);

test("an id beyond what a column holds is one that nobody knows", async () => {
  const api = await describedApi(hub);
  const operations = api.operations.filter(({ path }) => path.includes("{"));
  const beyond = [2_147_483_648, Number.MAX_SAFE_INTEGER];
  const isIds = (values: readonly unknown[] = []) => values.some((value) => typeof value === "number");
  const strangers = Object.fromEntries(
    Object.entries(known).map(([name, values]) => [name, isIds(values) ? beyond : values]),
  );
  const random = seeded(SEED);
  const requests = operations.flatMap((operation) =>
    Array.from({ length: 8 }, () =>
      fuzzedRequest({ random, api, known: { ...strangers, spare: beyond }, hostility: 0 }, operation, token),
    ),
  );
  const { faults, byStatus } = await runCampaign({ origin: hub.url, requests, secrets: secretsOf() });
  expect(faults.join("\n\n"), `FUZZ_SEED=${SEED}`).toBe("");
  expect(byStatus[404] ?? 0).toBeGreaterThan(operations.length);
}, 60_000);

test("afterwards the hub still works", async () => {
  expect((await hub.call("GET", "/readyz", undefined, null)).status).toBe(200);
  expect((await hub.call("GET", "/api/v1/orders", undefined, token)).status).toBe(200);
});
