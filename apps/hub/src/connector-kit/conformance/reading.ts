// Whole lists: complete, resumable, filtered, and safe though the store goes on selling meanwhile.
import type { Order, Product } from "@logix/model";
import { expect } from "vitest";
import type { Page } from "../records.ts";
import type { Behaviour, Trial } from "./behaviour.ts";
import { emptied } from "./line.ts";
import { idsOf, pagesOf, type Read, stored, without } from "./reading-tools.ts";
import { checkOrder, checkProduct } from "./record-rules.ts";

/** Every list has to be read with each of these: a platform may go another way for each. */
const WAYS = [
  ["all orders", {}],
  ["orders since long ago", { since: new Date("2000-01-01T00:00:00Z") }],
] as const;
const PAGE_SIZE = 3;

function orders({ store }: Trial, filter: { readonly since?: Date }): Read<Order> {
  return (resume) => store.syncOrders({ pageSize: PAGE_SIZE, ...filter }, resume);
}

export const reading: readonly Behaviour[] = [
  ...WAYS.flatMap(([what, filter]): Behaviour[] => [
    {
      name: `${what} are read, none missing, none invented, each complete`,
      help: "Read page after page to the list's end, and map every field of `Order`; the lines must add up to the total.",
      size: { orders: 11 },
      async run(trial) {
        const pages = await pagesOf(orders(trial, filter));
        expect(new Set(idsOf(pages))).toEqual(new Set(await trial.stage.orders()));
        expect(pages.flatMap(({ unreadable }) => unreadable)).toEqual([]);
        for (const { records } of pages) for (const seen of records) checkOrder(seen);
      },
    },
    {
      name: `${what} can be taken up again at every checkpoint, without loss`,
      help: "A checkpoint must hold all that the next page needs: plain values that survive JSON.",
      size: { orders: 11 },
      async run(trial) {
        const whole = await pagesOf(orders(trial, filter));
        expect(whole.length).toBeGreaterThan(1);
        for (const [index, { checkpoint }] of whole.entries()) {
          const rest = await pagesOf(orders(trial, filter), stored(checkpoint));
          const both = [...idsOf(whole.slice(0, index + 1)), ...idsOf(rest)];
          expect(without(await trial.stage.orders(), both)).toEqual([]);
          // What a page already gave need not be read again: a resume is no new beginning.
          expect(without(idsOf(whole.slice(0, index)), idsOf(rest))).toHaveLength(idsOf(whole.slice(0, index)).length);
        }
      },
    },
    {
      name: `${what}: rows that come and go between two pages cost no other row`,
      help: "Offsets shift when a row before them vanishes. Page by a cursor or by id; `connector-kit/pages.ts` does it for offsets.",
      size: { orders: 14 },
      async run(trial) {
        const { stage } = trial;
        const before = await stage.orders();
        const gone = [before[0], before[2]].filter((id) => id !== undefined);
        const pages = await pagesOf(orders(trial, filter), undefined, async (page) => {
          const doomed = gone[page - 1];
          if (doomed !== undefined) await stage.deleteOrder(doomed);
          if (page < 4) await stage.placeOrder();
        });
        expect(without(before, [...idsOf(pages), ...gone])).toEqual([]);
      },
    },
    {
      name: `${what}: one that cannot be understood is set aside with its id and does not stop the page`,
      help: "Parse each record by itself; one that fails goes into `unreadable` with its id, the reason and what the store sent.",
      async run(trial) {
        const { stage, line } = trial;
        const [spoilt = ""] = await stage.orders();
        line.change((text) => emptied(text, (object) => stage.isThing("order", spoilt, object)));
        const pages = await pagesOf(orders(trial, filter));
        const unreadable = pages.flatMap((page) => page.unreadable);
        expect(new Set(unreadable.map(({ remoteId }) => remoteId))).toEqual(new Set([spoilt]));
        expect(unreadable[0]?.reason).not.toBe("");
        expect(new Set(idsOf(pages))).toEqual(new Set(without(await stage.orders(), [spoilt])));
      },
    },
  ]),
  {
    name: "orders since a moment include those of that very moment, and not what is older",
    help: "`since` is inclusive. Ask a little earlier where the platform's own filter is not, or loses fractions of a second.",
    async run({ store, stage }) {
      const [id = ""] = await stage.orders();
      await stage.changeOrder(id);
      const found = (await store.again.orders([id])).get(id);
      if (!found || !("record" in found)) throw new Error("the changed order cannot be read");
      const since = new Date(found.record.modifiedAt);
      expect(idsOf(await pagesOf((resume) => store.syncOrders({ since }, resume)))).toContain(id);
      const tomorrow = new Date(Date.now() + 24 * 60 * 60_000);
      expect(idsOf(await pagesOf((resume) => store.syncOrders({ since: tomorrow }, resume)))).toEqual([]);
    },
  },
  {
    name: "all products are read, each thing with a SKU as a record of its own",
    help: "Variants are records too, with `parentRemoteId`. The same thing must not come under two ids.",
    size: { goods: 12 },
    async run({ store, stage }) {
      const pages = await pagesOf((resume) => store.syncProducts({ pageSize: PAGE_SIZE }, resume));
      const ids = idsOf(pages);
      expect(
        without(
          (await stage.goods()).map(({ remoteId }) => remoteId),
          ids,
        ),
      ).toEqual([]);
      expect(ids).toHaveLength(new Set(ids).size);
      for (const { records } of pages) for (const seen of records) checkProduct(seen, ids);
    },
  },
  {
    name: "products can be taken up again at every checkpoint, and rows that go cost no other row",
    help: "As with orders: a checkpoint that holds its place, and pages that do not count rows that may go.",
    size: { goods: 12 },
    async run({ store, stage }) {
      const read: Read<Product> = (resume) => store.syncProducts({ pageSize: PAGE_SIZE }, resume);
      const goods = await stage.goods();
      const whole = await pagesOf(read);
      for (const [index, { checkpoint }] of whole.entries()) {
        const rest = await pagesOf(read, stored(checkpoint));
        expect(missingOf(goods, [...whole.slice(0, index + 1), ...rest])).toEqual([]);
      }
      const doomed = goods[0];
      const shifted = await pagesOf(read, undefined, async (page) => {
        if (page === 1 && doomed) await stage.removeGood(doomed);
      });
      expect(missingOf(goods.slice(1), shifted)).toEqual([]);
    },
  },
  {
    name: "products can be asked for by SKU",
    help: "Honour `skus` in the filter; a SKU that nobody has is no error.",
    async run({ store, stage }) {
      const [first, second] = await stage.goods();
      if (!first || !second) throw new Error("the stage has too few goods");
      const skus = [first.sku, second.sku, "NO-SUCH-SKU-1"];
      const pages = await pagesOf((resume) => store.syncProducts({ skus }, resume));
      expect(missingOf([first, second], pages)).toEqual([]);
      const found = pages.flatMap(({ records }) => records.map(({ record }) => record.sku));
      expect(without(found, [...skus, null])).toEqual([]);
    },
  },
  {
    name: "a store without anything is read to its end",
    help: "An empty list is no error: yield an empty page or none.",
    size: { orders: 0, goods: 0 },
    async run({ store, stage }) {
      for (const good of await stage.goods()) await stage.removeGood(good);
      expect(idsOf(await pagesOf((resume) => store.syncOrders({}, resume)))).toEqual([]);
      expect(idsOf(await pagesOf((resume) => store.syncProducts({}, resume)))).toEqual([]);
    },
  },
];

function missingOf(goods: readonly { readonly remoteId: string }[], pages: readonly Page<Product>[]): string[] {
  return without(
    goods.map(({ remoteId }) => remoteId),
    idsOf(pages),
  );
}
