import { expect, test } from "vitest";
import { momentSchema } from "./moments.ts";

test.each([
  ["2026-11-20T09:00:00Z", "2026-11-20T09:00:00.000Z"],
  ["2026-11-20T09:00:00.123Z", "2026-11-20T09:00:00.123Z"],
  ["2026-11-20T09:00:00+02:00", "2026-11-20T07:00:00.000Z"],
  ["2026-11-20T09:00:00-05:30", "2026-11-20T14:30:00.000Z"],
  ["2026-11-20T09:00:00", "2026-11-20T09:00:00.000Z"],
  ["2026-11-20T09:00", "2026-11-20T09:00:00.000Z"],
  ["2026-11-20", "2026-11-20T00:00:00.000Z"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z"],
])("%s is %s, wherever the hub stands", (text, utc) => {
  expect(momentSchema.parse(text).toISOString()).toBe(utc);
});

test.each([
  "",
  "now",
  "2026-02-29",
  "2026-11-20 09:00:00",
  "2026-11-20T25:00:00Z",
  "9999-12-31T23:59:59-12:00",
  1795220580,
  null,
])("%j is no moment", (input) => {
  expect(momentSchema.safeParse(input).error?.issues[0]?.message).toContain("is not a moment");
});
