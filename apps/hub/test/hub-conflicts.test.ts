// Fields that were changed here and in the store since both were the same: nothing is overwritten until somebody decides.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ConnectedHub, startConnectedHub } from "./support/connected-hub.ts";
import { sweep } from "./support/sweep.ts";
import { eventually } from "./support/test-hub.ts";

let hub: ConnectedHub;
beforeAll(async () => {
  hub = await startConnectedHub({ orders: 0, products: 0 });
  await hub.ask("POST", at("export-mappings"), MAPPING, 201);
});
afterAll(() => hub?.close());

const MAPPING = {
  selected_fields: ["name", "sku", "price", "description", "COLOR"],
  field_mappings: { COLOR: "pa_color" },
};
const at = (path: string) => `/connections/${hub.connection.publicId}/${path}`;
const open = async () =>
  (await hub.ask("GET", "/conflicts?state=open")).conflicts.filter(
    (each: { product_id: number }) => each.product_id === id,
  );
const shown = (sku: string) => hub.store.control.productBySku(sku);
const ours = async (id: number) => hub.ask("GET", `/products/${id}`);

let made = 0;
let sku: string;
let id: number;
beforeEach(async () => {
  made += 1;
  sku = `C-${made}`;
  const product = { sku, name: "Mug", price: "10", description: "Old", attributes: { COLOR: "Red" } };
  ({ id } = await hub.ask("POST", "/products", product, 201));
  await carry("exports", { product_ids: [id] });
});

async function carry(kind: "exports" | "imports", body: object): Promise<number> {
  const { run_id: run } = await hub.ask("POST", at(kind), body, 202);
  await eventually(async () => (await hub.ask("GET", `/runs/${run}`)).finished_at !== null, "the run ended");
  return run;
}

async function inStore(changes: Parameters<ConnectedHub["store"]["control"]["editProduct"]>[1]): Promise<void> {
  await hub.store.control.editProduct(Number(shown(sku)?.id), changes);
}

const here = (changes: object) => hub.ask("PATCH", `/products/${id}`, changes);

describe("a field that both sides changed", () => {
  beforeEach(async () => {
    await here({ price: "12", name: "Blue mug" });
    await inStore({ regular_price: "15" });
  });

  test("isn't sent but asked about, while what only we changed goes out", async () => {
    const run = await carry("exports", { product_ids: [id] });
    expect(shown(sku)).toMatchObject({ regular_price: "15", name: "Blue mug" });
    const [conflict] = await open();
    expect(conflict).toMatchObject({
      product_id: id,
      field: "regular_price",
      domain: "prices",
      base: "10",
      ours: "12",
      theirs: "15",
    });
    const { items } = await hub.ask("GET", `/runs/${run}/items`);
    expect(items[0].warnings).toEqual([expect.stringContaining("regular_price")]);
    expect(items[0].sent_fields).toEqual(["name"]);
    const { alerts } = await hub.ask("GET", "/alerts?code=product_conflicts&state=open");
    expect(alerts).toHaveLength(1);
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "ours" });
    expect((await hub.ask("GET", "/alerts?code=product_conflicts&state=open")).alerts).toEqual([]);
  });

  test("ours is sent at once when ours is taken, and the next export has nothing left", async () => {
    await carry("exports", { product_ids: [id] });
    const [conflict] = await open();
    const resolved = await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "ours" });
    expect(resolved).toMatchObject({ state: "resolved", resolution: "ours" });
    expect(shown(sku)).toMatchObject({ regular_price: "12" });
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "theirs" }, 409);
    const run = await carry("exports", { product_ids: [id] });
    expect((await hub.ask("GET", `/runs/${run}/items`)).items[0]).toMatchObject({ outcome: "unchanged" });
  });

  test("theirs is taken over here when theirs is taken, and later changes of ours are no conflict", async () => {
    await carry("exports", { product_ids: [id] });
    const [conflict] = await open();
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "theirs" });
    expect((await ours(id)).prices).toEqual({ price: "15" });
    await here({ price: "16" });
    await carry("exports", { product_ids: [id] });
    expect(shown(sku)).toMatchObject({ regular_price: "16" });
    expect(await open()).toEqual([]);
  });

  test("another value goes to both sides", async () => {
    await carry("exports", { product_ids: [id] });
    const [conflict] = await open();
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "value", value: "13.50" });
    expect((await ours(id)).prices).toEqual({ price: "13.50" });
    expect(shown(sku)).toMatchObject({ regular_price: "13.50" });
    const refused = { take: "value", value: "many" };
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, refused, 409);
  });

  test("an import leaves it alone too, and takes over what only the store changed", async () => {
    await inStore({ description: "New" });
    await carry("imports", { update_existing: true });
    expect(await ours(id)).toMatchObject({ prices: { price: "12" }, description: expect.stringContaining("New") });
    const [conflict] = await open();
    expect(conflict).toMatchObject({ field: "regular_price", ours: "12", theirs: "15" });
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "ours" });
  });

  test("looking finds it without writing anything, once", async () => {
    expect(await hub.ask("POST", at("conflicts/look"))).toMatchObject({ opened: 1 });
    expect(await hub.ask("POST", at("conflicts/look"))).toMatchObject({ opened: 0 });
    expect(shown(sku)).toMatchObject({ regular_price: "15" });
    const [conflict] = await open();
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "theirs" });
  });

  test("a reconcile of products finds it at its end, and the number of rows apart says nothing of it", async () => {
    const { domains } = await sweep(hub, hub.connection.publicId, "products");
    expect(domains.products).toMatchObject({ drift_after: 0 });
    const [conflict, ...others] = await open();
    expect([conflict, others]).toEqual([
      expect.objectContaining({ field: "regular_price", ours: "12", theirs: "15" }),
      [],
    ]);
    expect((await hub.ask("GET", "/alerts?code=product_conflicts&state=open")).alerts).toHaveLength(1);
    expect(shown(sku)).toMatchObject({ regular_price: "15" });
    await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "theirs" });
  });

  test("a reconcile of other things does not look for it", async () => {
    await sweep(hub, hub.connection.publicId, "orders");
    expect(await open()).toEqual([]);
  });

  test.each([
    ["ours", "12"],
    ["newest", "15"],
    ["theirs", "15"],
  ])("is not asked about where the rule is %s", async (rule, price) => {
    expect(await hub.ask("PUT", at("conflict-policy"), { prices: rule })).toMatchObject({ prices: rule, texts: "ask" });
    if (rule === "newest") await inStore({ regular_price: "15", description: "touched later" });
    await carry("exports", { product_ids: [id] });
    expect(shown(sku)).toMatchObject({ regular_price: price });
    expect(await open()).toEqual([]);
    await hub.ask("PUT", at("conflict-policy"), { prices: "ask" });
  });
});

