import { invitationSchema, newUserSchema, userListSchema } from "@logix/api/hub/users";
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

const DAY = 24 * 60 * 60_000;
const PASSWORD = "a password of mine";

function tokenIn(path: string): string {
  return new URL(path, "https://hub.example.com").searchParams.get("token") ?? "";
}

test("an invited user chooses a password by a link that works once", async () => {
  const { status, body } = await owner.post("/users", { email: "ada@example.com", name: "Ada", role: "operator" });
  expect(status).toBe(201);
  const { user, invitation } = newUserSchema.parse(body);
  expect(user).toMatchObject({ email: "ada@example.com", role: "operator", has_password: false });
  const token = tokenIn(invitation?.path ?? "");
  const accept = () => clientOf(hub).post("/auth/accept-invitation", { token, password: PASSWORD });
  expect(await accept()).toMatchObject({ status: 200, body: { token: expect.any(String) } });
  expect(await accept()).toMatchObject({ status: 400, body: { code: "invitation_invalid" } });
  const ada = await loggedIn(hub, { email: "ada@example.com", password: PASSWORD });
  expect((await ada.get("/auth/me")).body).toMatchObject({ role: "operator" });
});

test("of two who use a link at the same moment one gets in", async () => {
  const { body } = await owner.post("/users", { email: "twice@example.com", name: "Twice", role: "viewer" });
  const token = tokenIn(newUserSchema.parse(body).invitation?.path ?? "");
  const accept = () => clientOf(hub).post("/auth/accept-invitation", { token, password: PASSWORD });
  const replies = await Promise.all([accept(), accept()]);
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 400]);
});

test("an expired invitation can be made anew", async () => {
  const { body } = await owner.post("/users", { email: "late@example.com", name: "Late", role: "viewer" });
  const { user, invitation } = newUserSchema.parse(body);
  hub.clock.passes({ ms: 8 * DAY });
  owner = await loggedIn(hub);
  const accept = (path: string) =>
    clientOf(hub).post("/auth/accept-invitation", { token: tokenIn(path), password: PASSWORD });
  expect((await accept(invitation?.path ?? "")).status).toBe(400);
  const again = await owner.post(`/users/${user.id}/invitation`);
  expect(again.status).toBe(201);
  expect((await accept(invitationSchema.parse(again.body).path)).status).toBe(200);
});

test("before the invitation is accepted nobody gets in", async () => {
  await owner.post("/users", { email: "not-yet@example.com", name: "Not yet", role: "viewer" });
  const attempt = await clientOf(hub).post("/auth/login", { email: "not-yet@example.com", password: PASSWORD });
  expect(attempt).toMatchObject({ status: 401, body: { code: "login_failed" } });
});

test("an address is taken for good, in whichever account and spelling", async () => {
  const { email } = await anotherAccount(hub);
  const wanted = { email: email.toUpperCase(), name: "Copy", role: "viewer", password: PASSWORD };
  const { status, body } = await owner.post("/users", wanted);
  expect(status).toBe(409);
  expect(body).toMatchObject({ code: "email_taken", issues: [{ field: "email" }] });
});

test("a disabled user is out at once, and old logins do not come back", async () => {
  const { id, ...who } = await aUser(hub, { role: "viewer" });
  const client = await loggedIn(hub, who);
  expect((await client.get("/auth/me")).status).toBe(200);
  expect((await owner.delete(`/users/${id}`)).status).toBe(204);
  expect((await client.get("/auth/me")).body).toMatchObject({ status: 401, code: "token_invalid" });
  expect((await clientOf(hub).post("/auth/login", who)).status).toBe(401);
  expect((await owner.patch(`/users/${id}`, { disabled: false })).body).toMatchObject({ disabled: false });
  expect((await client.get("/auth/me")).status).toBe(401);
  expect((await (await loggedIn(hub, who)).get("/auth/me")).status).toBe(200);
});

test("a new role acts at once", async () => {
  const { id, ...who } = await aUser(hub, { role: "viewer" });
  const client = await loggedIn(hub, who);
  expect((await client.get("/audit")).status).toBe(403);
  await owner.patch(`/users/${id}`, { role: "manager", name: "Renamed" });
  expect((await client.get("/audit")).status).toBe(200);
  expect((await client.get("/auth/me")).body).toMatchObject({ role: "manager", user: { name: "Renamed" } });
});

