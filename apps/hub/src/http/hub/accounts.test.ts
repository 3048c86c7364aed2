import { newAccountSchema } from "@logix/api/hub/accounts";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anApiToken,
  aUser,
  clientOf,
  loggedIn,
  OWNER,
  openTestHub,
  type TestHub,
} from "../../../test/support/access.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const SECOND = { name: "Second shop", email: "grace@example.com", password: "a password of mine" };

test("an administrator makes an account, whose owner can log in and sees nothing of the first", async () => {
  const { status, body } = await (await loggedIn(hub)).post("/accounts", SECOND);
  expect(status).toBe(201);
  expect(body).toEqual({
    account: { id: expect.any(Number), name: "Second shop", created_at: hub.clock.now().toISOString() },
    user: { id: expect.stringMatching(/^user_[0-9a-f]{20}$/), email: "grace@example.com", role: "owner" },
  });
  const grace = await loggedIn(hub, SECOND);
  expect((await grace.get("/account")).body).toMatchObject({ name: "Second shop" });
  expect((await grace.get("/auth/me")).body).toMatchObject({ administrator: false, role: "owner" });
  expect(JSON.stringify((await grace.get("/audit")).body)).not.toContain(OWNER.email);
});

test("a new account has a place where its stock lies", async () => {
  const { body } = await (await loggedIn(hub)).post("/accounts", { ...SECOND, email: "place@example.com" });
  const { account } = newAccountSchema.parse(body);
  const { rows } = await hub.pool.query("select name, is_default from locations where account_id = $1", [account.id]);
  expect(rows).toEqual([{ name: "Main", is_default: true }]);
});

test("nobody else makes accounts", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "owner" });
  const refusal = await (await loggedIn(hub, who)).post("/accounts", { ...SECOND, email: "no@example.com" });
  expect(refusal).toMatchObject({ status: 403, body: { code: "administrator_needed" } });
});

test("an administrator's token makes accounts only where it was given people", async () => {
  const wanted = { ...SECOND, email: "program@example.com" };
  const limited = clientOf(hub, await anApiToken(hub, ["orders:read"]));
  expect((await limited.post("/accounts", wanted)).status).toBe(403);
  const trusted = clientOf(hub, await anApiToken(hub, ["admin:users"]));
  expect((await trusted.post("/accounts", wanted)).status).toBe(201);
});

test("owners name their account, and nobody else does", async () => {
  await (await loggedIn(hub)).post("/accounts", { ...SECOND, email: "naming@example.com" });
  const owner = await loggedIn(hub, { ...SECOND, email: "naming@example.com" });
  const { status, body } = await owner.patch("/account", { name: "Harbour & Pine" });
  expect([status, body]).toEqual([200, expect.objectContaining({ name: "Harbour & Pine" })]);
  expect((await owner.get("/auth/me")).body).toMatchObject({ account: { name: "Harbour & Pine" } });
  const trail = (await owner.get("/audit?action=account.renamed")).body;
  expect(trail).toMatchObject({ entries: [{ detail: { name: ["Second shop", "Harbour & Pine"] } }] });
  expect((await (await loggedIn(hub)).get("/account")).body).toMatchObject({ name: "My shop" });
  const { id: _, ...manager } = await aUser(hub, { role: "manager" });
  expect((await (await loggedIn(hub, manager)).patch("/account", { name: "Mine" })).status).toBe(403);
});

test("a taken address makes no account", async () => {
  const owner = await loggedIn(hub);
  const before = await countAccounts();
  const refusal = await owner.post("/accounts", { ...SECOND, email: OWNER.email });
  expect(refusal).toMatchObject({ status: 409, body: { code: "email_taken" } });
  expect(await countAccounts()).toBe(before);
});

async function countAccounts(): Promise<number> {
  const { rows } = await hub.pool.query("select count(*) as count from accounts");
  return rows[0].count;
}
