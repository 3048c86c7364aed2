// From one store per user to connections: the migration, the status of credentials, the export without a connection's number.
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../src/cli/program.ts";
import { connectionOf, PIM, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { aProduct, makeProducts } from "./support/pim-products.ts";
import { anotherAccount, OWNER } from "./support/test-hub.ts";

let hub: PimHub;
beforeAll(async () => {
  hub = await startPimHub();
});
afterAll(() => hub?.close());

const status = (token?: string) => hub.call("GET", "/integrations/credentials/status", undefined, token);

test("before anything is connected there is nothing, and an export asks for a connection", async () => {
  expect((await status()).body).toEqual({
    woocommerce: {
      configured: false,
      connectionId: null,
      storeName: null,
      storeUrl: null,
      isActive: false,
      isDefault: false,
      connectionCount: 0,
    },
  });
  const [id] = await makeProducts(hub, [aProduct()]);
  const reply = await hub.pim("POST", "/export", { productIds: [id] }, 404);
  expect(reply).toEqual({
    statusCode: 404,
    message: expect.stringContaining("No active connections found"),
    error: "Not Found",
  });
  expect(reply.message).toContain("POST /integration/woocommerce/connections");
});

test("old records become connections by one command, which can be repeated", async () => {
  const [store, second] = [await hub.aStore(), await hub.aStore()];
  const credentialsOf = ({ url, consumerKey, consumerSecret }: typeof store) => ({
    apiUrl: url,
    consumerKey,
    consumerSecret,
  });
  const records = [
    {
      userEmail: OWNER.email,
      integrationType: "woocommerce",
      credentials: { ...credentialsOf(store), webhookSecret: "old one" },
    },
    { userEmail: OWNER.email, integrationType: "shopify", credentials: { token: "x" } },
    { userEmail: "nobody@example.com", integrationType: "woocommerce", credentials: credentialsOf(second) },
    {
      userEmail: OWNER.email,
      integrationType: "woocommerce",
      credentials: { ...credentialsOf(second), consumerSecret: "cs_wrong" },
    },
  ];
  const file = join(mkdtempSync(join(tmpdir(), "logix-migration-")), "credentials.json");
  writeFileSync(file, JSON.stringify(records));
  const run = async () => {
    let out = "";
    const code = await runCli(["--hub", hub.url, "--json", "migrate-credentials", file], {
      env: { LOGIX_TOKEN: hub.token },
      fetch,
      out: (text) => {
        out += text;
      },
      err: (text) => {
        out += text;
      },
      progressStream: null,
      ask: async () => "",
      askHidden: async () => "",
      wait: async () => {},
    });
    expect(code, out).toBe(0);
    return JSON.parse(out);
  };
  const first = await run();
  expect(first).toMatchObject({ created: 1, existing: 0, passedOver: 1, failed: 2 });
  expect(JSON.stringify(first)).not.toContain("cs_wrong");
  expect(await hub.pim("GET", "/connections")).toMatchObject([
    {
      id: first.records[0].connectionId,
      storeName: "Default Store",
      storeUrl: store.url,
      isDefault: true,
      isActive: true,
    },
  ]);
  expect(await run()).toMatchObject({ created: 0, existing: 1 });
  expect((await status()).body.woocommerce).toMatchObject({ configured: true, storeUrl: store.url, isDefault: true });
  expect(JSON.stringify((await status()).body)).not.toContain(store.consumerKey);
});

test("the export of old goes to the default store", async () => {
  const { store, id } = await hub.connected({}, { isDefault: true });
  const [product = 0] = await makeProducts(hub, [aProduct()]);
  const reply = await hub.pim("POST", "/export", { productIds: [product] });
  expect(reply).toMatchObject({ success: true, connectionId: id, results: [{ connectionId: id, productId: product }] });
  expect(store.control.products()).toHaveLength(1);
});

test("where the default store is cut off nothing goes to another in its place", async () => {
  const { id } = await hub.connected({}, { isDefault: true });
  const { store: bystander } = await hub.connected();
  await hub.database.pool.query("update connections set status = 'disconnected' where id = $1", [id]);
  const [product = 0] = await makeProducts(hub, [aProduct()]);
  expect(await hub.pim("POST", "/export", { productIds: [product] }, 409)).toMatchObject({ error: "Conflict" });
  expect(bystander.control.products()).toEqual([]);
  await hub.pim("DELETE", `/connections/${id}`, undefined, 204);
});

test("who is no administrator cannot connect for another account", async () => {
  const stranger = await anotherAccount(hub);
  const store = await hub.aStore();
  const { storeUrl: apiUrl, consumerKey, consumerSecret } = connectionOf(store);
  const records = [{ userEmail: OWNER.email, credentials: { apiUrl, consumerKey, consumerSecret } }];
  const reply = await hub.call("POST", "/api/v1/credentials/migration", { records }, stranger);
  expect(reply).toMatchObject({ status: 200, body: { created: 0, failed: 1 } });
  expect((await status(stranger)).body.woocommerce).toMatchObject({ configured: false });
});

test("errors below /integrations have the dialect's shape", async () => {
  const reply = await hub.call("GET", "/integrations/credentials", undefined);
  expect(reply).toMatchObject({
    status: 404,
    body: { statusCode: 404, message: expect.any(String), error: "Not Found" },
  });
  expect(await hub.call("GET", "/integrations/credentials/status", undefined, null)).toMatchObject({
    status: 401,
    body: { statusCode: 401, error: "Unauthorized" },
  });
  expect((await hub.call("GET", `${PIM}/connections`, undefined, null)).body).toMatchObject({ statusCode: 401 });
});
