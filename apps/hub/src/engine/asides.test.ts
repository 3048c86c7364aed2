// Work that waits for a store lets its worker go, and is neither forgotten nor without bounds.
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { makeAsides, waitingForStore } from "./asides.ts";

const PATIENCE_MS = 50;

/** A store that answers when it is told to. */
function aStore() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return {
    answer: () => resolve(),
    fail: (error: Error) => reject(error),
    asked: () => waitingForStore(() => promise),
  };
}

const noFailure = (error: unknown) => expect.unreachable(String(error));

test("a worker is free again while its store is still being waited for, and the work goes on to its end", async () => {
  const asides = makeAsides(1, PATIENCE_MS);
  const store = aStore();
  const done: string[] = [];
  await asides.run(async () => {
    await store.asked();
    done.push("the slow one");
  }, noFailure);
  expect(done).toEqual([]);
  store.answer();
  await asides.ended(5_000);
  expect(done).toEqual(["the slow one"]);
});

test("many short waits count like one long one", async () => {
  const asides = makeAsides(1, PATIENCE_MS);
  let requests = 0;
  const { promise: isFree, resolve: free } = Promise.withResolvers<void>();
  await asides.run(async () => {
    for (; requests < 5; requests += 1) await waitingForStore(() => delay(PATIENCE_MS / 2));
    await isFree;
  }, noFailure);
  expect(requests).toBeLessThan(5);
  free();
  await asides.ended(5_000);
});

test("work that waits for anything else keeps its worker", async () => {
  const asides = makeAsides(1, PATIENCE_MS);
  let isDone = false;
  await asides.run(async () => {
    await delay(2 * PATIENCE_MS);
    isDone = true;
  }, noFailure);
  expect(isDone).toBe(true);
});

test("no more step aside than there is room for; the next one does when room is made", async () => {
  const asides = makeAsides(1, PATIENCE_MS);
  const [first, second] = [aStore(), aStore()];
  await asides.run(first.asked, noFailure);
  let isFree = false;
  const waiting = asides.run(second.asked, noFailure).then(() => {
    isFree = true;
  });
  await delay(2 * PATIENCE_MS);
  expect(isFree).toBe(false);
  first.answer();
  await waiting;
  second.answer();
  await asides.ended(5_000);
});

test("what fails before it steps aside fails for its worker, what fails after that is told of", async () => {
  const asides = makeAsides(1, PATIENCE_MS);
  await expect(asides.run(() => Promise.reject(new Error("at once")), noFailure)).rejects.toThrow("at once");
  const store = aStore();
  const told: unknown[] = [];
  await asides.run(store.asked, (error) => told.push(error));
  store.fail(new Error("late"));
  await asides.ended(5_000);
  expect(told).toEqual([new Error("late")]);
});