test("where only the store changed, or both changed to the same, there is no conflict", async () => {
  await here({ price: "11", name: "Cup" });
  await inStore({ regular_price: "11.00", description: "Theirs" });
  await carry("exports", { product_ids: [id] });
  expect(await open()).toEqual([]);
  expect(shown(sku)).toMatchObject({ name: "Cup", description: expect.stringContaining("Theirs") });
});

test("a conflict is over by itself when both sides become the same", async () => {
  await here({ price: "12" });
  await inStore({ regular_price: "15" });
  await carry("exports", { product_ids: [id] });
  const [conflict] = await open();
  await inStore({ regular_price: "12" });
  await carry("exports", { product_ids: [id] });
  expect(await open()).toEqual([]);
  const { conflicts } = await hub.ask("GET", "/conflicts?state=resolved");
  expect(conflicts.find((each: { id: number }) => each.id === conflict.id)).toMatchObject({ resolution: "agreed" });
});

test("attributes are told apart like fields", async () => {
  await here({ attributes: { COLOR: "Blue" } });
  const { attributes } = z.object({ attributes: z.array(z.object({ id: z.number() })) }).parse(shown(sku));
  await inStore({ attributes: [{ id: attributes[0]?.id, options: ["Green"], visible: true }] });
  await carry("exports", { product_ids: [id] });
  const [conflict] = await open();
  expect(conflict).toMatchObject({ field: "attributes.pa_color", ours: ["Blue"], theirs: ["Green"], base: ["Red"] });
  await hub.ask("POST", `/conflicts/${conflict.id}/resolve`, { take: "theirs" });
  expect((await ours(id)).attributes).toMatchObject({ COLOR: "Green" });
});

test("of more products than go into one question the last is looked at too", async () => {
  const ids: number[] = [];
  for (let count = 0; count < 101; count += 1) {
    const product = { sku: `MANY-${String(count).padStart(3, "0")}`, name: "Mug", price: "10" };
    ids.push((await hub.ask("POST", "/products", product, 201)).id);
  }
  await carry("exports", { product_ids: ids });
  const last = ids.at(-1);
  await hub.ask("PATCH", `/products/${last}`, { price: "12" });
  await hub.store.control.editProduct(Number(shown("MANY-100")?.id), { regular_price: "15" });
  await sweep(hub, hub.connection.publicId, "products");
  const { conflicts } = await hub.ask("GET", "/conflicts?state=open");
  expect(conflicts).toContainEqual(expect.objectContaining({ product_id: last, field: "regular_price" }));
  expect((await hub.ask("POST", at("conflicts/look"))).looked).toBeGreaterThan(100);
});
