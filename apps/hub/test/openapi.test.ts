// The API describes itself, truly and completely.
import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

type Operation = {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security?: readonly object[];
};
type Document = {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
};

let hub: TestHub;
let document: Document;

beforeAll(async () => {
  hub = await startTestHub({ role: "api" });
  document = (await hub.call("GET", "/openapi.json", undefined, null)).body;
});
afterAll(() => hub?.close());

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  );

test("it is valid against the OpenAPI 3.1 meta-schema", async () => {
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(document.openapi).toMatch(/^3\.1/);
});

test("every route has a summary, a tag, a good reply and says how it fails", () => {
  expect(operations().length).toBeGreaterThan(40);
  for (const { name, operation } of operations()) {
    expect([name, typeof operation.summary]).toEqual([name, "string"]);
    expect([name, operation.tags?.length]).toEqual([name, 1]);
    expect([name, Object.keys(operation.responses).some((status) => /^(2\d\d|302)$/.test(status))]).toEqual([
      name,
      true,
    ]);
    expect([name, "400" in operation.responses]).toEqual([name, true]);
  }
});

test("what anybody may call asks for no token, everything else does", () => {
  const open = operations()
    .filter(({ operation }) => operation.security?.length === 0)
    .map(({ name }) => name);
  expect(open.sort()).toEqual([
    "DELETE /api/v1/session",
    "GET /api/v1/shopify/oauth/callback",
    "POST /api/v1/auth/accept-invitation",
    "POST /api/v1/auth/login",
    "POST /api/v1/session",
    "POST /api/v1/session/invitation",
    "POST /api/v1/shopify/webhooks/receive",
    "POST /api/v1/shopify/webhooks/receive/{id}",
    "POST /api/v1/woocommerce/approvals/callback",
    "POST /api/v1/woocommerce/webhooks/receive",
    "POST /api/v1/woocommerce/webhooks/receive/{id}",
  ]);
});

test("there are examples of what is sent and answered", () => {
  const text = JSON.stringify(document);
  expect(text.match(/"examples?":/g)?.length ?? 0).toBeGreaterThan(50);
  expect(Object.keys(document.components.schemas).length).toBeGreaterThan(20);
});

test("the documentation can be read in a browser", async () => {
  const reply = await fetch(`${hub.url}/docs/`);
  expect(reply.status).toBe(200);
  expect(reply.headers.get("content-type")).toContain("text/html");
});
