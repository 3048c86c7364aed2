// The hub's own pages: they show, and they let nothing in that they do not name.
import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ role: "api" });
});
afterAll(() => hub?.close());

test("the one-time link of the first start opens a page that sends the password to the hub alone", async () => {
  const reply = await fetch(`${hub.url}/welcome?token=anything`);
  expect(reply.status).toBe(200);
  const html = await reply.text();
  const script = /<script>([\s\S]*)<\/script>/.exec(html)?.[1] ?? "";
  expect(script).toContain("/api/v1/auth/accept-invitation");
  const policy = reply.headers.get("content-security-policy") ?? "";
  expect(policy).toContain(`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  expect(policy).toContain("default-src 'none'");
  expect(html).not.toContain("anything");
});

test("the hub's address shows where to go", async () => {
  const reply = await fetch(hub.url);
  expect(reply.status).toBe(200);
  expect(await reply.text()).toContain("/docs");
});
