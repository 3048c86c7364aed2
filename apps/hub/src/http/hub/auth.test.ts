import { scryptSync } from "node:crypto";
import { loginSchema } from "@logix/api/hub/auth";
import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  anApiToken,
  aUser,
  clientOf,
  loggedIn,
  OWNER,
  openTestHub,
  type TestHub,
  tokenOf,
} from "../../../test/support/access.ts";
import { SEALED } from "../../database/sealing.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await openTestHub();
});
afterAll(() => hub.close());

const HOUR = 60 * 60_000;

test("e-mail and password give a token that says who one is", async () => {
  const { status, body } = await clientOf(hub).post("/auth/login", { ...OWNER, email: "Owner@Example.com " });
  expect(status).toBe(200);
  expect(body).toEqual({ token: expect.any(String), expires_at: expect.any(String) });
  const me = await (await loggedIn(hub)).get("/auth/me");
  expect(me.body).toMatchObject({
    user: { email: OWNER.email },
    account: { name: "My shop" },
    role: "owner",
    permissions: expect.arrayContaining(["integration:create", "admin:users"]),
    administrator: true,
    via: "login",
  });
});

test.each([
  ["a wrong password", { ...OWNER, password: "not this one at all" }],
  ["an unknown address", { ...OWNER, email: "nobody@example.com" }],
])("%s is refused in the same words", async (_what, credentials) => {
  const { status, body } = await clientOf(hub).post("/auth/login", credentials);
  expect(status).toBe(401);
  expect(body).toMatchObject({ code: "login_failed", detail: "The e-mail address or the password is wrong" });
});

test("without a token nothing is to be had, and the reply says how to get one", async () => {
  const { status, body, headers } = await clientOf(hub).get("/auth/me");
  expect(status).toBe(401);
  expect(body).toMatchObject({ code: "token_missing" });
  expect(headers["www-authenticate"]).toBe('Bearer realm="logix"');
});

test("a login ends after 12 hours", async () => {
  const client = await loggedIn(hub);
  hub.clock.passes({ ms: 12 * HOUR - 2_000 });
  expect((await client.get("/auth/me")).status).toBe(200);
  hub.clock.passes({ ms: 2_500 });
  const { status, body, headers } = await client.get("/auth/me");
  expect(status).toBe(401);
  expect(body).toMatchObject({ code: "token_expired" });
  expect(headers["www-authenticate"]).toBe('Bearer realm="logix", error="invalid_token"');
});

test("a token is not accepted when it is forged in any of the usual ways", async () => {
  const token = await tokenOf(hub);
  const [header = "", payload = "", signature = ""] = token.split(".");
  const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
  const sign = (alg: string, keyId: string, secret: Uint8Array) =>
    new SignJWT(claims).setProtectedHeader({ alg, kid: keyId }).sign(secret);
  const [ourSecret, anotherSecret] = [await signingSecret(kid), new Uint8Array(32).fill(1)];
  const forged = {
    unsigned: new UnsecuredJWT(claims).encode(),
    "of another algorithm": await sign("HS512", kid, ourSecret),
    "of another key": await sign("HS256", kid, anotherSecret),
    "of an unknown key": await sign("HS256", "key_ffffffffffff", anotherSecret),
    changed: `${header}.${Buffer.from(JSON.stringify({ ...claims, acc: 2 })).toString("base64url")}.${signature}`,
    "no token": "nonsense",
  };
  const authentic = await sign("HS256", kid, ourSecret);
  expect((await clientOf(hub, authentic).get("/auth/me")).status).toBe(200);
  for (const [name, forgery] of Object.entries(forged)) {
    const { status, body } = await clientOf(hub, forgery).get("/auth/me");
    expect([name, status, body]).toEqual([name, 401, expect.objectContaining({ code: "token_invalid" })]);
  }
});

async function signingSecret(kid: string): Promise<Uint8Array> {
  const { rows } = await hub.pool.query("select secret_sealed from signing_keys where id = $1", [kid]);
  return Buffer.from(hub.sealer.open(rows[0].secret_sealed, SEALED.signingKey), "base64url");
}

test("a changed password ends the other logins, and gives a new one", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "viewer" });
  const [elsewhere, here] = [await loggedIn(hub, who), await loggedIn(hub, who)];
  const change = { current_password: who.password, new_password: "something else now" };
  const { status, body } = await here.post("/auth/password", change);
  expect(status).toBe(200);
  expect((await elsewhere.get("/auth/me")).body).toMatchObject({ code: "token_invalid" });
  const { token } = loginSchema.parse(body);
  expect((await clientOf(hub, token).get("/auth/me")).status).toBe(200);
  expect((await clientOf(hub).post("/auth/login", who)).status).toBe(401);
  expect((await clientOf(hub).post("/auth/login", { ...who, password: "something else now" })).status).toBe(200);
});

