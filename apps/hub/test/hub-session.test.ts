// The dashboard's session: a cookie that no script reads and no other site can use.
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, logIn, OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

const OURS = { "x-logix-dashboard": "1" };
let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ role: "api" });
});
afterAll(() => hub?.close());

test("logging in sets a cookie for the API alone that no script and no other site can use", async () => {
  const reply = await ask("POST", "/session", { headers: OURS, body: OWNER });
  expect(reply.status).toBe(200);
  expect(await reply.json()).toMatchObject({ user: { email: OWNER.email }, role: "owner", via: "login" });
  const cookie = reply.headers.get("set-cookie") ?? "";
  for (const part of ["Path=/api/v1", "HttpOnly", "SameSite=Strict", "Expires="]) expect(cookie).toContain(part);
  expect(cookie).not.toContain("Secure");
});

test("the cookie says who asks", async () => {
  const reply = await ask("GET", "/auth/me", { headers: { cookie: await session() } });
  expect(await reply.json()).toMatchObject({ user: { email: OWNER.email } });
});

test("a change by cookie needs the header that only our own pages can send", async () => {
  const cookie = await session();
  const user = { email: "eve@example.com", name: "Eve", role: "viewer" };
  const foreign = await ask("POST", "/users", { headers: { cookie }, body: user });
  expect(foreign.status).toBe(403);
  expect(await foreign.json()).toMatchObject({ code: "not_our_page" });
  const own = await ask("POST", "/users", { headers: { cookie, ...OURS }, body: user });
  expect(own.status).toBe(201);
});

test("another site cannot log somebody in or out", async () => {
  expect((await ask("POST", "/session", { body: OWNER })).status).toBe(403);
  expect((await ask("DELETE", "/session", { headers: { cookie: await session() } })).status).toBe(403);
});

test("logging out takes the cookie away", async () => {
  const reply = await ask("DELETE", "/session", { headers: { cookie: await session(), ...OURS } });
  expect(reply.status).toBe(204);
  expect(reply.headers.get("set-cookie")).toMatch(/^logix_session=; Max-Age=0; Path=\/api\/v1/);
});

