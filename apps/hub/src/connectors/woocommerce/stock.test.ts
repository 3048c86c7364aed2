import { HubError } from "@logix/model";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { StockChange } from "../../connector-kit/contract.ts";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import {
  type Answer,
  type Asked,
  aConnection,
  listOf,
  ok,
  scriptedStore,
  wooError,
} from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

type Row = {
  id: number;
  type: string;
  parent_id: number;
  manage_stock: boolean | "parent";
  stock_quantity: number | null;
};

function aProduct(changes: Partial<Row> & { id: number }) {
  const defaults = { type: "simple", parent_id: 0, manage_stock: true, stock_quantity: 5, status: "publish" };
  const names = { name: `Product ${changes.id}`, sku: `SKU-${changes.id}`, price: "1", attributes: [] };
  return { ...defaults, ...names, date_modified_gmt: "2026-11-20T21:00:00", ...changes };
}

function aChange(id: number, quantity: number, changes: Partial<StockChange> = {}): StockChange {
  return { sku: `SKU-${id}`, remoteId: String(id), parentRemoteId: null, quantity, ...changes };
}

const batchSchema = z.object({ update: z.array(z.looseObject({ id: z.number(), stock_quantity: z.number() })) });

/** Takes batches as the store does; `spoil` may answer in its place. */
function aStoreWith(rows: ReturnType<typeof aProduct>[], spoil: (ids: number[]) => Answer | null = () => null) {
  const script = ({ request, path, query, body }: Asked): Answer => {
    if (request.method === "GET") return answerRead(rows, path, query);
    const { update } = batchSchema.parse(body);
    const spoilt = spoil(update.map(({ id }) => id));
    return (
      spoilt ?? ok({ update: update.map((change) => ({ ...rows.find(({ id }) => id === change.id), ...change })) })
    );
  };
  const store = scriptedStore(script);
  const writes = () => store.asked.filter(({ request }) => request.method === "POST");
  return {
    ...store,
    writes,
    update: (changes: StockChange[]) => woocommerce.open(aConnection(), store.tools).updateInventory(changes),
  };
}

function answerRead(rows: ReturnType<typeof aProduct>[], path: string, query: Asked["query"]): Answer {
  const [, parent, kind] = path.split("/");
  if (kind === "variations")
    return listOf(
      rows.filter(({ parent_id }) => parent_id === Number(parent)),
      query,
    );
  if (parent === undefined)
    return listOf(
      rows.filter(({ type }) => type !== "variation"),
      query,
    );
  const row = rows.find(({ id }) => id === Number(parent));
  return row === undefined ? wooError(404, "woocommerce_rest_product_invalid_id", "Invalid ID.") : ok(row);
}

test("only what differs is written, and the store's new state comes back", async () => {
  const { update, writes } = aStoreWith([aProduct({ id: 1 }), aProduct({ id: 2, stock_quantity: 8 })]);
  expect(await update([aChange(1, 5), aChange(2, 3)])).toMatchObject([
    { sku: "SKU-1", outcome: "unchanged", shows: 5 },
    { sku: "SKU-2", outcome: "written", shows: 3, after: { record: { remoteId: "2", stockQuantity: "3" } } },
  ]);
  expect(writes().map(({ path, body }) => [path, body])).toEqual([
    ["products/batch", { update: [{ id: 2, stock_quantity: 3 }] }],
  ]);
});

test("250 products need three reads and three writes", async () => {
  const ids = Array.from({ length: 250 }, (_, index) => index + 1);
  const { update, asked, writes } = aStoreWith(ids.map((id) => aProduct({ id })));
  const results = await update(ids.map((id) => aChange(id, 9)));
  expect(results.every(({ outcome }) => outcome === "written")).toBe(true);
  expect(asked).toHaveLength(6);
  expect(writes()).toHaveLength(3);
});

test("F13 a variation is written through its parent, and is named after it", async () => {
  const variation = { type: "variation", parent_id: 60, name: "Red", attributes: [{ option: "Red" }] };
  const { update, writes } = aStoreWith([
    aProduct({ id: 60, type: "variable", manage_stock: false }),
    aProduct({ id: 61, ...variation }),
  ]);
  const [result] = await update([aChange(61, 7, { parentRemoteId: "60" })]);
  expect(result).toMatchObject({
    outcome: "written",
    after: { record: { kind: "variant", parentRemoteId: "60", name: "Product 60 - Red" } },
  });
  expect(writes().map(({ path }) => path)).toEqual(["products/60/variations/batch"]);
});

