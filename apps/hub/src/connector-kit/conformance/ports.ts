// What a platform may offer beyond the seven operations. A store without a port need not do it.
import { expect } from "vitest";
import type { FulfilmentWish, RefundWish } from "../fulfilment.ts";
import type { Behaviour } from "./behaviour.ts";
import { orderOf } from "./looks.ts";
import { without } from "./reading-tools.ts";

const wish: FulfilmentWish = {
  intent: "conformance-parcel",
  lines: null,
  locationRemoteId: null,
  tracking: { number: "1Z999", carrier: "UPS", url: "https://example.com/1Z999" },
  notify: false,
};

export const ports: readonly Behaviour[] = [
  {
    name: "a return comes in with its order, once and however the order is read, and its end is seen",
    help: "Give an order its `returns`; leave them out where the platform has none or we may not see them.",
    port: (_, stage) => stage.returns,
    async run(trial) {
      const { store, stage } = trial;
      const id = await stage.placeOrder();
      expect((await orderOf(trial, id)).returns).toEqual([]);
      const opened = (await stage.returns?.open(id)) ?? "";
      const { returns, lines } = await orderOf(trial, id);
      expect(returns).toMatchObject([{ remoteId: opened, status: "open", closedAt: null }]);
      const back = returns?.[0]?.lines ?? [];
      expect(back).not.toEqual([]);
      for (const { lineRemoteId, sku } of back)
        expect(lines.find(({ remoteId }) => remoteId === lineRemoteId)).toMatchObject({ sku });
      await stage.returns?.close(opened);
      const closed = (await orderOf(trial, id)).returns;
      expect(closed).toMatchObject([{ remoteId: opened, status: "closed", closedAt: expect.any(String) }]);
      const since = new Date(Date.now() - 60_000);
      const pages = await Array.fromAsync(store.syncOrders({ since }));
      const listed = pages.flatMap(({ records }) => records).find(({ record }) => record.remoteId === id);
      expect(listed?.record.returns).toEqual(closed);
    },
  },
  {
    name: "an order is sent once: the same wish again is `skipped`, and an order that is not there is `missing`",
    help: "`fulfil` looks for what was sent under this wish before it sends anything.",
    port: (store) => store.fulfilment,
    async run({ store, stage, failureOf }) {
      const id = await stage.placeOrder();
      expect(await store.fulfilment?.fulfil(id, wish)).toMatchObject({
        outcome: "written",
        after: { record: { remoteId: id } },
      });
      expect(await store.fulfilment?.fulfil(id, wish)).toMatchObject({ outcome: "skipped" });
      const lost = store.fulfilment?.fulfil(stage.unknown.order, wish) ?? Promise.resolve();
      expect((await failureOf(lost)).kind).toBe("missing");
    },
  },
  {
    name: "money is booked back once: the same wish again is `skipped`",
    help: "Mark the refund with `intent`, or hand it over as the idempotency key, and look for it first.",
    port: (store) => store.refunds,
    async run(trial) {
      const { store, stage } = trial;
      const id = await stage.placeOrder();
      const before = await orderOf(trial, id);
      const [line] = before.lines.filter(({ kind }) => kind === "product");
      if (!line) throw new Error("the placed order has no goods");
      const refund: RefundWish = {
        intent: "conformance-refund",
        reason: "broken on arrival",
        amountMinor: line.totalMinor + line.taxMinor,
        currency: before.currency,
        lines: [{ lineRemoteId: line.remoteId, quantity: line.quantity, restock: false }],
        locationRemoteId: null,
        payBack: false,
        notify: false,
      };
      const booked = await store.refunds?.refund(id, refund);
      expect(booked?.outcome).toBe("written");
      const after = await orderOf(trial, id);
      expect(after.refunds).toHaveLength(before.refunds.length + 1);
      expect((await store.refunds?.refund(id, refund))?.outcome).toBe("skipped");
      expect((await orderOf(trial, id)).refunds).toHaveLength(before.refunds.length + 1);
    },
  },
  {
    name: "the store's places are listed, and stock names no other",
    help: "`locations.list` gives all of them, closed ones too; `stockByLocation` uses the same ids.",
    port: (store) => store.locations,
    async run({ store, stage }) {
      const places = (await store.locations?.list()) ?? [];
      expect(places.filter(({ active }) => active)).not.toEqual([]);
      const goods = await stage.goods();
      const found = await store.again.products(goods.map(({ remoteId }) => remoteId));
      const used = [...found.values()]
        .flatMap((news) => (Array.isArray(news) ? news : []))
        .flatMap(({ record }) => record.stockByLocation ?? [])
        .map(({ locationRemoteId }) => locationRemoteId);
      expect(
        without(
          used,
          places.map(({ remoteId }) => remoteId),
        ),
      ).toEqual([]);
    },
  },
  {
    name: "as many orders are told as there are, and one more once one is placed",
    help: "`totals` asks the store for numbers and reads nothing; null where it does not say.",
    port: (store) => store.totals,
    async run({ store, stage }) {
      const before = new Set(await stage.orders()).size;
      expect((await store.totals?.())?.orders).toBe(before);
      await stage.placeOrder();
      expect((await store.totals?.())?.orders).toBe(before + 1);
    },
  },
  {
    name: "payouts add up: gross less fees is net, and so is every transaction",
    help: "Amounts in minor units of the payout's currency; fees are positive.",
    port: (store) => store.payouts,
    size: { orders: 20 },
    async run({ store }) {
      const pages = await Array.fromAsync(store.payouts?.sync({}) ?? []);
      for (const { record } of pages.flatMap(({ records }) => records)) {
        expect(record.grossMinor - record.feeMinor).toBe(record.netMinor);
        for (const { amountMinor, feeMinor, netMinor } of record.transactions)
          expect(amountMinor - feeMinor).toBe(netMinor);
      }
    },
  },
  {
    name: "the thin index shows the same things as the whole lists, and some of them by id",
    help: "`index` is what both sides are compared by: the same ids, statuses, sums and stamps as `again` gives.",
    port: (store) => store.index,
    async run({ store, stage }) {
      const { index } = store;
      if (!index) throw new Error("the index is gone");
      const entries = (await Array.fromAsync(index.orders.pages())).flatMap((page) => page.entries);
      expect(new Set(entries.map(({ remoteId }) => remoteId))).toEqual(new Set(await stage.orders()));
      const [first] = entries;
      if (!first) throw new Error("the index is empty");
      const whole = (await store.again.orders([first.remoteId])).get(first.remoteId);
      expect(whole).toMatchObject({ record: { ...first } });
      const [some] = await index.orders.some([{ remoteId: first.remoteId, parentRemoteId: null }]);
      expect(some).toEqual(first);
      const goods = (await Array.fromAsync(index.products.pages())).flatMap((page) => page.entries);
      const ids = goods.map(({ remoteId }) => remoteId);
      expect(
        without(
          (await stage.goods()).map(({ remoteId }) => remoteId),
          ids,
        ),
      ).toEqual([]);
    },
  },
  {
    name: "the store's settings are told, all of them",
    help: "`settings` tells what amounts, weights and times of the store mean; when one changes, the engine reads everything again.",
    port: (store) => store.settings,
    async run({ store }) {
      const settings = await store.settings?.();
      expect(settings?.timeZone).not.toBe("");
      expect(settings?.currency).toMatch(/^[A-Z]{3}$/);
    },
  },
  {
    name: "catalogue: a product is created, found by its SKU, changed in one field only, and removed",
    help: "`catalogue.write` adopts a listing that has the SKU, sends only what the draft holds, and tells what it did.",
    port: (store) => store.catalogue,
    async run({ store }) {
      const { catalogue } = store;
      if (!catalogue) throw new Error("the catalogue is gone");
      const draft = { fields: { name: "A new lamp", sku: "LAMP-1", regular_price: "12.50" }, attributes: [] };
      const write = { key: "one", remoteId: null, parentRemoteId: null, sku: "LAMP-1", draft };
      const [created] = await catalogue.write([write]);
      expect(created).toMatchObject({ key: "one", outcome: "created" });
      const [found] = (await catalogue.findBySku(["LAMP-1"])).get("LAMP-1") ?? [];
      expect(found).toMatchObject({ sku: "LAMP-1", fields: { name: "A new lamp" } });
      const [adopted] = await catalogue.write([
        { ...write, draft: { fields: { name: "A better lamp" }, attributes: [] } },
      ]);
      expect(adopted?.outcome).toMatch(/^(adopted|updated)$/);
      const listing = { remoteId: found?.remoteId ?? "", parentRemoteId: found?.parentRemoteId ?? null };
      const shown = (await catalogue.show([listing])).get(listing.remoteId);
      expect(shown).toMatchObject({ fields: { name: "A better lamp" } });
      expect(Number(shown && "fields" in shown ? shown.fields.regular_price : "")).toBe(12.5);
      expect(await catalogue.remove(listing)).toBe("removed");
      expect(await catalogue.remove(listing)).toBe("gone");
    },
  },
];
