import { HubError } from "@logix/model";
import fastify from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { expect, test } from "vitest";
import type { Principal } from "../services/principal.ts";
import { authHook, principalOf } from "./auth.ts";
import type { Access } from "./hub-server.ts";
import { replyNotFound, replyWithProblem } from "./problem-replies.ts";

const viewer: Principal = {
  accountId: 1,
  userId: 1,
  userPublicId: "user_1",
  permissions: new Set(["orders:read"]),
  administrator: false,
  via: "login",
};

function aServer(openPrefixes: readonly string[] = []) {
  const server = fastify().withTypeProvider<ZodTypeProvider>();
  server.setErrorHandler(replyWithProblem);
  server.setNotFoundHandler(replyNotFound);
  const principalOfToken = async (token: string) => {
    if (token === "away") throw new Error("Connection terminated unexpectedly");
    if (token !== "good" && token !== "lgx_good")
      throw new HubError("unauthenticated", "No", { code: "token_invalid" });
    return { ...viewer, via: token.startsWith("lgx_") ? ("token" as const) : ("login" as const) };
  };
  const source = { principalOf: principalOfToken };
  authHook({ login: source, apiTokens: source, openPrefixes })(server);
  return server;
}

function aServerWithRoute(access: Access) {
  const server = aServer();
  server.get("/thing", { config: { access } }, async (request) => ({ via: principalOf(request).via }));
  return server;
}

const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

test("a route that does not say who may call it cannot be registered", () => {
  expect(() => aServer().get("/thing", async () => "x")).toThrow("GET /thing does not declare config.access");
});

test("routes of the documentation are public by their prefix, and nothing that merely begins alike", async () => {
  const server = aServer(["/docs"]);
  expect(() => server.get("/docs-of-orders", async () => "x")).toThrow("does not declare");
  server.get("/docs", async () => "page");
  server.get("/docs/static/logo.svg", async () => "logo");
  expect((await server.inject("/docs")).body).toBe("page");
  expect((await server.inject("/docs/static/logo.svg")).body).toBe("logo");
});

test("a login and an API token are each good for what they may do", async () => {
  const server = aServerWithRoute("orders:read");
  expect((await server.inject({ url: "/thing", ...bearing("good") })).json()).toEqual({ via: "login" });
  expect((await server.inject({ url: "/thing", ...bearing("lgx_good") })).json()).toEqual({ via: "token" });
});

test("a missing permission is named", async () => {
  const reply = await aServerWithRoute("orders:write").inject({ url: "/thing", ...bearing("good") });
  expect(reply.statusCode).toBe(403);
  expect(reply.json()).toMatchObject({ code: "permission_missing", detail: "This needs the permission orders:write" });
});

test("signed-in asks for no permission, but for somebody", async () => {
  const server = aServerWithRoute("signed-in");
  expect((await server.inject({ url: "/thing", ...bearing("good") })).statusCode).toBe(200);
  expect((await server.inject("/thing")).json()).toMatchObject({ status: 401, code: "token_missing" });
});

test.each(["Basic b3duZXI6cGFzcw==", "Bearer", "Bearer two words", "good"])("%s is not understood", async (header) => {
  const reply = await aServerWithRoute("signed-in").inject({ url: "/thing", headers: { authorization: header } });
  expect(reply.json()).toMatchObject({ status: 401, code: "token_invalid" });
  expect(reply.headers["www-authenticate"]).toContain("Bearer");
});

test("HEAD is guarded like its GET", async () => {
  const server = aServerWithRoute("orders:write");
  const head = (token?: string) => server.inject({ method: "HEAD", url: "/thing", ...(token && bearing(token)) });
  expect((await head()).statusCode).toBe(401);
  expect((await head("good")).statusCode).toBe(403);
});

test("what does not exist is 404 for everybody", async () => {
  expect((await aServerWithRoute("orders:read").inject("/other")).statusCode).toBe(404);
});

test("while the database is away a good token is not called wrong", async () => {
  const reply = await aServerWithRoute("signed-in").inject({ url: "/thing", ...bearing("away") });
  expect(reply.statusCode).toBe(503);
  expect(reply.headers["www-authenticate"]).toBeUndefined();
});

test("a public route has no principal, and asking for one is a mistake of ours", async () => {
  const server = aServer();
  server.get("/open", { config: { access: "public" } }, async (request) => {
    expect(() => principalOf(request)).toThrow("GET /open is public, but asks who calls");
    return "asked";
  });
  expect((await server.inject({ url: "/open", ...bearing("good") })).body).toBe("asked");
});
