import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { makeClock, memoryLimits, openDatabase } from "../../../test/support/access.ts";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.ts";
import { makeSealer } from "../../database/sealing.ts";
import { type AccessServices, makeAccess } from "./index.ts";

const EMAIL = "admin@localhost";
const HOUR = 60 * 60_000;

let testDatabase: TestDatabase;
let clock: ReturnType<typeof makeClock>;
let start: () => AccessServices;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  clock = makeClock();
  const limits = memoryLimits(clock);
  const sealer = makeSealer({ current: Buffer.alloc(32, 7) });
  const database = openDatabase(testDatabase);
  start = () => makeAccess({ database, sealer, ...limits, now: clock.now, random: randomBytes });
});
afterEach(() => testDatabase.close());

function logIn(access: AccessServices, password: string) {
  return access.login.logIn({ email: EMAIL, password, address: "192.0.2.1" });
}

function accept(access: AccessServices, path = "") {
  const token = new URL(path, "https://hub.example.com").searchParams.get("token") ?? "";
  return access.login.acceptInvitation({ token, password: "a password of mine" });
}

test("with a password in the configuration there is nothing to print but the address", async () => {
  const hub = start();
  expect(await hub.firstRun.ensureFirstUser({ email: EMAIL, password: "correct horse" })).toEqual({ email: EMAIL });
  const { token } = await logIn(hub, "correct horse");
  const principal = await hub.login.principalOf(token);
  expect(principal.administrator).toBe(true);
  expect(await hub.accounts.own(principal)).toMatchObject({ name: "My shop" });
  expect(await start().firstRun.ensureFirstUser({ email: EMAIL, password: "correct horse" })).toBeUndefined();
});

test("without one, a generated password and a one-time link both let the first user in", async () => {
  const hub = start();
  const welcome = await hub.firstRun.ensureFirstUser({ email: EMAIL });
  expect(welcome).toMatchObject({
    password: expect.stringMatching(/^[\w-]{20}$/),
    path: expect.stringMatching(/^\/welcome\?token=[\w-]{43}$/),
  });
  const { token } = await accept(hub, welcome?.path);
  expect((await hub.login.principalOf(token)).permissions).toContain("admin:users");
  await expect(logIn(hub, welcome?.password ?? "")).rejects.toMatchObject({ kind: "unauthenticated" });
});

test("once the generated password was used the link is void, and no start makes another", async () => {
  const hub = start();
  const welcome = await hub.firstRun.ensureFirstUser({ email: EMAIL });
  await logIn(hub, welcome?.password ?? "");
  await expect(accept(hub, welcome?.path)).rejects.toMatchObject({ details: { code: "invitation_invalid" } });
  clock.passes({ ms: HOUR });
  expect(await start().firstRun.ensureFirstUser({ email: EMAIL })).toBeUndefined();
});

test("each later start gives a new link, until one is used", async () => {
  const hub = start();
  const first = await hub.firstRun.ensureFirstUser({ email: EMAIL });
  clock.passes({ ms: HOUR });
  const second = await hub.firstRun.ensureFirstUser({ email: EMAIL });
  expect(second).toEqual({ email: EMAIL, path: expect.any(String) });
  await expect(accept(hub, first?.path)).rejects.toMatchObject({ kind: "invalid" });
  await accept(hub, second?.path);
  clock.passes({ ms: HOUR });
  expect(await hub.firstRun.ensureFirstUser({ email: EMAIL })).toBeUndefined();
});

test("a link is good for a day", async () => {
  const hub = start();
  const welcome = await hub.firstRun.ensureFirstUser({ email: EMAIL });
  clock.passes({ ms: 24 * HOUR });
  await expect(accept(hub, welcome?.path)).rejects.toMatchObject({ kind: "invalid" });
});

test("of processes that start together one makes the first user, and what it prints works", async () => {
  const welcomes = await Promise.all([1, 2, 3, 4].map(() => start().firstRun.ensureFirstUser({ email: EMAIL })));
  const printed = welcomes.filter((welcome) => welcome !== undefined);
  expect(printed).toHaveLength(1);
  const { rows } = await testDatabase.pool.query("select count(*) as users from users");
  expect(rows).toEqual([{ users: 1 }]);
  await accept(start(), printed[0]?.path);
});

test("a password in the configuration that is too short is refused, and nothing is made", async () => {
  const attempt = start().firstRun.ensureFirstUser({ email: EMAIL, password: "short" });
  await expect(attempt).rejects.toMatchObject({ kind: "invalid", details: { code: "password_unfit" } });
  const { rows } = await testDatabase.pool.query("select 1 from accounts");
  expect(rows).toEqual([]);
});

test("the link's token is not stored", async () => {
  const welcome = await start().firstRun.ensureFirstUser({ email: EMAIL });
  const token = welcome?.path?.split("=")[1] ?? "";
  const { rows } = await testDatabase.pool.query("select u::text as text from users u");
  expect(token).not.toBe("");
  expect(JSON.stringify(rows)).not.toContain(token);
});
