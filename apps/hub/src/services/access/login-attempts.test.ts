import { HubError } from "@logix/model";
import { beforeEach, expect, test } from "vitest";
import { type Clock, makeClock, memoryLimits } from "../../../test/support/access.ts";
import { makeLoginAttempts } from "./login-attempts.ts";

let clock: Clock;
let attempts: ReturnType<typeof makeLoginAttempts>;
beforeEach(() => {
  clock = makeClock();
  attempts = makeLoginAttempts({ ...memoryLimits(clock), now: clock.now });
});

const OWNER = { email: "owner@example.com", address: "192.0.2.1" };
const succeed = async () => "in";
const fail = async () => {
  throw new HubError("unauthenticated", "No", { code: "login_failed" });
};
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "in",
    (error: HubError) => error.details.code,
  );

test("correct logins are never counted, one after the other or all at once", async () => {
  for (let login = 0; login < 100; login += 1) expect(await attempts.count(OWNER, succeed)).toBe("in");
  const together = await Promise.all(Array.from({ length: 100 }, () => attempts.count(OWNER, succeed)));
  expect(together).toHaveLength(100);
});

test("guesses made at the same moment do not slip past the count", async () => {
  const codes = await Promise.all(Array.from({ length: 40 }, () => codeOf(attempts.count(OWNER, fail))));
  expect(codes.filter((code) => code === "login_failed")).toHaveLength(10);
  expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(30);
});

test("an address in another spelling is the same address", async () => {
  for (let failure = 0; failure < 10; failure += 1) await codeOf(attempts.count(OWNER, fail));
  expect(await codeOf(attempts.count({ ...OWNER, email: " OWNER@example.com" }, succeed))).toBe("too_many_attempts");
});

test("the pause of one user does not hold up a colleague behind the same address", async () => {
  for (let failure = 0; failure < 60; failure += 1) await codeOf(attempts.count(OWNER, fail));
  expect(await codeOf(attempts.count({ ...OWNER, email: "colleague@example.com" }, succeed))).toBe("in");
});

test("a visitor who tries many addresses has to wait after thirty", async () => {
  const guess = (number: number, address: string) =>
    codeOf(attempts.count({ email: `user${number}@example.com`, address }, fail));
  for (let number = 0; number < 30; number += 1) expect(await guess(number, "2001:db8::1")).toBe("login_failed");
  expect(await guess(30, "2001:db8::2")).toBe("too_many_attempts");
  expect(await guess(31, "2001:db8:0:1::2")).toBe("login_failed");
});

test("the refusal says when to come back", async () => {
  for (let failure = 0; failure < 10; failure += 1) await codeOf(attempts.count(OWNER, fail));
  const refusal = await attempts.count(OWNER, succeed).catch((error: HubError) => error);
  expect(refusal).toMatchObject({ kind: "limited", details: { retryAt: new Date(clock.now().getTime() + 90_000) } });
  clock.passes({ ms: 90_000 });
  expect(await codeOf(attempts.count(OWNER, succeed))).toBe("in");
});