test("a copy of the cookie is worthless once its session is logged out, as a cookie and as a bearer token", async () => {
  const [cookie, elsewhere] = [await session(), await session()];
  expect(await statusOf(cookie)).toBe(200);
  await ask("DELETE", "/session", { headers: { cookie, ...OURS } });
  const refused = await ask("GET", "/auth/me", { headers: { cookie } });
  expect(await refused.json()).toMatchObject({ status: 401, code: "token_invalid" });
  const bearer = { authorization: `Bearer ${cookie.replace("logix_session=", "")}` };
  expect((await ask("GET", "/auth/me", { headers: bearer })).status).toBe(401);
  // The same person's other browser, and programs, go on.
  expect(await statusOf(elsewhere)).toBe(200);
  expect((await hub.call("GET", "/api/v1/auth/me")).status).toBe(200);
  const again = await ask("DELETE", "/session", { headers: { cookie, ...OURS } });
  expect([again.status, again.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
  const { entries } = (await hub.call("GET", "/api/v1/audit?action=user.logged_out")).body;
  expect(entries.length).toBeGreaterThan(0);
});

test("a second hub over the same database refuses it too", async () => {
  const other = await startTestHub({ role: "api", database: hub.database });
  const cookie = await session();
  const asked = () => fetch(`${other.url}/api/v1/auth/me`, { headers: { cookie } });
  expect((await asked()).status).toBe(200);
  await ask("DELETE", "/session", { headers: { cookie, ...OURS } });
  await eventually(async () => (await asked()).status === 401, "the other hub refused the copy", 5_000);
  await other.close();
});

test("a program's login is ended by itself", async () => {
  const [token, another] = [await logIn(hub.url, OWNER), await logIn(hub.url, OWNER)];
  expect((await hub.call("POST", "/api/v1/auth/logout", undefined, token)).status).toBe(204);
  expect((await hub.call("GET", "/api/v1/auth/me", undefined, token)).body).toMatchObject({ code: "token_invalid" });
  expect((await hub.call("GET", "/api/v1/auth/me", undefined, another)).status).toBe(200);
  const made = await hub.call("POST", "/api/v1/tokens", { name: "Till", permissions: ["orders:read"] });
  const refused = await hub.call("POST", "/api/v1/auth/logout", undefined, made.body.token);
  expect(refused.body).toMatchObject({ status: 403, code: "login_needed" });
  expect((await hub.call("GET", "/api/v1/orders", undefined, made.body.token)).status).toBe(200);
});

test("what was ended is kept only as long as its token would have been good", async () => {
  const { pool } = hub.database;
  await pool.query("update ended_logins set expires_at = now() - interval '1 hour'");
  await ask("DELETE", "/session", { headers: { cookie: await session(), ...OURS } });
  const { rows } = await pool.query("select expires_at > now() as good from ended_logins");
  expect(rows).toEqual([{ good: true }]);
});

test("a changed password ends the other sessions and keeps this browser in, by a new cookie", async () => {
  const who = { email: "ada@example.com", password: "a password of mine" };
  await hub.call("POST", "/api/v1/users", { ...who, name: "Ada", role: "viewer" });
  const [here, elsewhere] = [await session(who), await session(who)];
  const change = { current_password: who.password, new_password: "quite another password" };
  const foreign = await ask("POST", "/session/password", { headers: { cookie: here }, body: change });
  expect(foreign.status).toBe(403);
  const wrong = { ...change, current_password: "not the password" };
  const refused = await ask("POST", "/session/password", { headers: { cookie: here, ...OURS }, body: wrong });
  expect(await refused.json()).toMatchObject({ code: "password_wrong", issues: [{ field: "current_password" }] });
  const reply = await ask("POST", "/session/password", { headers: { cookie: here, ...OURS }, body: change });
  expect(await reply.json()).toMatchObject({ user: { email: who.email }, via: "login" });
  const fresh = cookieOf(reply);
  expect([await statusOf(here), await statusOf(elsewhere), await statusOf(fresh)]).toEqual([401, 401, 200]);
  expect((await ask("POST", "/session", { headers: OURS, body: who })).status).toBe(401);
});

test("a wrong password and a made-up cookie are refused", async () => {
  const wrong = await ask("POST", "/session", { headers: OURS, body: { ...OWNER, password: "not the password" } });
  expect(await wrong.json()).toMatchObject({ status: 401, code: "login_failed" });
  expect(wrong.headers.get("set-cookie")).toBeNull();
  const forged = await ask("GET", "/auth/me", { headers: { cookie: "logix_session=a.b.c" } });
  expect(await forged.json()).toMatchObject({ status: 401, code: "token_invalid" });
});

test("a one-time link opens a session with the chosen password, once", async () => {
  const made = await hub.call("POST", "/api/v1/users", { email: "new@example.com", name: "New", role: "operator" });
  const token = new URL(made.body.invitation.path, hub.url).searchParams.get("token");
  const choice = { headers: OURS, body: { token, password: "a password of mine" } };
  const reply = await ask("POST", "/session/invitation", choice);
  expect(await reply.json()).toMatchObject({ user: { email: "new@example.com" }, role: "operator" });
  expect(reply.headers.get("set-cookie")).toContain("logix_session=");
  expect((await ask("POST", "/session/invitation", choice)).status).toBe(400);
});

test("behind https the cookie stays behind https", async () => {
  const proxied = await hub.hub.server.inject({
    method: "POST",
    url: "/api/v1/session",
    headers: { ...OURS, "x-forwarded-proto": "https" },
    payload: OWNER,
  });
  // Nobody said that this proxy is to be trusted.
  expect(proxied.headers["set-cookie"]).not.toContain("Secure");
});

type Asked = { readonly headers?: Record<string, string>; readonly body?: unknown };

function ask(method: string, path: string, { headers = {}, body }: Asked = {}): Promise<Response> {
  return fetch(`${hub.url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function session(who = OWNER): Promise<string> {
  return cookieOf(await ask("POST", "/session", { headers: OURS, body: who }));
}

function cookieOf(reply: Response): string {
  return (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}

async function statusOf(cookie: string): Promise<number> {
  return (await ask("GET", "/auth/me", { headers: { cookie } })).status;
}
