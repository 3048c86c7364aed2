// The description of the API names every route for data, so that clients can be generated from it.
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly responses: object;
};
let operations: readonly (readonly [name: string, operation: Operation])[];
beforeAll(async () => {
  hub = await startTestHub({ role: "api" });
  const { body } = await hub.call("GET", "/openapi.json");
  operations = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
});
afterAll(() => hub?.close());

const ROUTES = [
  "POST /session",
  "POST /session/invitation",
  "POST /session/password",
  "POST /auth/logout",
  "PATCH /auth/me",
  "PATCH /account",
  "GET /events",
  "GET /insights/orders-per-day",
  "GET /insights/connections",
  "GET /orders/{id}/actions",
  "POST /orders/{id}/fulfilments",
  "POST /orders/{id}/refunds",
  "GET /payouts",
  "GET /payouts/{id}",
  "GET /payouts/report.csv",
  "GET /privacy-requests",
  "GET /privacy-requests/{id}/data",
  "POST /privacy-requests/{id}/complete",
  "GET /platforms",
  "GET /connections",
  "POST /connections",
  "GET /connections/{id}",
  "PATCH /connections/{id}",
  "DELETE /connections/{id}",
  "POST /connections/{id}/pause",
  "POST /connections/{id}/resume",
  "POST /connections/{id}/test",
  "POST /connections/{id}/rotate",
  "POST /connections/{id}/runs",
  "GET /connections/{id}/webhooks",
  "POST /connections/{id}/webhooks",
  "POST /connections/examination",
  "GET /connections/{id}/preview",
  "GET /connections/{id}/statuses",
  "GET /sandbox-stores",
  "POST /sandbox-stores",
  "POST /sandbox-stores/{id}/orders",
  "GET /runs",
  "GET /runs/{id}",
  "POST /connections/{id}/reconcile",
  "PUT /connections/{id}/reconcile",
  "GET /connections/{id}/drift",
  "GET /reconciles",
  "GET /reconciles/{id}",
  "GET /reconciles/{id}/rows",
  "GET /reconciles/{id}/report.csv",
  "GET /orders",
  "GET /orders/{id}",
  "GET /orders/{id}/raw",
  "PATCH /orders/{id}",
  "GET /stock",
  "GET /stock/{sku}",
  "PUT /stock/{sku}",
  "PATCH /stock/{sku}",
  "POST /stock/{sku}/adjustments",
  "GET /stock/{sku}/movements",
  "GET /stock-summary",
  "GET /stock-summary/totals",
  "GET /stock/{sku}/holds",
  "GET /products/{id}/stores",
  "GET /connections/{id}/mapping-fields",
  "GET /connections/{id}/export-mappings",
  "POST /connections/{id}/export-mappings",
  "PATCH /export-mappings/{id}",
  "DELETE /export-mappings/{id}",
  "GET /connections/{id}/import-mappings",
  "POST /connections/{id}/import-mappings",
  "PATCH /import-mappings/{id}",
  "DELETE /import-mappings/{id}",
  "POST /connections/{id}/export-preview",
  "POST /connections/{id}/exports/forecast",
  "POST /connections/{id}/exports",
  "POST /connections/{id}/imports/forecast",
  "POST /connections/{id}/imports",
  "GET /runs/{id}/items",
  "POST /runs/{id}/undo",
  "GET /conflicts",
  "POST /conflicts/{id}/resolve",
  "GET /connections/{id}/conflict-policy",
  "PUT /connections/{id}/conflict-policy",
  "POST /connections/{id}/conflicts/look",
  "GET /customers",
  "GET /customers/{id}",
  "GET /customers/duplicates",
  "POST /customers/duplicates/refuse",
  "POST /customers/merge",
  "POST /customers/unmerge",
  "GET /customers/merges",
  "GET /runs/{id}/failures",
  "GET /insights/work",
  "GET /system",
  "GET /deliveries",
  "GET /deliveries/{id}",
  "POST /deliveries/{id}/replay",
  "GET /parked",
  "GET /parked/{id}",
  "POST /parked/{id}/retry",
  "POST /parked/{id}/retry-like",
  "POST /parked/{id}/dismiss",
  "POST /parked/{id}/reopen",
  "GET /parked/{id}/payload",
  "GET /alerts",
  "GET /alerts/{id}",
  "POST /alerts/{id}/acknowledge",
  "POST /alerts/{id}/snooze",
  "GET /alert-channels",
  "POST /alert-channels",
  "GET /alert-channels/{id}",
  "PATCH /alert-channels/{id}",
  "DELETE /alert-channels/{id}",
  "POST /alert-channels/{id}/test",
  "POST /alert-channels/{id}/rotate-secret",
];

test.each(ROUTES)("%s is described", (route) => {
  const [method, path] = route.split(" ");
  const [, operation] = operations.find(([name]) => name === `${method} /api/v1${path}`) ?? [];
  expect(operation).toMatchObject({
    operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
    summary: expect.any(String),
    tags: [expect.any(String)],
    responses: { 400: expect.anything(), 401: expect.anything(), 403: expect.anything() },
  });
});

test("no two operations share a name", () => {
  const names = operations.flatMap(([, { operationId }]) => operationId ?? []);
  expect(names.length).toBeGreaterThanOrEqual(ROUTES.length);
  expect(new Set(names).size).toBe(names.length);
});