test("people are the owner's business", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "manager" });
  expect(await (await loggedIn(hub, who)).get("/users")).toMatchObject({
    status: 403,
    body: { detail: "This needs the permission admin:users" },
  });
});

test("the last owner can be neither removed nor demoted", async () => {
  const who = await anotherAccount(hub);
  const lonely = await loggedIn(hub, who);
  const { users } = userListSchema.parse((await lonely.get("/users")).body);
  const id = users[0]?.id;
  expect(await lonely.delete(`/users/${id}`)).toMatchObject({ status: 409, body: { code: "last_owner" } });
  expect(await lonely.patch(`/users/${id}`, { role: "manager" })).toMatchObject({ status: 409 });
  await lonely.post("/users", { email: "second@example.com", name: "Second", role: "owner", password: PASSWORD });
  expect((await lonely.patch(`/users/${id}`, { role: "manager" })).status).toBe(200);
});

test("two owners who demote each other at the same moment do not both succeed", async () => {
  for (let round = 0; round < 5; round += 1) {
    const first = await loggedIn(hub, await anotherAccount(hub));
    const who = { email: `rival${round}@example.com`, password: PASSWORD };
    await first.post("/users", { ...who, name: "Rival", role: "owner" });
    const second = await loggedIn(hub, who);
    const { users } = userListSchema.parse((await first.get("/users")).body);
    const [one, other] = users.map((user) => user.id);
    const replies = await Promise.all([
      first.patch(`/users/${other}`, { role: "viewer" }),
      second.patch(`/users/${one}`, { role: "viewer" }),
    ]);
    expect(replies.map((reply) => reply.status)).toContain(200);
    const owners = await hub.pool.query(
      "select 1 from users where role = 'owner' and account_id = (select account_id from users where public_id = $1)",
      [one],
    );
    expect(owners.rowCount).toBe(1);
  }
});

test("the installation's administrator cannot be shut out", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "owner" });
  const rival = await loggedIn(hub, who);
  const { users } = userListSchema.parse((await rival.get("/users?limit=200")).body);
  const administrator = users.find((user) => user.administrator);
  const refusal = await rival.delete(`/users/${administrator?.id}`);
  expect(refusal).toMatchObject({ status: 409, body: { code: "administrator_stays" } });
});

test("a token for users alone cannot make an owner of anybody", async () => {
  const program = clientOf(hub, await anApiToken(hub, ["admin:users", "orders:read"]));
  const wanted = { email: "ladder@example.com", name: "Ladder", role: "owner", password: PASSWORD };
  expect(await program.post("/users", wanted)).toMatchObject({ status: 403, body: { code: "role_beyond_own" } });
  const { id } = await aUser(hub, { role: "owner" });
  expect((await program.post(`/users/${id}/invitation`)).status).toBe(403);
  expect((await program.patch(`/users/${id}`, { disabled: true })).status).toBe(403);
});

test("a user of another account does not exist", async () => {
  const { id } = await aUser(hub, { role: "viewer" });
  const stranger = await loggedIn(hub, await anotherAccount(hub));
  expect((await stranger.patch(`/users/${id}`, { name: "Mine" })).status).toBe(404);
  expect((await stranger.delete(`/users/${id}`)).status).toBe(404);
  expect((await stranger.post(`/users/${id}/invitation`)).status).toBe(404);
  const { users } = userListSchema.parse((await stranger.get("/users")).body);
  expect(users).toHaveLength(1);
});

test("users are listed page by page, each once, without secrets", async () => {
  const client = await loggedIn(hub, await anotherAccount(hub));
  for (const name of ["a", "b", "c"]) {
    await client.post("/users", { email: `${name}@pages.example.com`, name, role: "viewer", password: PASSWORD });
  }
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const { body } = await client.get(`/users?limit=3${cursor && `&cursor=${cursor}`}`);
    const page = userListSchema.parse(body);
    expect(JSON.stringify(body)).not.toMatch(/argon2|scrypt|hash/);
    seen.push(...page.users.map((user) => user.name));
    cursor = page.next_cursor;
  }
  expect(seen.slice(1)).toEqual(["a", "b", "c"]);
  expect(await client.get("/users?cursor=x")).toMatchObject({ status: 400, body: { issues: [{ field: "cursor" }] } });
});
