// Exports that are looked at before they happen, and taken back after: the store is then as it was, byte for byte.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { PIM, type PimHub, startPimHub } from "./support/pim-hub.ts";
import { aProduct, makeProducts } from "./support/pim-products.ts";

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

const FIELDS = ["name", "sku", "description", "price", "sale_price", "tags", "categories", "images", "COLOR", "weight"];
const exported = (productIds: readonly number[], more: object = {}) =>
  hub.pim("POST", "/connections/export", { connectionId: connection, productIds, fieldsToExport: FIELDS, ...more });
const undo = (jobId: number, status = 200) =>
  hub.pim("POST", `/connections/${connection}/runs/${jobId}/undo`, undefined, status);
const skuOf = async (id: number) => (await hub.call("GET", `/api/v1/products/${id}`)).body.sku;

/** All that the store shows of its products but the moment of the last change. */
function storeAsText(): string {
  return JSON.stringify(
    store.control.products().map((product) => ({ ...product, date_modified: null, date_modified_gmt: null })),
  );
}

/** Three products that the store had before, each fuller than the last. */
async function theirsBefore(skus: readonly string[]): Promise<void> {
  const rich = {
    description: "<p>Theirs</p>",
    regular_price: "100.00",
    sale_price: "90.00",
    weight: "3.5",
    tags: [{ name: "Theirs" }],
    images: [{ src: "https://pictures.example/theirs.png", alt: "Theirs" }],
    attributes: [
      { name: "COLOR", options: ["Black"], visible: true },
      { name: "Other", options: ["Stays"] },
    ],
  };
  for (const [index, sku] of skus.entries()) {
    await store.control.createProduct({ name: `Theirs ${index}`, sku, ...(index > 0 && rich) });
  }
}

describe("undo", () => {
  test("restores what was changed and removes what was made, byte for byte", async () => {
    const ours = {
      tags: ["new", "tags"],
      categories: [["Home", "Kitchen"]],
      weight: "1",
      images: ["https://pictures.example/ours.png"],
      prices: { price: "50.00", sale_price: "45.00" },
    };
    const ids = await makeProducts(hub, [aProduct(ours), aProduct(ours), aProduct(ours), aProduct(ours)]);
    await theirsBefore([await skuOf(ids[0] ?? 0), await skuOf(ids[1] ?? 0)]);
    const before = storeAsText();
    const { jobId, success } = await exported(ids);
    expect(success).toBe(true);
    expect(storeAsText()).not.toBe(before);
    const reply = await undo(jobId);
    expect(reply).toMatchObject({ success: true, connectionId: connection, jobId, restoredCount: 4, movedCount: 0 });
    expect(storeAsText()).toBe(before);
  });

  test("leaves alone what somebody has changed since", async () => {
    const prices = { price: "19.90", sale_price: "9.90" };
    const ids = await makeProducts(hub, [aProduct({ prices }), aProduct({ prices }), aProduct({ prices })]);
    const skus = await Promise.all(ids.map(skuOf));
    await theirsBefore(skus);
    const { jobId, results } = await exported(ids);
    const [first, second, third] = results.map(({ wooProductId }: { wooProductId: number }) => wooProductId);
    await store.control.editProduct(second, { regular_price: "1.11" });
    store.control.deleteProduct(third, { force: true });
    const reply = await undo(jobId);
    const statuses = Object.fromEntries(
      reply.results.map((each: { wooProductId: number; status: string }) => [each.wooProductId, each.status]),
    );
    expect(statuses).toEqual({ [first]: "restored", [second]: "moved", [third]: "gone" });
    expect(store.control.product(second)).toMatchObject({ regular_price: "1.11" });
  });

  test("what was taken back is sent again by the next partial update", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await theirsBefore([await skuOf(id)]);
    const { jobId } = await exported([id]);
    await undo(jobId);
    expect(await exported([id], { partialUpdate: true })).toMatchObject({ skippedCount: 0 });
    expect(store.control.productBySku(await skuOf(id))).toMatchObject({ regular_price: "19.90" });
  });

  test("what was made and taken back can be made again", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    const { jobId } = await exported([id]);
    await undo(jobId);
    expect(store.control.products()).toEqual([]);
    expect(await exported([id])).toMatchObject({ success: true });
    expect(store.control.products()).toHaveLength(1);
  });

  test("a second time nothing is left to take back", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await theirsBefore([await skuOf(id)]);
    const before = storeAsText();
    const { jobId } = await exported([id]);
    await undo(jobId);
    store.control.resetCounts();
    expect(await undo(jobId)).toMatchObject({ failedCount: 0, goneCount: 0 });
    expect(store.control.counts().updates).toEqual({});
    expect(storeAsText()).toBe(before);
  });

  test("an import is not undone, and an unknown run is 404", async () => {
    const { jobId } = await hub.pim("POST", "/connections/import", { connectionId: connection });
    expect(await undo(jobId, 400)).toMatchObject({ message: expect.stringContaining("Only exports can be undone") });
    for (const runId of ["2000000000", "abc"]) {
      const reply = await hub.call("POST", `${PIM}/connections/${connection}/runs/${runId}/undo`);
      expect(reply).toMatchObject({ status: 404, body: { message: "Run not found" } });
    }
  });
});

describe("dry run of an export", () => {
  test("tells field by field what would change, and writes nothing anywhere", async () => {
    const [known = 0, fresh = 0] = await makeProducts(hub, [aProduct(), aProduct()]);
    await theirsBefore([await skuOf(known)]);
    const before = storeAsText();
    store.control.resetCounts();
    const reply = await exported([known, fresh, 2_000_000_000], {
      fieldsToExport: ["name", "sku", "price"],
      dryRun: true,
    });
    expect(reply).toMatchObject({ dryRun: true, syncedCount: 2, failedCount: 1 });
    expect(reply.results[0]).toMatchObject({
      productId: known,
      wooProductId: expect.any(Number),
      changes: { regular_price: { to: "19.90" }, name: { from: "Theirs 0" } },
    });
    expect(Object.keys(reply.results[0].changes).sort()).toEqual(["name", "regular_price"]);
    expect(reply.results[1].changes).toHaveProperty("sku");
    expect(reply.results[1].wooProductId).toBeUndefined();
    expect(storeAsText()).toBe(before);
    expect(store.control.counts().updates).toEqual({});
    expect(Object.keys(store.control.counts().requests).filter((each) => !each.startsWith("GET"))).toEqual([]);
    const { rows } = await hub.database.pool.query(
      "select count(*) as links from product_links where connection_id = $1",
      [connection],
    );
    expect(Number(rows[0].links)).toBe(0);
  });

  test("what it foretells is what then happens", async () => {
    const [id = 0] = await makeProducts(hub, [aProduct()]);
    await theirsBefore([await skuOf(id)]);
    await exported([id]);
    await hub.call("PATCH", `/api/v1/products/${id}`, { prices: { price: "64.00" } });
    const foretold = await exported([id], { dryRun: true });
    expect(foretold.results[0].changes).toEqual({ regular_price: { from: "19.90", to: "64.00" } });
    store.control.resetCounts();
    await exported([id]);
    expect(store.control.counts().updates).toEqual({ "products.regular_price": 1 });
    expect(await exported([id], { dryRun: true })).toMatchObject({ skippedCount: 1 });
  });
});
