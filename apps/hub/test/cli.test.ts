// The command line against a whole hub and a simulated store: what it prints, what it returns, what it keeps.
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../src/cli/program.ts";
import { startShop } from "./support/connected-shop.ts";
import { eventually, OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let store: WooStore;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "logix-cli-"));
  [hub, store] = await Promise.all([startTestHub(), startWooStore({ orders: 250, products: 20 })]);
});
afterAll(async () => {
  await Promise.all([hub?.close(), store?.close()]);
  rmSync(home, { recursive: true, force: true });
});

type Ran = { readonly code: number; readonly out: string; readonly err: string };

async function logix(...args: string[]): Promise<Ran> {
  return logixWith({ LOGIX_PASSWORD: OWNER.password }, ...args);
}

async function logixWith(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  let out = "";
  let err = "";
  const code = await runCli(args, {
    env: { HOME: home, LOGIX_URL: hub.url, ...env },
    fetch,
    out: (text) => (out += text),
    err: (text) => (err += text),
    progressStream: null,
    ask: () => Promise.reject(new Error("nobody is there to be asked")),
    askHidden: () => Promise.reject(new Error("nobody is there to be asked")),
    wait: () => wait(20),
  });
  return { code, out, err };
}

test("without a login it says how to log in", async () => {
  const { code, err } = await logix("connections");
  expect(code).toBe(1);
  expect(err).toContain("What helps: Log in with: npm run logix -- login");
});

test("a wrong password is refused, and nothing is kept", async () => {
  const ran = await logixWith({ LOGIX_PASSWORD: "a wrong password" }, "login", "--email", OWNER.email);
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toMatch(/^Error: /);
});

