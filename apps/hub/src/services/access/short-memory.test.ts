import { expect, test } from "vitest";
import { makeClock } from "../../../test/support/access.ts";
import { makeShortMemory } from "./short-memory.ts";

function aMemory(most = 10) {
  const clock = makeClock();
  const reads: string[] = [];
  const memory = makeShortMemory<string>({ now: clock.now, keepMs: 3_000, most });
  const get = (key: string) =>
    memory.get(key, async () => {
      reads.push(key);
      return `${key}, read ${reads.length}`;
    });
  return { clock, memory, get, reads };
}

test("an answer is good for a few seconds", async () => {
  const { clock, get } = aMemory();
  expect(await get("a")).toBe("a, read 1");
  clock.passes({ ms: 2_999 });
  expect(await get("a")).toBe("a, read 1");
  clock.passes({ ms: 1 });
  expect(await get("a")).toBe("a, read 2");
});

test("what was being read while something changed is not kept", async () => {
  const { memory, get } = aMemory();
  const early = get("a");
  memory.forgetAll();
  expect(await early).toBe("a, read 1");
  expect(await get("a")).toBe("a, read 2");
});

test("made-up keys cannot fill the memory", async () => {
  const { get, reads } = aMemory(3);
  for (const key of ["a", "b", "c", "d"]) await get(key);
  await get("a");
  expect(reads).toEqual(["a", "b", "c", "d", "a"]);
});