test("a variation taken for a product is found and written all the same", async () => {
  const { update, writes } = aStoreWith([
    aProduct({ id: 60, type: "variable" }),
    aProduct({ id: 61, type: "variation", parent_id: 60 }),
  ]);
  expect(await update([aChange(61, 7)])).toMatchObject([{ outcome: "written", shows: 7 }]);
  expect(writes().map(({ path }) => path)).toEqual(["products/60/variations/batch"]);
});

describe("F13 stock that the parent counts", () => {
  const family = [
    aProduct({ id: 118, type: "variable", stock_quantity: -3 }),
    aProduct({ id: 119, type: "variation", parent_id: 118, manage_stock: "parent", stock_quantity: -3 }),
    aProduct({ id: 120, type: "variation", parent_id: 118, manage_stock: "parent", stock_quantity: -3 }),
  ];
  const inPool = (id: number, quantity: number) => aChange(id, quantity, { parentRemoteId: "118" });

  test("is one pool, written once at the parent", async () => {
    const { update, writes } = aStoreWith(family);
    expect(await update([inPool(119, 4), inPool(120, 4)])).toMatchObject([
      { outcome: "written", shows: 4, after: null },
      { outcome: "written", shows: 4, after: null },
    ]);
    expect(writes().map(({ path, body }) => [path, body])).toEqual([
      ["products/batch", { update: [{ id: 118, stock_quantity: 4 }] }],
    ]);
  });

  test("cannot hold two numbers", async () => {
    const { update, writes } = aStoreWith(family);
    const results = await update([inPool(119, 4), inPool(120, 6)]);
    expect(results).toMatchObject([{ code: "parent_pool_conflict", again: false }, { code: "parent_pool_conflict" }]);
    expect(writes()).toEqual([]);
  });
});

