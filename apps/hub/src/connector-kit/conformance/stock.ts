// Stock of many SKUs: absolute numbers, compared before they are written, told item by item.
import { expect } from "vitest";
import type { ItemResult } from "../contract.ts";
import type { Behaviour, Trial } from "./behaviour.ts";
import { mishaps } from "./line.ts";
import { changeOf, changesOf, nextIntent } from "./looks.ts";
import type { Good } from "./stage.ts";

const MANY = 250;

export const stock: readonly Behaviour[] = [
  {
    name: "a number that differs is written, one that does not is left alone, and a repeat is harmless",
    help: "Read what the store shows, write only what differs, and give back what it shows afterwards.",
    async run(trial) {
      const { store, stage } = trial;
      const [one, other] = await twoGoods(trial);
      const changes = [await changeOf(trial, one, 41), await changeOf(trial, other, null)];
      const results = await store.updateInventory(changes);
      expect(results).toMatchObject([
        { sku: one.sku, remoteId: one.remoteId, outcome: "written", shows: 41 },
        { sku: other.sku, remoteId: other.remoteId, outcome: "unchanged", shows: changes[1]?.quantity },
      ]);
      const shown = await stage.stockOf(one);
      expect(outcomesOf(await store.updateInventory(changes))).toEqual(["unchanged", "unchanged"]);
      expect(await stage.stockOf(one)).toBe(shown);
      expect((await changeOf(trial, one, null)).quantity).toBe(41);
    },
  },
  {
    name: "a stock that is not what we believed is told as `moved`, with what it is, and not overwritten",
    help: "Compare with `expected`, in the write itself where the platform can; a sale that we have not heard of must not be lost.",
    async run(trial) {
      const { store, stage } = trial;
      const [good] = await twoGoods(trial);
      const change = await changeOf(trial, good, 99);
      await stage.setStock(good, 3);
      const [result] = await store.updateInventory([{ ...change, expected: change.expected === 5 ? 6 : 5 }]);
      expect(result).toMatchObject({ outcome: "moved", shows: 3 });
      expect((await changeOf(trial, good, null)).quantity).toBe(3);
      const [second] = await store.updateInventory([{ ...change, intent: nextIntent(), expected: 3 }]);
      expect(second).toMatchObject({ outcome: "written", shows: 99 });
    },
  },
  {
    name: "without a belief the number is written in any case",
    help: "`expected` left out means: write whatever the store shows.",
    async run(trial) {
      const [good] = await twoGoods(trial);
      const { expected: _, ...change } = await changeOf(trial, good, 12);
      await trial.stage.setStock(good, 77);
      expect(await trial.store.updateInventory([change])).toMatchObject([{ outcome: "written", shows: 12 }]);
    },
  },
  {
    name: "what cannot be written fails by itself, with a code, and its neighbours are written",
    help: "One answer per change, in order. A listing that is gone, or no whole number from 0 up, is `failed`, not an error.",
    async run(trial) {
      const { store, stage } = trial;
      const [gone, good] = await twoGoods(trial);
      const lost = await changeOf(trial, gone, 4);
      const fine = await changeOf(trial, good, 17);
      await stage.removeGood(gone);
      const odd = [-1, 1.5, Number.NaN].map((quantity) => ({ ...fine, intent: nextIntent(), quantity }));
      for (const change of odd)
        expect(await store.updateInventory([change])).toMatchObject([
          { outcome: "failed", code: expect.any(String), again: false },
        ]);
      const results = await store.updateInventory([lost, fine]);
      expect(results).toMatchObject([
        { sku: gone.sku, outcome: "failed", code: expect.any(String), message: expect.any(String), again: false },
        { sku: good.sku, outcome: "written", shows: 17 },
      ]);
    },
  },
  {
    name: `${MANY} changes at once are written in few requests, each with its answer`,
    help: "Write in the platform's batches, and read as many as it gives at once.",
    size: { goods: MANY, orders: 0 },
    async run(trial) {
      const { store, stage, requestsOf } = trial;
      const goods = (await stage.goods()).slice(0, MANY);
      expect(goods).toHaveLength(MANY);
      const changes = await changesOf(trial, goods, (index) => 1_000 + index);
      let results: readonly ItemResult[] = [];
      const requests = await requestsOf(async () => {
        results = await store.updateInventory(changes);
      });
      expect(results.map(({ sku }) => sku)).toEqual(goods.map(({ sku }) => sku));
      expect(outcomesOf(results).filter((outcome) => outcome !== "written")).toEqual([]);
      expect(requests.length).toBeLessThan(MANY / 4);
      for (const [index, good] of goods.entries()) {
        const result = results[index];
        expect(result && "shows" in result && result.shows).toBe(1_000 + index);
        if (index % 50 === 0) expect((await changeOf(trial, good, null)).quantity).toBe(1_000 + index);
      }
    },
  },
  {
    name: "a write whose answer is lost can be sent again, and ends where it should",
    help: "Numbers are absolute. Where the platform wants an idempotency key make it of `intent`, never of the clock.",
    async run(trial) {
      const { store, line } = trial;
      const [good] = await twoGoods(trial);
      const change = await changeOf(trial, good, 55);
      line.befall(mishaps.silence, 1);
      const first: unknown = await store.updateInventory([change]).catch((error: unknown) => error);
      expect(first === undefined).toBe(false);
      line.clear();
      const [result] = await store.updateInventory([change]);
      expect(result?.outcome).toMatch(/^(written|unchanged)$/);
      expect((await changeOf(trial, good, null)).quantity).toBe(55);
    },
  },
];

async function twoGoods({ stage }: Trial): Promise<[Good, Good]> {
  const [one, other] = await stage.goods();
  if (!one || !other) throw new Error("the stage has too few goods");
  return [one, other];
}

function outcomesOf(results: readonly ItemResult[]): string[] {
  return results.map(({ outcome }) => outcome);
}