test("changing the password needs the current one", async () => {
  const change = { current_password: "not this one", new_password: "something else now" };
  const { status, body } = await (await loggedIn(hub)).post("/auth/password", change);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: "password_wrong", issues: [{ field: "current_password" }] });
});

test.each([
  ["short", "ninechars"],
  ["long", "x".repeat(201)],
])("a password that is too %s is not taken", async (_what, password) => {
  const change = { current_password: OWNER.password, new_password: password };
  const { status, body } = await (await loggedIn(hub)).post("/auth/password", change);
  expect(status).toBe(400);
  expect(body).toMatchObject({ issues: [{ field: "new_password" }] });
  expect(JSON.stringify(body)).not.toContain(password);
});

test("whoever was disabled past the hub, in the database, is out within seconds", async () => {
  const { id, ...who } = await aUser(hub, { role: "viewer" });
  const client = await loggedIn(hub, who);
  expect((await client.get("/auth/me")).status).toBe(200);
  await hub.pool.query("update users set disabled_at = now() where public_id = $1", [id]);
  hub.clock.passes({ ms: 3_000 });
  expect((await client.get("/auth/me")).body).toMatchObject({ status: 401, code: "token_invalid" });
});

test("a login renews a hash that is cheaper than those of today", async () => {
  const { id, ...who } = await aUser(hub, { role: "viewer" });
  const salt = Buffer.alloc(16, 1);
  const hash = scryptSync(who.password, salt, 32, { N: 2 ** 10, r: 8, p: 1 });
  const encoded = `$scrypt$ln=10,r=8,p=1$${salt.toString("base64url")}$${hash.toString("base64url")}`;
  await hub.pool.query("update users set password_hash = $2 where public_id = $1", [id, encoded]);
  await loggedIn(hub, who);
  const { rows } = await hub.pool.query("select password_hash from users where public_id = $1", [id]);
  expect(rows[0].password_hash).toMatch(/^\$argon2id\$/);
  expect((await clientOf(hub).post("/auth/login", who)).status).toBe(200);
});

test("logging out everywhere ends every login of the user", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "viewer" });
  const [elsewhere, here] = [await loggedIn(hub, who), await loggedIn(hub, who)];
  expect((await here.post("/auth/logout-everywhere")).status).toBe(204);
  expect((await elsewhere.get("/auth/me")).status).toBe(401);
  expect((await here.get("/auth/me")).status).toBe(401);
  expect((await (await loggedIn(hub, who)).get("/auth/me")).status).toBe(200);
});

test("people name themselves, and the trail says what they were called before", async () => {
  const { id, ...who } = await aUser(hub, { role: "viewer" });
  const client = await loggedIn(hub, who);
  const { status, body } = await client.patch("/auth/me", { name: " Grace Hopper " });
  expect([status, body]).toEqual([
    200,
    expect.objectContaining({ user: { id, email: who.email, name: "Grace Hopper" } }),
  ]);
  await client.patch("/auth/me", { name: "Grace Hopper" });
  const trail = await (await loggedIn(hub)).get(`/audit?action=user.changed&subject=user:${id}`);
  expect(trail.body).toMatchObject({
    entries: [{ actor: `user:${id}`, detail: { name: [expect.any(String), "Grace Hopper"] } }],
  });
  expect((await client.patch("/auth/me", { name: " " })).body).toMatchObject({
    status: 400,
    issues: [{ field: "name" }],
  });
  const program = clientOf(hub, await anApiToken(hub, ["admin:users"]));
  expect((await program.patch("/auth/me", { name: "A program" })).body).toMatchObject({
    status: 403,
    code: "login_needed",
  });
});

test("guessing the current password is slowed down like guessing at the login", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "viewer" });
  const client = await loggedIn(hub, who);
  const change = { current_password: "wrong", new_password: "something else now" };
  for (let failures = 0; failures < 10; failures += 1)
    expect((await client.post("/auth/password", change)).status).toBe(400);
  const { status, body } = await client.post("/auth/password", { ...change, current_password: who.password });
  expect([status, body]).toEqual([429, expect.objectContaining({ code: "too_many_attempts" })]);
  hub.clock.passes({ ms: 15 * 60_000 });
});

test("after ten failures the address has to wait, even with the right password", async () => {
  const { id: _, ...who } = await aUser(hub, { role: "viewer" });
  const attempt = (password: string) => clientOf(hub).post("/auth/login", { ...who, password });
  for (let failures = 0; failures < 10; failures += 1) expect((await attempt("wrong")).status).toBe(401);
  const { status, body, headers } = await attempt(who.password);
  expect(status).toBe(429);
  expect(body).toMatchObject({ code: "too_many_attempts" });
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
  hub.clock.passes({ ms: 15 * 60_000 });
  expect((await attempt(who.password)).status).toBe(200);
});

test("a login without its parts is told apart from a wrong one", async () => {
  const { status, body } = await clientOf(hub).post("/auth/login", { email: "owner" });
  expect(status).toBe(400);
  expect(body).toMatchObject({ issues: [{ field: "email" }, { field: "password" }] });
});
