// Random interleavings of changes on both sides, checked against a simple book. A failure names its seed; MODEL_SEED runs that
// one schedule, MODEL_SCHEDULES runs more of them, MODEL_STEPS longer ones.
import { expect, test } from "vitest";
import { runSchedule } from "./schedule.ts";

const FIRST = Number(process.env.MODEL_SEED ?? 1);
const COUNT = Number(process.env.MODEL_SCHEDULES ?? (process.env.MODEL_SEED ? 1 : 1500));
const STEPS = Number(process.env.MODEL_STEPS ?? 60);

test(`hub and stores agree after ${COUNT} schedules`, { timeout: 60_000 + COUNT * 20 }, () => {
  const started = performance.now();
  for (let seed = FIRST; seed < FIRST + COUNT; seed += 1) runSchedule(seed, STEPS);
  const minutes = (performance.now() - started) / 60_000;
  process.stdout.write(`${COUNT} schedules of ${STEPS} steps, ${Math.round(COUNT / minutes)} a minute\n`);
  expect(COUNT).toBeGreaterThan(0);
});
