// The dashboard as the hub serves it: one page for every address that a browser is sent to, files that are kept for ever,
// and nothing else.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { HubError } from "@logix/model";
import Fastify from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { afterAll, beforeAll, expect, test } from "vitest";
import { authHook } from "../src/http/auth.ts";
import { replyToUnknownRoute } from "../src/http/broken-requests.ts";
import type { HubServer } from "../src/http/hub-server.ts";
import { pageRoutes } from "../src/http/pages/index.ts";
import { scratchFolder } from "./support/scratch-folder.ts";

const folder = mkdtempSync(join(scratchFolder(), "logix-pages-"));
const dist = join(folder, "dist");
const navigation = { accept: "text/html,application/xhtml+xml", "sec-fetch-mode": "navigate" };
let server: HubServer;

beforeAll(async () => {
  mkdirSync(join(dist, "assets"), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "the secret itself");
  writeFileSync(join(dist, "index.html"), '<meta name="csp-nonce" content="%NONCE%" /><div id="root"></div>');
  writeFileSync(join(dist, "favicon.svg"), "<svg/>");
  writeFileSync(join(dist, "assets/index-abc123.js"), "export {};");
  writeFileSync(join(dist, "assets/index-abc123.js.gz"), gzipSync("export {};"));
  server = await serve(dist);
});
afterAll(async () => {
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(["/", "/orders/17?tab=history", "/welcome?token=anything", "/activity/parked"])(
  "%s is the dashboard, and never kept by a cache",
  async (url) => {
    const reply = await server.inject({ url, headers: navigation });
    expect(reply.statusCode).toBe(200);
    expect(reply.body).toContain('<div id="root">');
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(reply.body).not.toContain("anything");
  },
);

test("the policy lets in the hub's own files and the styles that this one page makes, and nothing else", async () => {
  const replies = await Promise.all([1, 2].map(() => server.inject({ url: "/", headers: navigation })));
  const nonces = replies.map(({ body }) => /content="([^"]+)"/.exec(body)?.[1]);
  expect(new Set(nonces).size).toBe(2);
  const policy = String(replies[0]?.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain(`style-src 'self' 'nonce-${nonces[0]}'`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("unsafe");
  expect(replies[0]?.headers).toMatchObject({ "x-content-type-options": "nosniff", "referrer-policy": "no-referrer" });
});

test("files carry their content's hash in their name and are kept for ever", async () => {
  const reply = await server.inject("/assets/index-abc123.js");
  expect(reply.statusCode).toBe(200);
  expect(reply.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(reply.headers["content-type"]).toMatch(/javascript/);
  expect(reply.headers["content-security-policy"]).toContain("default-src 'none'");
});

test("whoever takes gzip gets the file that the build compressed, and the others the file itself", async () => {
  const small = await server.inject({ url: "/assets/index-abc123.js", headers: { "accept-encoding": "gzip, br" } });
  expect(small.headers).toMatchObject({ "content-encoding": "gzip", vary: expect.stringMatching(/accept-encoding/i) });
  expect(small.headers["content-type"]).toMatch(/javascript/);
  expect(small.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(gunzipSync(small.rawPayload).toString()).toBe("export {};");
  const whole = await server.inject("/assets/index-abc123.js");
  expect([whole.headers["content-encoding"], whole.body]).toEqual([undefined, "export {};"]);
});

test.each([
  "/assets/index-old.js",
  "/assets/..%2f..%2fsecret.txt",
  "/assets/",
  "/api/v1/nothing",
  "/docs/nothing",
  "/integration/woocommerce/nothing",
])("%s is not found, even for a browser", async (url) => {
  const reply = await server.inject({ url, headers: navigation });
  expect(reply.statusCode).toBe(404);
  expect(reply.headers["content-type"]).toMatch(/json/);
  expect(reply.body).not.toContain("the secret itself");
});

test("a program that asks for what does not exist is told so", async () => {
  const reply = await server.inject({ url: "/orders", headers: { accept: "application/json" } });
  expect(reply.statusCode).toBe(404);
  expect(reply.json()).toMatchObject({ code: "no_route", status: 404 });
});

test("without a build the page says how to get one, and appears as soon as there is one", async () => {
  const later = join(folder, "later");
  mkdirSync(later);
  const unbuilt = await serve(later);
  const before = await unbuilt.inject({ url: "/", headers: navigation });
  expect(before.statusCode).toBe(503);
  expect(before.body).toContain("npm run dashboard:build");
  writeFileSync(join(later, "index.html"), "built");
  expect((await unbuilt.inject({ url: "/", headers: navigation })).body).toBe("built");
  await unbuilt.close();
});

async function serve(root: string): Promise<HubServer> {
  const made = Fastify().withTypeProvider<ZodTypeProvider>();
  const nobody = { principalOf: async () => Promise.reject(new HubError("unauthenticated", "Nobody calls here")) };
  authHook({ login: nobody, apiTokens: nobody })(made);
  made.setNotFoundHandler((request, reply) => replyToUnknownRoute(request, reply));
  await pageRoutes(made, root);
  return made;
}
