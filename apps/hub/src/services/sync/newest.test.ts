import { expect, test } from "vitest";
import { newestOfEach } from "./newest.ts";

const news = (remoteId: string, second: number, raw = "same") => ({
  record: { remoteId, modifiedAt: `2026-11-20T10:00:0${second}Z` },
  raw,
});

test("the newest stands for a thing, whatever order they came in", () => {
  const { newest, tied } = newestOfEach([news("1", 2), news("2", 1), news("1", 3), news("1", 1)]);
  expect(newest.map(({ record }) => [record.remoteId, record.modifiedAt.at(-2)])).toEqual([
    ["1", "3"],
    ["2", "1"],
  ]);
  expect(tied).toEqual([]);
});

test("two of the same second that differ are a tie", () => {
  expect(newestOfEach([news("1", 2, "a"), news("1", 2, "b")]).tied).toEqual(["1"]);
  expect(newestOfEach([news("1", 2, "a"), news("1", 2, "a")]).tied).toEqual([]);
});

test("a tie that something newer has overtaken is none", () => {
  expect(newestOfEach([news("1", 2, "a"), news("1", 2, "b"), news("1", 3)]).tied).toEqual([]);
});
