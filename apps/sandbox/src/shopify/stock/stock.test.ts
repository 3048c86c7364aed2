// Stock: compare-and-set, keys, races; orders commit, fulfilments consume.
import { expect, test } from "vitest";
import { ask, type Reply, sharedStore } from "../testing/shopify-client.ts";

const shared = sharedStore({ products: 10 });

const setMutation = `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { id changes { name delta quantityAfterChange } }
    userErrors { code field message }
  }
}`;

function place(sku: string): { inventoryItemId: string; locationId: string } {
  const { control } = shared.store;
  const item = control.variantBySku(sku)?.inventoryItemId;
  return {
    inventoryItemId: `gid://shopify/InventoryItem/${item}`,
    locationId: `gid://shopify/Location/${control.stock(sku)[0]?.locationId}`,
  };
}

const main = (sku: string) => shared.store.control.stock(sku)[0];
const available = (sku: string) => main(sku)?.available ?? Number.NaN;

type Wish = { sku: string; quantity: number; from: number | null | undefined; key: string };

function set({ sku, quantity, from, key }: Wish): Promise<Reply> {
  const changed = { ...place(sku), quantity, ...(from === undefined ? {} : { changeFromQuantity: from }) };
  const input = { name: "available", reason: "correction", quantities: [changed] };
  return ask(shared.store, setMutation, { variables: { input, key } });
}

const codeOf = (reply: Reply) => reply.at("data.inventorySetQuantities.userErrors.0.code");

test("a write whose expectation is out of date changes nothing", async () => {
  const before = available("MUG-SAND");
  const stale = await set({ sku: "MUG-SAND", quantity: 7, from: before + 1, key: "stale" });
  expect([codeOf(stale), available("MUG-SAND")]).toEqual(["CHANGE_FROM_QUANTITY_STALE", before]);
  const fresh = await set({ sku: "MUG-SAND", quantity: 7, from: before, key: "fresh" });
  expect([codeOf(fresh), available("MUG-SAND")]).toEqual([undefined, 7]);
});

test("null skips the check; leaving it out fails the whole request", async () => {
  expect(codeOf(await set({ sku: "POT-EN-2", quantity: 9, from: null, key: "null" }))).toBeUndefined();
  const missing = await set({ sku: "POT-EN-2", quantity: 1, from: undefined, key: "missing" });
  expect(missing.at("errors.0.extensions.code")).toBe("INVALID_FIELD_ARGUMENTS");
  expect(available("POT-EN-2")).toBe(9);
});

test("a key that was used gives the first answer again and changes nothing", async () => {
  const first = await set({ sku: "BLANKET-W", quantity: 5, from: null, key: "once" });
  shared.store.control.adjustStock({ sku: "BLANKET-W", quantity: -2 });
  const second = await set({ sku: "BLANKET-W", quantity: 5, from: null, key: "once" });
  const group = "data.inventorySetQuantities.inventoryAdjustmentGroup.id";
  expect([second.at(group), available("BLANKET-W")]).toEqual([first.at(group), 3]);
  const other = await set({ sku: "BLANKET-W", quantity: 6, from: null, key: "once" });
  expect(codeOf(other)).toBe("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
});

test("without a key the mutation is refused", async () => {
  const document = setMutation.replace(" @idempotent(key: $key)", "").replace(", $key: String!", "");
  const input = {
    name: "available",
    reason: "correction",
    quantities: [{ ...place("TOWEL-L"), quantity: 1, changeFromQuantity: null }],
  };
  const reply = await ask(shared.store, document, { variables: { input } });
  expect(reply.at("errors.0.message")).toBe(
    "The @idempotent directive is required for this mutation but was not provided.",
  );
});

test("one wrong item and none of the call is written", async () => {
  const before = available("MUG-SAND");
  const input = {
    name: "available",
    reason: "correction",
    quantities: [
      { ...place("MUG-SAND"), quantity: 1, changeFromQuantity: null },
      { ...place("MUG-SAND"), inventoryItemId: "gid://shopify/InventoryItem/1", quantity: 1, changeFromQuantity: null },
    ],
  };
  const reply = await ask(shared.store, setMutation, { variables: { input, key: "one wrong" } });
  expect([codeOf(reply), available("MUG-SAND")]).toEqual(["INVALID_INVENTORY_ITEM", before]);
});

test("a sale that falls between read and write is noticed", async () => {
  const { control } = shared.store;
  control.setStock({ sku: "POT-EN-2", quantity: 10 });
  control.sellBefore("inventorySetQuantities", { lines: [{ sku: "POT-EN-2", quantity: 3 }] });
  expect(codeOf(await set({ sku: "POT-EN-2", quantity: 12, from: 10, key: "race" }))).toBe(
    "CHANGE_FROM_QUANTITY_STALE",
  );
  expect(available("POT-EN-2")).toBe(7);
});

test("an order commits, a fulfilment consumes, a refund of what was sent comes back", () => {
  const { control } = shared.store;
  control.setStock({ sku: "SOAP-SEA", quantity: 10 });
  const order = control.placeOrder({ lines: [{ sku: "SOAP-SEA", quantity: 4 }] });
  expect(main("SOAP-SEA")).toMatchObject({ available: 6, committed: 4, onHand: 10 });
  const line = order.lines[0]?.id ?? 0;
  control.fulfilOrder(order.id, { lines: [{ id: line, quantity: 3 }] });
  expect(main("SOAP-SEA")).toMatchObject({ available: 6, committed: 1, onHand: 7 });
  control.refund(order.id, { lines: [{ id: line, quantity: 1 }] });
  expect(main("SOAP-SEA")).toMatchObject({ available: 7, committed: 1, onHand: 8 });
});

test("nothing is sold beyond the stock unless the variant allows it", () => {
  const { control } = shared.store;
  control.setStock({ sku: "SOAP-SEA", quantity: 1 });
  control.setStock({ sku: "SOAP-SEA", quantity: 0, location: "Harbour shop" });
  expect(() => control.placeOrder({ lines: [{ sku: "SOAP-SEA", quantity: 2 }] })).toThrow("sold out");
  control.setOverselling("SOAP-SEA", "CONTINUE");
  control.placeOrder({ lines: [{ sku: "SOAP-SEA", quantity: 2 }] });
  expect(available("SOAP-SEA")).toBe(-1);
});
