import { apiTokenListSchema, newApiTokenSchema } from "@logix/api/hub/tokens";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anApiToken,
  anotherAccount,
  aUser,
  type Client,
  clientOf,
  loggedIn,
  openTestHub,
  type TestHub,
} from "../../../test/support/access.ts";

let hub: TestHub;
let owner: Client;
beforeAll(async () => {
  hub = await openTestHub();
  owner = await loggedIn(hub);
});
afterAll(() => hub.close());

const MINUTE = 60_000;

async function makeToken(client: Client, wanted: Record<string, unknown> = {}) {
  const { status, body } = await client.post("/tokens", { name: "Scanner", permissions: ["orders:read"], ...wanted });
  expect([status, body]).toEqual([201, expect.anything()]);
  return newApiTokenSchema.parse(body);
}

test("a token is shown once, and stored as a fingerprint only", async () => {
  const made = await makeToken(owner);
  expect(made).toMatchObject({ name: "Scanner", permissions: ["orders:read"], expires_at: null });
  expect(made.token).toMatch(/^lgx_[\w-]{43}$/);
  expect(JSON.stringify((await owner.get("/tokens")).body)).not.toContain(made.token);
  const { rows } = await hub.pool.query("select t::text as text from api_tokens t");
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(made.token.slice(4));
});

test("a token acts for its user, with its own permissions", async () => {
  const { token } = await makeToken(owner, { permissions: ["orders:read", "admin:audit"] });
  const program = clientOf(hub, token);
  expect((await program.get("/auth/me")).body).toMatchObject({
    permissions: ["orders:read", "admin:audit"],
    administrator: false,
    via: "token",
  });
  expect((await program.get("/audit")).status).toBe(200);
  expect(await program.get("/users")).toMatchObject({ status: 403, body: { code: "permission_missing" } });
});

test("a token cannot have a permission that its maker lacks", async () => {
  const { token } = await makeToken(owner, { permissions: ["admin:tokens", "orders:read"] });
  const wanted = { name: "More", permissions: ["orders:read", "orders:write", "admin:users"] };
  const { status, body } = await clientOf(hub, token).post("/tokens", wanted);
  expect(status).toBe(403);
  expect(body).toMatchObject({
    code: "permissions_beyond_own",
    detail: "A token cannot have permissions that you lack: orders:write, admin:users",
  });
});

test("a token loses what its user loses", async () => {
  const { id, ...who } = await aUser(hub, { role: "owner" });
  const { token } = await makeToken(await loggedIn(hub, who), { permissions: ["orders:read", "admin:audit"] });
  const permissions = async () => (await clientOf(hub, token).get("/auth/me")).body;
  expect(await permissions()).toMatchObject({ permissions: ["orders:read", "admin:audit"] });
  await owner.patch(`/users/${id}`, { role: "viewer" });
  expect(await permissions()).toMatchObject({ permissions: ["orders:read"] });
  await owner.delete(`/users/${id}`);
  expect(await permissions()).toMatchObject({ status: 401, code: "token_invalid" });
});

test("an expired token says so", async () => {
  const expires_at = new Date(hub.clock.now().getTime() + MINUTE).toISOString();
  const { token } = await makeToken(owner, { expires_at });
  expect((await clientOf(hub, token).get("/auth/me")).status).toBe(200);
  hub.clock.passes({ ms: MINUTE });
  expect((await clientOf(hub, token).get("/auth/me")).body).toMatchObject({ status: 401, code: "token_expired" });
});

test("a token that would have expired already is refused", async () => {
  const wanted = { name: "Late", permissions: ["orders:read"], expires_at: "2020-01-01T00:00:00Z" };
  expect(await owner.post("/tokens", wanted)).toMatchObject({ status: 400, body: { code: "expires_in_the_past" } });
});

test("a revoked token works no longer, and is no longer listed", async () => {
  const { id, token } = await makeToken(owner);
  expect((await clientOf(hub, token).get("/auth/me")).status).toBe(200);
  expect((await owner.delete(`/tokens/${id}`)).status).toBe(204);
  expect((await clientOf(hub, token).get("/auth/me")).body).toMatchObject({ code: "token_invalid" });
  expect(JSON.stringify((await owner.get("/tokens")).body)).not.toContain(`"id":${id},`);
  expect((await owner.delete(`/tokens/${id}`)).status).toBe(404);
});

test("another process gives up a revoked token within seconds", async () => {
  const { id, token } = await makeToken(owner);
  const elsewhere = hub.another().apiTokens;
  await elsewhere.principalOf(token);
  await owner.delete(`/tokens/${id}`);
  hub.clock.passes({ ms: 3_000 });
  await expect(elsewhere.principalOf(token)).rejects.toMatchObject({ details: { code: "token_invalid" } });
});

test("when a token was last used is written down once a minute", async () => {
  const { id, token } = await makeToken(owner);
  const lastUsed = async () => {
    const { rows } = await hub.pool.query("select last_used_at from api_tokens where id = $1", [id]);
    return rows[0].last_used_at;
  };
  const use = () => clientOf(hub, token).get("/auth/me");
  expect(await lastUsed()).toBeNull();
  await use();
  const first = await lastUsed();
  expect(first).toEqual(hub.clock.now());
  hub.clock.passes({ ms: MINUTE - 1 });
  await use();
  expect(await lastUsed()).toEqual(first);
  hub.clock.passes({ ms: 3_000 });
  await use();
  expect(await lastUsed()).toEqual(hub.clock.now());
});

test("tokens are listed newest first, page by page", async () => {
  const client = await loggedIn(hub, await anotherAccount(hub));
  for (const name of ["one", "two", "three"]) await makeToken(client, { name });
  const first = await client.get("/tokens?limit=2");
  expect(first.body).toMatchObject({ tokens: [{ name: "three" }, { name: "two" }], next_cursor: expect.any(String) });
  const cursor = apiTokenListSchema.parse(first.body).next_cursor;
  const second = await client.get(`/tokens?limit=2&cursor=${cursor}`);
  expect(second.body).toMatchObject({ tokens: [{ name: "one" }], next_cursor: null });
});

test("a token of another account does not exist", async () => {
  const { id } = await makeToken(owner);
  const stranger = await loggedIn(hub, await anotherAccount(hub));
  expect((await stranger.delete(`/tokens/${id}`)).status).toBe(404);
  expect((await stranger.get("/tokens")).body).toEqual({ tokens: [], next_cursor: null });
});

test("a program can neither end its user's logins nor change the password", async () => {
  const program = clientOf(hub, await anApiToken(hub, ["orders:read"]));
  expect(await program.post("/auth/logout-everywhere")).toMatchObject({ status: 403, body: { code: "login_needed" } });
  const change = { current_password: "whatever it is", new_password: "something else now" };
  expect(await program.post("/auth/password", change)).toMatchObject({ status: 403, body: { code: "login_needed" } });
});
