// Things read again by their ids: one entry for each, gone is an answer.
import { expect } from "vitest";
import type { Behaviour } from "./behaviour.ts";
import { emptied } from "./line.ts";

const ODD_IDS = ["", "0", "../settings", "1 or 1=1", "99999999999999999999999", "ünï/çödé"];

export const rereading: readonly Behaviour[] = [
  {
    name: "many orders are read again at once, one answer for each, `gone` for what is not there",
    help: "Answer for each id that was asked; what the store does not know, or never could know, is { gone: true }.",
    size: { orders: 40 },
    async run({ store, stage, requestsOf }) {
      const ids = [...(await stage.orders())];
      const [deleted = ""] = ids;
      await stage.deleteOrder(deleted);
      const asked = [...ids, stage.unknown.order, ...ODD_IDS];
      let found: Awaited<ReturnType<typeof store.again.orders>> = new Map();
      const requests = await requestsOf(async () => {
        found = await store.again.orders(asked);
      });
      expect(new Set(found.keys())).toEqual(new Set(asked));
      for (const id of ids.slice(1)) expect(found.get(id)).toMatchObject({ record: { remoteId: id } });
      for (const id of [deleted, stage.unknown.order, ...ODD_IDS])
        expect([id, found.get(id)]).toEqual([id, { gone: true }]);
      // A request for each would use up the store's patience.
      expect(requests.length).toBeLessThan(asked.length / 2);
    },
  },
  {
    name: "many products are read again at once, a product with all that belongs to it",
    help: "Of a product, give it and its variants; of a variant at least itself. What is not there is { gone: true }.",
    size: { goods: 30 },
    async run({ store, stage }) {
      const goods = await stage.goods();
      const [removed] = goods;
      if (!removed) throw new Error("the stage has no goods");
      await stage.removeGood(removed);
      const asked = [...goods.map(({ remoteId }) => remoteId), stage.unknown.product, ...ODD_IDS];
      const found = await store.again.products(asked);
      expect(new Set(found.keys())).toEqual(new Set(asked));
      for (const { remoteId, sku } of goods.slice(1)) {
        const news = found.get(remoteId);
        if (!Array.isArray(news)) throw new Error(`${remoteId} was not found: ${JSON.stringify(news)}`);
        expect(news.map(({ record }) => [record.remoteId, record.sku])).toContainEqual([remoteId, sku]);
      }
      for (const id of [removed.remoteId, stage.unknown.product, ...ODD_IDS])
        expect([id, found.get(id)]).toEqual([id, { gone: true }]);
    },
  },
  {
    name: "what is read again but cannot be understood says so and harms no other",
    help: "An entry that fails its schema is { remoteId, reason, raw }: an answer, not an error.",
    async run({ store, stage, line }) {
      const [first = "", second = ""] = await stage.orders();
      line.change((text) => emptied(text, (object) => stage.isThing("order", first, object)));
      const found = await store.again.orders([first, second]);
      expect(found.get(first)).toMatchObject({ reason: expect.any(String), raw: expect.any(String) });
      expect(found.get(second)).toMatchObject({ record: { remoteId: second } });
    },
  },
  {
    name: "customers are listed completely and read again by id",
    help: "`customers.sync` and `again.customers` belong together; leave both out where the platform has no customers.",
    port: (store) => store.customers,
    async run({ store }) {
      if (!store.customers || !store.again.customers) throw new Error("one is there without the other");
      const pages = await Array.fromAsync(store.customers.sync({}));
      const ids = pages.flatMap(({ records }) => records.map(({ record }) => record.remoteId));
      expect(ids).not.toEqual([]);
      const found = await store.again.customers([...ids, ...ODD_IDS]);
      expect(found.size).toBe(ids.length + ODD_IDS.length);
      for (const id of ids) expect(found.get(id)).toMatchObject({ record: { remoteId: id } });
      for (const id of ODD_IDS) expect([id, found.get(id)]).toEqual([id, { gone: true }]);
    },
  },
];
