import { expect, test } from "vitest";
import { makeLanes } from "./lanes.ts";

function aWork() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const work = { started: false, run: () => promise, finish: () => resolve("done"), fail: reject };
  work.run = () => {
    work.started = true;
    return promise;
  };
  return work;
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const now = () => new Date(0);

test("only so many run at a time, and each that ends lets the next one in", async () => {
  const inLane = makeLanes({ lanes: 2, mostWaiting: 10, now });
  const works = [aWork(), aWork(), aWork(), aWork()];
  const results = works.map((work) => inLane(work.run).catch((error: Error) => error.message));
  await settled();
  expect(works.map((work) => work.started)).toEqual([true, true, false, false]);
  works[1]?.fail(new Error("broken"));
  await settled();
  expect(works.map((work) => work.started)).toEqual([true, true, true, false]);
  for (const work of works) work.finish();
  expect(await Promise.all(results)).toEqual(["done", "broken", "done", "done"]);
});

test("beyond the longest queue one is told to come back", async () => {
  const inLane = makeLanes({ lanes: 1, mostWaiting: 1, now });
  const works = [aWork(), aWork()];
  const results = works.map((work) => inLane(work.run));
  await expect(inLane(aWork().run)).rejects.toMatchObject({ kind: "limited", details: { code: "busy" } });
  for (const work of works) work.finish();
  expect(await Promise.all(results)).toEqual(["done", "done"]);
  expect(await inLane(async () => "free again")).toBe("free again");
});
