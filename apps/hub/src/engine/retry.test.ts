// How long work is tried again before a person has to look.
import { HubError } from "@logix/model";
import { expect, test } from "vitest";
import { verdictOn } from "./retry.ts";

const now = new Date("2026-11-21T12:00:00Z");
const page = new HubError("unreadable", "The store's answer is not JSON", { code: "not_json" });
const shape = new HubError("unreadable", "The order has no id", { code: "unexpected_shape" });
const away = new HubError("unreachable", "The store refused the connection", { code: "refused" });

function triesUntilParked(error: HubError): number {
  for (let attempts = 1; attempts < 1_000; attempts += 1)
    if (verdictOn(error, attempts, now).remedy === "park") return attempts;
  return Number.POSITIVE_INFINITY;
}

test("an answer of the wrong shape is a person's matter after a few tries", () => {
  expect(triesUntilParked(shape)).toBe(4);
});

test("a web page in place of an answer may last as long as maintenance does", () => {
  expect(triesUntilParked(page)).toBeGreaterThan(10);
  expect(triesUntilParked(page)).toBeLessThan(20);
});

test("a web page is borne for an hour, however often the store could not be reached before", () => {
  const hour = 60 * 60_000;
  expect(verdictOn(page, 100, now, 0).remedy).toBe("again");
  expect(verdictOn(page, 100, now, hour - 1).remedy).toBe("again");
  expect(verdictOn(page, 100, now, hour).remedy).toBe("park");
  expect(verdictOn(shape, 4, now, 0).remedy).toBe("park");
});

test("a store that cannot be reached is tried for more than a day", () => {
  expect(triesUntilParked(away)).toBeGreaterThan(100);
});

test("a limit says itself when to come again, and refused credentials pause the connection", () => {
  const retryAt = new Date("2026-11-21T12:00:30Z");
  expect(verdictOn(new HubError("limited", "Too fast", { retryAt }), 500, now)).toEqual({
    remedy: "again",
    at: retryAt,
  });
  expect(verdictOn(new HubError("disconnected", "The key is gone"), 1, now).remedy).toBe("pause");
});