test("a login is kept for nobody else to read", async () => {
  expect(await logix("login", "--email", OWNER.email)).toMatchObject({ code: 0 });
  const file = join(home, ".config", "logix", "logins.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toContain(OWNER.password);
  expect(await logix("connections")).toEqual({ code: 0, out: "Nothing there.\n", err: "" });
});

test("LOGIX_TOKEN wins over a kept login", async () => {
  expect(await logixWith({ LOGIX_TOKEN: "lgx_no_such_token" }, "connections")).toMatchObject({ code: 1 });
});

test("a store that does not accept the key is not connected, and its own words are shown", async () => {
  const ran = await logix("connect", "woocommerce", store.url, "--key", "ck_wrong", "--secret", "cs_wrong");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain("What helps:");
  const wrong = await logix("connect", "woocommerce", "no address at all", "--key", "ck_1", "--secret", "cs_1");
  expect(wrong.err).toContain("store_url");
});

test("a store is connected with its webhooks, listed and tested", async () => {
  const keys = ["--key", store.consumerKey, "--secret", store.consumerSecret];
  const ran = await logix("connect", "woocommerce", store.url, ...keys, "--name", "My shop", "--webhooks");
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toContain("order.created");
  expect(store.control.webhooks().length).toBeGreaterThan(3);
  const { out } = await logix("connections");
  const [heading = "", row = ""] = out.split("\n");
  expect(row.indexOf("My shop")).toBe(heading.indexOf("Name"));
  expect(await logix("test", "1")).toMatchObject({ code: 0, out: expect.stringContaining("The store answers.") });
  expect(await logix("test", "77")).toMatchObject({ code: 1, err: expect.stringContaining("Error: ") });
});

test("a Shopify shop is connected with a token, or by the page on which its merchant agrees", async () => {
  const shop = await startShop();
  const app = ["--client-id", shop.clientId, "--client-secret", shop.clientSecret];
  try {
    const asked = await logix("connect", "shopify", shop.url, ...app, "--name", "Agreed");
    expect(asked).toMatchObject({ code: 0, err: "" });
    const page = new URL(/https?:\S+/.exec(asked.out)?.[0] ?? "");
    expect(page.origin).toBe(shop.url);
    expect(page.searchParams.get("client_id")).toBe(shop.clientId);
    expect((await logix("connections")).out).not.toContain("Agreed");
    const early = await logix("connect", "shopify", shop.url, ...app, "--webhooks");
    expect(early).toMatchObject({ code: 1, err: expect.stringContaining("--token") });
    const made = await logix("connect", "shopify", shop.url, ...app, "--token", shop.accessToken, "--webhooks");
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toContain("ORDERS_CREATE");
    const wrong = await logix("connect", "shopify", shop.url, ...app, "--token", "shpat_wrong");
    expect(wrong).toMatchObject({ code: 1, out: "", err: expect.stringContaining("What helps:") });
  } finally {
    await shop.close();
  }
});

test("sync reads a first part, then with --all the rest", async () => {
  const first = await logix("sync", "1", "--limit", "50");
  expect(first.out).toContain("use --all");
  const rest = await logix("sync", "1", "--all", "--json");
  expect(JSON.parse(rest.out)).toMatchObject({ has_more: false, failed: 0 });
  const { rows } = await hub.database.pool.query("select count(*)::int as orders from orders");
  expect(rows[0].orders).toBeGreaterThan(200);
});

test("sync with a filter reads what fits it", async () => {
  const { code, out } = await logix("sync", "1", "--status", "completed", "--since", "2000-01-01", "--all", "--json");
  expect(code).toBe(0);
  const completed = store.control.orders().filter((order) => order.status === "completed").length;
  expect(JSON.parse(out)).toMatchObject({ total_orders: completed, has_more: false });
});

test("backfill watches a run to its end, and runs lists it", async () => {
  const ran = await logix("backfill", "1", "products");
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(ran.out).toContain("products), done");
  expect((await logix("runs")).out).toContain("products");
  expect(await logix("backfill", "1", "everything")).toMatchObject({ code: 1, out: "" });
});

test("orders are listed by status, shown whole, and given another status that the store shows", async () => {
  const listed = await logix("orders", "--status", "processing", "--json", "--limit", "1");
  const [order] = JSON.parse(listed.out).orders;
  expect(order.status).toBe("PROCESSING");
  expect((await logix("order", String(order.id))).out).toContain(order.display_number);
  expect(await logix("status", String(order.id), "delivered")).toMatchObject({ code: 0 });
  const shows = async () => store.control.order(Number(order.remote_id)).status === "completed";
  await eventually(shows, "the store shows the status");
  const wrong = await logix("status", String(order.id), "LOST");
  expect(wrong).toMatchObject({ code: 1 });
  expect(wrong.err).toContain("OUT_FOR_DELIVERY");
});

test("stock is set and shown, and the store is told", async () => {
  const product = store.control.products().find((each) => each.manage_stock === true && each.sku !== "");
  const sku = String(product?.sku);
  expect(await logix("stock", sku, "37")).toMatchObject({ code: 0, out: expect.stringContaining("37") });
  const shows = async () => store.control.productBySku(sku)?.stock_quantity !== product?.stock_quantity;
  await eventually(shows, "the store shows the stock");
  expect((await logix("stock", sku)).out).toContain("Shows");
  const wrong = await logix("stock", sku, "many");
  expect(wrong).toMatchObject({ code: 1 });
  expect(wrong.err).toContain("on_hand");
});

test("what a store names a thing cannot steer the terminal", async () => {
  await store.control.editProduct(Number(store.control.products()[0]?.id), { name: "\u001b[2Jgone\u0007" });
  const { out } = await logix("stock", String(store.control.products()[0]?.sku));
  expect(out).not.toContain("\u001b");
});

test("parked work and deliveries can be looked at", async () => {
  expect(await logix("parked")).toMatchObject({ code: 0, err: "" });
  expect(await logix("parked", "retry", "999")).toMatchObject({ code: 1 });
  expect(await logix("parked", "dismiss", "999")).toMatchObject({ code: 1, err: expect.stringContaining("--reason") });
  store.control.placeOrder({});
  const arrived = async () => (await logix("deliveries")).out.includes("order.created");
  await eventually(arrived, "the delivery is listed");
});

test("a hub that is not there is told apart from one that says no", async () => {
  const ran = await logix("connections", "--hub", "http://127.0.0.1:1");
  expect(ran).toMatchObject({ code: 1, out: "" });
  expect(ran.err).toContain("No hub answers at http://127.0.0.1:1");
  expect((await logix("connections", "--hub", "ftp://nowhere")).err).toContain("What helps");
});

test("help is no failure", async () => {
  const { code, out } = await logix("--help");
  expect(code).toBe(0);
  expect(out).toContain("backfill");
});
