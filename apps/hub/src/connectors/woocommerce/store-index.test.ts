import { describe, expect, test } from "vitest";
import type { IndexPage, ThinOrder, ThinProduct } from "../../connector-kit/store-index.ts";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import { aShop } from "./fixtures/sandbox.ts";
import { aConnection, listOf, scriptedStore } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";

async function all<T>(pages: AsyncIterable<IndexPage<T>> | undefined): Promise<IndexPage<T>[]> {
  return Array.fromAsync(pages ?? []);
}

const byId = (one: { remoteId: string }, other: { remoteId: string }) => Number(one.remoteId) - Number(other.remoteId);

test("the index says of each thing what its whole record says, the trash included and carts left out", async () => {
  const { shop, open } = await aShop({ orders: 230, products: 40 });
  const store = open();
  const [trashed] = shop.control.orders();
  shop.control.trashOrder(Number(trashed?.id));
  const orders = (await all(store.index?.orders.pages())).flatMap(({ entries }) => entries);
  const whole = (await Array.fromAsync(store.syncOrders({}))).flatMap(({ records }) =>
    records.map(({ record }) => record),
  );
  const thin = ({ remoteId, remoteStatus, archived, totalMinor, modifiedAt }: ThinOrder) => ({
    remoteId,
    remoteStatus,
    archived,
    totalMinor,
    modifiedAt,
  });
  expect(orders.length).toBeGreaterThan(200);
  expect(orders.toSorted(byId)).toEqual(whole.map(thin).toSorted(byId));
  const products = (await all(store.index?.products.pages())).flatMap(({ entries }) => entries);
  const listings = (await Array.fromAsync(store.syncProducts({}))).flatMap(({ records }) => records);
  const key = ({
    remoteId,
    parentRemoteId,
    sku,
    price,
    stockKeeping,
    stockQuantity,
    published,
    modifiedAt,
  }: ThinProduct) =>
    [remoteId, parentRemoteId, sku, price, stockKeeping, stockQuantity, published, modifiedAt].join("|");
  expect(products.some(({ parentRemoteId }) => parentRemoteId !== null)).toBe(true);
  expect(products.map(key).toSorted()).toEqual(listings.map(({ record }) => key(record)).toSorted());
});

test("ranges follow each other without a hole, each list is closed once, and any page can be gone on from", async () => {
  const { open } = await aShop({ orders: 250 });
  const { index } = open();
  const pages = await all(index?.orders.pages());
  const shape = pages.map(({ part, upTo }) => [part, upTo === null]);
  expect(shape.filter(([, closes]) => closes)).toEqual([
    ["live", true],
    ["archived", true],
  ]);
  expect(shape.at(-1)).toEqual(["archived", true]);
  const live = pages.filter(({ part }) => part === "live");
  for (const [at, page] of live.entries()) {
    const least = Number(live[at - 1]?.upTo ?? 0);
    for (const { remoteId } of page.entries) {
      expect(Number(remoteId)).toBeGreaterThan(least);
      expect(Number(remoteId)).toBeLessThanOrEqual(Number(page.upTo));
    }
  }
  for (const [at, { checkpoint }] of pages.entries()) {
    const rest = (await all(index?.orders.pages(checkpoint))).flatMap(({ entries }) =>
      entries.map(({ remoteId }) => remoteId),
    );
    const expected = pages.slice(at + 1).flatMap(({ entries }) => entries.map(({ remoteId }) => remoteId));
    expect(rest).toEqual(expected);
  }
});

test("some by their ids: what is listed anywhere is found, variations below their parents, what is gone is not", async () => {
  const { shop, open } = await aShop({ products: 40 });
  const { index } = open();
  const variation = shop.control.products().find(({ type }) => type === "variation");
  const trashed = shop.control.products().find(({ type }) => type === "simple");
  shop.control.deleteProduct(Number(trashed?.id));
  const found = await index?.products.some([
    { remoteId: String(variation?.id), parentRemoteId: String(variation?.parent_id) },
    { remoteId: String(trashed?.id), parentRemoteId: null },
    { remoteId: "999999", parentRemoteId: null },
    { remoteId: "999998", parentRemoteId: "999997" },
  ]);
  expect(found?.map(({ remoteId }) => remoteId).toSorted()).toEqual(
    [String(trashed?.id), String(variation?.id)].toSorted(),
  );
  expect(found?.find(({ remoteId }) => remoteId === String(trashed?.id))?.archived).toBe(true);
});

describe.skipIf(RECORDINGS === null)("as a real store answers", () => {
  test("a list cut down by _fields can be read", async () => {
    const rows = recording("orders/list-fields").body;
    const { tools, asked } = scriptedStore(({ query }) =>
      listOf(query.status === "trash" ? [] : [...asRows(rows)].reverse(), query),
    );
    const entries = (await all(woocommerce.open(aConnection(), tools).index?.orders.pages())).flatMap(
      (page) => page.entries,
    );
    expect(entries.length).toBeGreaterThan(50);
    expect(entries.find(({ remoteId }) => remoteId === "473")).toEqual({
      remoteId: "473",
      remoteStatus: "processing",
      archived: false,
      totalMinor: 3_804,
      modifiedAt: "2026-11-20T21:37:24Z",
    });
    // A cart in checkout is no order.
    expect(entries.some(({ remoteId }) => remoteId === "474")).toBe(false);
    expect(asked[0]?.query).toMatchObject({ _fields: "id,status,currency,total,date_modified_gmt", per_page: "100" });
  });

  test("the settings by which numbers are understood", async () => {
    const { tools } = scriptedStore(({ path }) => {
      const group = /^settings\/(general|products|tax)$/.exec(path)?.[1];
      return recording(group === undefined ? "meta/wp-json-root" : `meta/settings-${group}`);
    });
    expect(await woocommerce.open(aConnection(), tools).settings?.()).toEqual({
      currency: "USD",
      decimals: "2",
      taxDisplay: "excl",
      pricesIncludeTax: "no",
      weightUnit: "kg",
      timeZone: "America/New_York",
    });
  });
});

function asRows(body: unknown): readonly unknown[] {
  return Array.isArray(body) ? body : [];
}
