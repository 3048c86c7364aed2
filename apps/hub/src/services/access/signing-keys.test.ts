import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Clock, makeClock, openDatabase } from "../../../test/support/access.ts";
import { createTestDatabase, type TestDatabase } from "../../../test/support/test-database.ts";
import { makeSealer, SealingError } from "../../database/sealing.ts";
import { makeLoginTokens } from "./login-tokens.ts";
import { makeSigningKeys } from "./signing-keys.ts";

const DAY = 24 * 60 * 60_000;
const USER = { public_id: "user_1", account_id: 1, tokens_valid_from: new Date(0) };

let testDatabase: TestDatabase;
let clock: Clock;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  clock = makeClock();
});
afterEach(() => testDatabase.close());

function aProcess(key = Buffer.alloc(32, 7)) {
  const sealer = makeSealer({ current: key });
  const database = openDatabase(testDatabase);
  const signingKeys = makeSigningKeys({ database, sealer, now: clock.now, random: randomBytes });
  return { signingKeys, loginTokens: makeLoginTokens({ signingKeys, now: clock.now, random: randomBytes }) };
}

async function storedKeys(): Promise<string[]> {
  const { rows } = await testDatabase.pool.query<{ id: string }>("select id from signing_keys order by created_at");
  return rows.map((row) => row.id);
}

test("processes that start together share one key, and read each other's tokens", async () => {
  const [one, other] = [aProcess(), aProcess()];
  const [login] = await Promise.all([one.loginTokens.issue(USER), other.loginTokens.issue(USER)]);
  expect(await storedKeys()).toHaveLength(1);
  expect(await other.loginTokens.read(login.token)).toMatchObject({ userPublicId: "user_1", accountId: 1 });
});

test("after 30 days a new key signs, and logins under the old one stay good until they end", async () => {
  const { signingKeys, loginTokens } = aProcess();
  const old = await signingKeys.signing();
  clock.passes({ ms: 30 * DAY - 1 });
  const login = await loginTokens.issue(USER);
  clock.passes({ ms: 1 });
  const young = await signingKeys.signing();
  expect(young.id).not.toBe(old.id);
  clock.passes({ ms: DAY / 2 - 2_000 });
  expect(await loginTokens.read(login.token)).toMatchObject({ userPublicId: "user_1" });
  expect(await aProcess().loginTokens.read(login.token)).toMatchObject({ userPublicId: "user_1" });
});

test("a retired key verifies no longer, and is thrown away with the next change", async () => {
  const { signingKeys } = aProcess();
  const old = await signingKeys.signing();
  clock.passes({ ms: 32 * DAY });
  expect(await signingKeys.verifying(old.id)).toBeUndefined();
  const young = await signingKeys.signing();
  expect(await storedKeys()).toEqual([young.id]);
});

test("a process learns of a key that another one made meanwhile", async () => {
  const [one, other] = [aProcess(), aProcess()];
  await one.signingKeys.signing();
  expect(await other.signingKeys.verifying("key_unknown")).toBeUndefined();
  clock.passes({ ms: 30 * DAY });
  const { token } = await one.loginTokens.issue(USER);
  expect(await other.loginTokens.read(token)).toMatchObject({ userPublicId: "user_1" });
});

test("made-up key ids do not become a query each", async () => {
  const { signingKeys } = aProcess();
  await signingKeys.verifying("key_0");
  const made = await aProcess().signingKeys.signing();
  // Within a second of the last reading the key that is there now is not even looked for.
  expect(await signingKeys.verifying(made.id)).toBeUndefined();
  clock.passes({ ms: 1_000 });
  const found = await Promise.all([signingKeys.verifying("key_1"), signingKeys.verifying(made.id)]);
  expect(found[1]?.id).toBe(made.id);
});

test("a token is never older than the moment from which tokens are valid, whatever the clocks say", async () => {
  const { loginTokens } = aProcess();
  const aheadOfUs = new Date(clock.now().getTime() + 2_345);
  const { token } = await loginTokens.issue({ ...USER, tokens_valid_from: aheadOfUs });
  expect((await loginTokens.read(token)).issuedAt).toEqual(aheadOfUs);
});

test("keys are stored sealed, and a wrong encryption key is told as such", async () => {
  await aProcess().signingKeys.signing();
  const { rows } = await testDatabase.pool.query("select secret_sealed from signing_keys");
  expect(rows[0].secret_sealed).toMatch(/^v1\./);
  await expect(aProcess(Buffer.alloc(32, 8)).signingKeys.signing()).rejects.toThrow(SealingError);
});
