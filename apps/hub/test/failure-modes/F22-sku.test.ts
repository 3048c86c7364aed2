// F22: whose a SKU is: the link decides, then the SKU; where several could be meant nobody picks, and what is in the way is named.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type PimHub, startPimHub } from "../support/pim-hub.ts";
import { aProduct, makeProducts } from "../support/pim-products.ts";

let hub: PimHub;
let store: WooStore;
let connection: number;

beforeAll(async () => {
  hub = await startPimHub();
});
afterAll(() => hub?.close());
beforeEach(async () => {
  ({ store, id: connection } = await hub.connected());
});

const exported = (productIds: readonly number[]) =>
  hub.pim("POST", "/connections/export", {
    connectionId: connection,
    productIds,
    fieldsToExport: ["name", "sku", "price"],
  });
const skuOf = async (id: number) => (await hub.call("GET", `/api/v1/products/${id}`)).body.sku;
const theirs = async (sku: string, more: object = {}) =>
  Number((await store.control.createProduct({ name: `Theirs ${sku}`, sku, ...more })).id);

test("F22 a link by remote id goes before the SKU, whichever thing has that by now", async () => {
  const [id = 0] = await makeProducts(hub, [aProduct()]);
  const sku = await skuOf(id);
  const [{ wooProductId }] = (await exported([id])).results;
  store.control.forceSku(wooProductId, "MOVED-AWAY");
  const other = await theirs(sku);
  await hub.call("PATCH", `/api/v1/products/${id}`, { prices: { price: "31.00" } });
  await exported([id]);
  expect(store.control.product(other)).toMatchObject({ name: `Theirs ${sku}`, regular_price: "" });
  expect(store.control.products()).toHaveLength(2);
  const [status] = (await exported([id])).results;
  expect(status.wooProductId ?? wooProductId).toBe(wooProductId);
});

test("F22 without a link a SKU that the store has is adopted, not made again", async () => {
  const [id = 0] = await makeProducts(hub, [aProduct()]);
  const remote = await theirs(await skuOf(id), { status: "draft" });
  expect((await exported([id])).results).toMatchObject([{ wooProductId: remote, linked: true, status: "success" }]);
  expect(store.control.products()).toHaveLength(1);
  expect(store.control.product(remote)).toMatchObject({ status: "draft", regular_price: "19.90" });
});

test("F22 a SKU that several have leads to an exception that names them all, and nothing is written", async () => {
  const [id = 0] = await makeProducts(hub, [aProduct()]);
  const sku = await skuOf(id);
  const one = await theirs(sku);
  const two = await theirs(`${sku}-copy`);
  store.control.forceSku(two, sku);
  store.control.resetCounts();
  const [result] = (await exported([id])).results;
  expect(result).toMatchObject({ status: "error", remedy: expect.any(String) });
  expect(result.message).toContain(`(${one})`);
  expect(result.message).toContain(`(${two})`);
  expect(store.control.counts().updates).toEqual({});
});

test("F22 a SKU that somebody takes between our look and our create is adopted by the id that the refusal names", async () => {
  const [id = 0] = await makeProducts(hub, [aProduct()]);
  const sku = await skuOf(id);
  let remote = 0;
  const end = store.control.watch(async ({ method, path }) => {
    if (method !== "POST" || !path.endsWith("/products/batch")) return;
    end();
    remote = await theirs(sku);
  });
  expect((await exported([id])).results).toMatchObject([{ status: "success" }]);
  expect(store.control.products()).toHaveLength(1);
  expect(store.control.product(remote)).toMatchObject({ sku, regular_price: "19.90" });
});

test("F22 a SKU in the store's bin is told, with its name and what helps, and nothing is made beside it", async () => {
  const [id = 0] = await makeProducts(hub, [aProduct()]);
  const remote = await theirs(await skuOf(id));
  store.control.deleteProduct(remote);
  store.control.resetCounts();
  expect((await exported([id])).results).toMatchObject([
    { status: "error", message: expect.stringMatching(new RegExp(`\\(${remote}\\).*bin`)), remedy: expect.any(String) },
  ]);
  expect(store.control.counts().updates).toEqual({});
});

test.each([
  ["other case", (sku: string) => sku.toLowerCase()],
  ["a space behind it", (sku: string) => `${sku} `],
])("F22 a SKU in %s is flagged, not taken for ours in silence", async (_, spelt) => {
  const [id = 0] = await makeProducts(hub, [aProduct()]);
  const sku = await skuOf(id);
  const remote = await theirs("TO-BE-RENAMED");
  store.control.forceSku(remote, spelt(sku));
  store.control.resetCounts();
  const [result] = (await exported([id])).results;
  expect(result).toMatchObject({ status: "error", remedy: expect.stringContaining("Spell") });
  expect(result.message).toContain(`"${spelt(sku)}"`);
  expect(store.control.product(remote).name).toBe("Theirs TO-BE-RENAMED");
  expect(store.control.products()).toHaveLength(1);
});