describe("what cannot be written says why", () => {
  test("WOO-41 a product that is gone", async () => {
    const { update } = aStoreWith([]);
    expect(await update([aChange(9, 1)])).toMatchObject([{ outcome: "failed", code: "sku_missing", again: false }]);
  });

  test("a product in the trash", async () => {
    const trashed = { ...aProduct({ id: 9 }), status: "trash" };
    const { update } = aStoreWith([trashed]);
    expect(await update([aChange(9, 1)])).toMatchObject([{ outcome: "failed", code: "sku_missing" }]);
  });

  test("WOO-41 stock that nobody counts, unless told to switch it on", async () => {
    const { update, writes } = aStoreWith([aProduct({ id: 49, manage_stock: false, stock_quantity: null })]);
    expect(await update([aChange(49, 1)])).toMatchObject([
      { code: "stock_unmanaged", remedy: expect.stringContaining("Track stock") },
    ]);
    expect(await update([aChange(49, 1, { enableManagement: true })])).toMatchObject([
      { outcome: "written", shows: 1 },
    ]);
    expect(writes().map(({ body }) => body)).toEqual([{ update: [{ id: 49, manage_stock: true, stock_quantity: 1 }] }]);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "the quantity %d never leaves the house",
    async (quantity) => {
      const { update, asked } = aStoreWith([aProduct({ id: 1 })]);
      expect(await update([aChange(1, quantity)])).toMatchObject([{ outcome: "failed", code: "invalid_quantity" }]);
      expect(asked).toEqual([]);
    },
  );

  test("F12 a stock that moved since we looked is left alone", async () => {
    const { update, writes } = aStoreWith([aProduct({ id: 1, stock_quantity: 4 })]);
    expect(await update([aChange(1, 9, { expected: 5 })])).toMatchObject([{ outcome: "moved", shows: 4 }]);
    expect(await update([aChange(1, 9, { expected: 4 })])).toMatchObject([{ outcome: "written", shows: 9 }]);
    expect(writes()).toHaveLength(1);
  });

  test("an answer about something else is no success", async () => {
    const { update } = aStoreWith([aProduct({ id: 1 })], () =>
      ok({ update: [aProduct({ id: 2, stock_quantity: 3 })] }),
    );
    expect(await update([aChange(1, 3)])).toMatchObject([{ outcome: "failed", code: "no_entry", again: true }]);
  });

  test("a store that says yes and does something else is caught", async () => {
    const { update } = aStoreWith([aProduct({ id: 540, stock_quantity: 7 })], () =>
      ok({ update: [aProduct({ id: 540, stock_quantity: 0 })] }),
    );
    expect(await update([aChange(540, 3)])).toMatchObject([{ outcome: "failed", code: "not_taken", again: true }]);
  });
});

describe("F14 F15 batches that fail", () => {
  const ids = Array.from({ length: 100 }, (_, index) => index + 1);
  const products = ids.map((id) => aProduct({ id }));
  const changes = ids.map((id) => aChange(id, 9));

  test("one bad item is found by halving, the other 99 are written", async () => {
    const { update } = aStoreWith(products, (batch) =>
      batch.includes(42) ? wooError(500, "internal_server_error") : null,
    );
    const results = await update(changes);
    expect(results.filter(({ outcome }) => outcome === "written")).toHaveLength(99);
    expect(results[41]).toMatchObject({ outcome: "failed", code: "server_error", again: true });
  });

  test("a store that takes only ten at once gets no more", async () => {
    const { update, writes } = aStoreWith(products, (batch) =>
      batch.length > 10 ? wooError(413, "woocommerce_rest_request_entity_too_large") : null,
    );
    expect((await update(changes)).every(({ outcome }) => outcome === "written")).toBe(true);
    expect(writes().length).toBeLessThan(32);
  });

  test("a time-out is halved like an error of the server", async () => {
    const { update } = aStoreWith(products, (batch) => {
      if (batch.length > 25) throw new HubError("unreachable", "no answer", { code: "timeout" });
      return null;
    });
    expect((await update(changes)).every(({ outcome }) => outcome === "written")).toBe(true);
  });

  test("a store that is down is not asked a hundred times", async () => {
    const { update, writes } = aStoreWith(products, () => wooError(500, "internal_server_error"));
    const results = await update(changes);
    expect(results.every((result) => result.outcome === "failed" && result.again)).toBe(true);
    expect(writes().length).toBeLessThan(15);
  });

  test("maintenance and a lost connection end the whole call", async () => {
    const { update } = aStoreWith(products, () => wooError(503, "wp_die"));
    await expect(update(changes)).rejects.toMatchObject({ kind: "unreachable", details: { code: "maintenance" } });
  });
});

describe.skipIf(RECORDINGS === null)("recorded batches", () => {
  const answering = (rows: ReturnType<typeof aProduct>[], name: string) =>
    aStoreWith(rows, () => recording(`batch/${name}`));

  test("failures inside a 200 are told item by item", async () => {
    const family = [60, 61].map((id) => aProduct({ id, type: "variable" }));
    const variations = [62, 63, 99999999, 86].map((id) => aProduct({ id, type: "variation", parent_id: 60 }));
    const { update } = answering([...family, ...variations], "variations-partial-failure");
    const results = await update(
      [
        [62, 11],
        [63, 12],
        [99999999, 1],
        [86, 99],
      ].map(([id = 0, quantity = 0]) => aChange(id, quantity, { parentRemoteId: "60" })),
    );
    expect(results).toMatchObject([
      { outcome: "written", shows: 11 },
      { outcome: "written", shows: 12 },
      { outcome: "failed", code: "sku_missing", again: false },
      { outcome: "failed", code: "sku_missing", again: false },
    ]);
  });

  test("a variation sent to the products' batch is refused in the store's words", async () => {
    const { update } = answering([aProduct({ id: 65 })], "products-batch-updates-variation-ids");
    expect(await update([aChange(65, 33)])).toMatchObject([
      { code: "sku_missing", message: expect.stringContaining("/products/<product_id>/variations/") },
    ]);
  });

  test("the stock that a batch set to 0 for NaN is seen for what it is", async () => {
    const { update } = answering([aProduct({ id: 540, stock_quantity: 7 })], "products-stock-not-a-number");
    expect(await update([aChange(540, 3)])).toMatchObject([{ code: "not_taken" }]);
  });
});
