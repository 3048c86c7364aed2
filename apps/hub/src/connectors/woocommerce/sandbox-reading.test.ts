// Reading a whole simulated store over real HTTP, while customers shop.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Page } from "../../connector-kit/contract.ts";
import { aShop, idsOf } from "./fixtures/sandbox.ts";

const wholeOrder = z.looseObject({ id: z.number(), status: z.string() });

describe("the connection test", () => {
  test.each([
    ["https", { secure: true }, { route: "wp-json", auth: "basic" }],
    [
      "https where the host drops the Authorization header",
      { secure: true, stripAuthorizationHeader: true },
      { route: "wp-json", auth: "query" },
    ],
    ["permalinks with index.php", { permalinks: "index" }, { route: "index", auth: "oauth" }],
    ["plain http", {}, { route: "wp-json", auth: "oauth" }],
    ["a subfolder", { wordpressFolder: "/shop" }, { route: "wp-json", auth: "oauth" }],
  ] as const)("finds the way into a store with %s", async (_, options, findings) => {
    const { open } = await aShop(options);
    expect(await open().authenticate()).toMatchObject({
      findings,
      access: "read_write",
      currency: "USD",
      platformVersion: "9.9.5",
      hostVersion: "6.9",
    });
  });

  test("what was found is used from then on", async () => {
    const { open, http } = await aShop({ secure: true, stripAuthorizationHeader: true, permalinks: "index" });
    const { findings } = await open().authenticate();
    http.asked.length = 0;
    await idsOf(open(findings).syncOrders({}));
    expect(http.asked.every(({ url }) => url.includes("/index.php/wp-json/") && url.includes("consumer_key="))).toBe(
      true,
    );
  });

  test.each([true, false])("tells the kinds of keys apart (https: %s)", async (secure) => {
    const { shop, open } = await aShop({ secure });
    expect(await open(shop.readOnlyKey).authenticate()).toMatchObject({ access: "read" });
    await expect(open(shop.writeOnlyKey).authenticate()).rejects.toMatchObject({ details: { code: "key_write_only" } });
    await expect(open({ consumerKey: "ck_unknown" }).authenticate()).rejects.toMatchObject({
      details: { code: "wrong_key" },
    });
    await expect(open({ consumerSecret: "cs_wrong" }).authenticate()).rejects.toMatchObject({
      details: { code: "wrong_secret" },
    });
  });

  test("names plain permalinks", async () => {
    const { open } = await aShop({ permalinks: "plain" });
    await expect(open().authenticate()).rejects.toMatchObject({ details: { code: "permalinks_plain" } });
  });

  test.each([
    ["html-404-200", "html_answer"],
    ["cloudflare-403", "challenge"],
    ["drop", "reset"],
  ] as const)("names the fault %s", async (kind, code) => {
    const { shop, open } = await aShop();
    shop.control.faults.set({ kind });
    await expect(open().authenticate()).rejects.toMatchObject({ details: { code } });
  });

  test.each(["html-before-json", "bom"] as const)("copes with %s", async (kind) => {
    const { shop, open } = await aShop({ orders: 5 });
    shop.control.faults.set({ kind });
    expect(await open().authenticate()).toMatchObject({ access: "read_write" });
    expect(await idsOf(open().syncOrders({}))).toHaveLength(5);
  });
});

describe("F19 orders while customers shop", () => {
  const live = (shop: WooStore) =>
    z
      .array(wholeOrder)
      .parse(shop.control.orders())
      .filter(({ status }) => status !== "checkout-draft")
      .map(({ id }) => id)
      .sort((one, other) => one - other);

  test("a quiet store is read completely, over https and over signed http", async () => {
    for (const secure of [true, false]) {
      const { shop, open } = await aShop({ orders: 230, secure });
      expect(await idsOf(open().syncOrders({}))).toEqual(live(shop));
    }
  });

  test("orders deleted during the reading take none of the others with them", async () => {
    const { shop, open } = await aShop({ orders: 260 });
    const before = live(shop);
    const gone = before.slice(0, 40);
    const seen = await idsOf(open().syncOrders({ pageSize: 50 }), (page) => {
      if (page === 2) for (const id of gone) shop.control.deleteOrder(id);
    });
    expect(seen.filter((id) => !gone.includes(id))).toEqual(before.slice(40));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test("orders trashed during the reading come again as archived", async () => {
    const { shop, open } = await aShop({ orders: 60 });
    const before = live(shop);
    const trashed = before.slice(0, 5);
    const pages: Page<{ remoteId: string; archived: boolean }>[] = [];
    for await (const page of open().syncOrders({ pageSize: 20 })) {
      pages.push(page);
      if (pages.length === 1) for (const id of trashed) shop.control.trashOrder(id);
    }
    const last = new Map(
      pages.flatMap(({ records }) => records.map(({ record }) => [Number(record.remoteId), record.archived])),
    );
    expect([...last.keys()].sort((one, other) => one - other)).toEqual(before);
    expect([...last].filter(([, archived]) => archived).map(([id]) => id)).toEqual(trashed);
  });

  test("orders placed during the reading do not disturb it", async () => {
    const { shop, open } = await aShop({ orders: 90 });
    const before = live(shop);
    const seen = await idsOf(open().syncOrders({ pageSize: 30 }), () => void shop.control.placeOrder());
    expect(seen.slice(0, before.length)).toEqual(before);
  });

  test("F17 whatever the store's time zone, since means since", async () => {
    for (const timezoneOffsetMinutes of [-720, 0, 840]) {
      const { shop, open } = await aShop({ orders: 20, timezoneOffsetMinutes });
      const { id } = wholeOrder.parse(shop.control.placeOrder());
      const found = (await open().again.orders([String(id)])).get(String(id));
      const since = new Date(found && "record" in found ? found.record.modifiedAt : 0);
      expect(await idsOf(open().syncOrders({ since }))).toEqual([id]);
    }
  });

  test("F31 a status that no plugin registers any more is still read by id", async () => {
    const { shop, open } = await aShop({ orders: 5 });
    const [id = 0] = live(shop);
    shop.control.registerStatus("shipped");
    shop.control.setOrderStatus(id, "shipped");
    shop.control.unregisterStatus("shipped");
    expect(await idsOf(open().syncOrders({}))).not.toContain(id);
    const found = await open().again.orders(live(shop).map(String));
    expect(found.get(String(id))).toMatchObject({ record: { remoteStatus: "shipped" } });
  });
});

describe("a catalogue and its customers", () => {
  test("every product and variation is read once, the deleted one not at all", async () => {
    const { shop, open } = await aShop({ products: 40 });
    const all = z.array(z.looseObject({ id: z.number(), status: z.string() })).parse(shop.control.products());
    const seen = await idsOf(open().syncProducts({ pageSize: 7 }));
    expect(seen.sort((one, other) => one - other)).toEqual(all.map(({ id }) => id).sort((one, other) => one - other));
  });

  test("all customers are read", async () => {
    const { shop, open } = await aShop({ customers: 30 });
    const all = z
      .array(z.looseObject({ id: z.number() }))
      .parse(shop.control.customers())
      .map(({ id }) => id);
    expect(await idsOf(open().customers?.sync({ pageSize: 9 }) ?? (async function* () {})())).toEqual(
      all.sort((one, other) => one - other),
    );
  });
});
