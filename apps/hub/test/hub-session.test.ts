// The dashboard's session: a cookie that no script reads and no other site can use.
import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER, startTestHub, type TestHub } from "./support/test-hub.ts";

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

async function session(): Promise<string> {
  const reply = await ask("POST", "/session", { headers: OURS, body: OWNER });
  return (reply.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
}
