// Whatever the connector asks of a store must exist in WooCommerce's published interface: route, method, parameters, fields.
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Store } from "../../connector-kit/contract.ts";
import { complaintsAbout, propertiesOf, SPECS } from "./fixtures/published-interface.ts";
import { RECORDINGS, recording } from "./fixtures/recordings.ts";
import { type Answer, type Asked, aConnection, listOf, ok, scriptedStore } from "./fixtures/scripted-store.ts";
import { woocommerce } from "./index.ts";
import { customerSchema, orderSchema, productSchema, webhookSchema } from "./schemas.ts";

function everything({ request, path, query }: Asked): Answer {
  if (path.startsWith("orders"))
    return path === "orders"
      ? listOf([], query)
      : recording(path === "orders/batch" ? "batch/empty" : "orders/single-on-hold");
  if (path.startsWith("webhooks"))
    return request.method === "GET"
      ? ok([])
      : recording(path === "webhooks" ? "webhooks/single" : "webhooks/batch-delete");
  if (path === "products/118/variations")
    return listOf(z.array(z.unknown()).parse(recording("products/variations-parent-stock").body), query);
  if (path === "products")
    return listOf(
      ["single-variable-parent-stock", "single-virtual"].map((name) => recording(`products/${name}`).body),
      query,
    );
  if (path === "system_status") return recording("meta/system_status-fields");
  return path === "customers" || request.method === "GET" ? ok([]) : ok({ update: [] });
}

async function doEverything(store: Store): Promise<void> {
  const since = new Date("2026-11-01T00:00:00Z");
  await store.authenticate();
  await Array.fromAsync(store.syncOrders({ since }));
  await Array.fromAsync(store.syncOrders({ remoteStatuses: ["processing"], pageSize: 10 }));
  await Array.fromAsync(store.syncProducts({ since }));
  await Array.fromAsync(store.syncProducts({ skus: ["A", "B"] }));
  await Array.fromAsync(store.customers?.sync({}) ?? []);
  await store.updateOrderStatus(
    "472",
    { status: "DELIVERED", remoteStatus: "completed" },
    { remoteStatus: "on-hold", modifiedAt: "" },
  );
  const change = { sku: "A", quantity: 77, enableManagement: true };
  await store.updateInventory([
    { ...change, remoteId: "32", parentRemoteId: null },
    { ...change, remoteId: "119", parentRemoteId: "118" },
  ]);
  await store.setupWebhooks(["order.created"], new URL("https://hub.example/in"));
  await store.subscriptions?.remove(["1"]);
  await store.again.orders(["1", "472"]);
  await store.again.products(["118", "32", "5"]);
}

describe.skipIf(SPECS === null || RECORDINGS === null)("the published interface", () => {
  test("knows everything that the connector asks", async () => {
    const { tools, asked } = scriptedStore(everything);
    await doEverything(woocommerce.open(aConnection(), tools));
    const ours = asked.filter(({ url }) => url.pathname.includes("/wc/v3/"));
    expect(new Set(ours.map(({ request, path }) => `${request.method} ${path}`)).size).toBeGreaterThan(13);
    expect(ours.flatMap(complaintsAbout)).toEqual([]);
  });

  test("would be missed where something is asked that it does not know", () => {
    const asked = {
      url: new URL("https://shop.example/"),
      path: "orders",
      query: { colour: "red", orderby: "total" },
      body: undefined,
    };
    expect(complaintsAbout({ ...asked, request: { method: "GET", url: "" } })).toEqual([
      "GET orders knows no colour",
      "orderby=total",
    ]);
    expect(complaintsAbout({ ...asked, request: { method: "DELETE", url: "" } })).toEqual([
      "DELETE orders is no route",
    ]);
  });

  test.each([
    ["orders", "Order properties", orderSchema],
    ["products", "Product properties", productSchema],
    ["customers", "Customer properties", customerSchema],
    ["webhooks", "Webhook properties", webhookSchema],
  ])("lists every field of %s that we read", (resource, table, schema) => {
    const known = propertiesOf(resource, table);
    expect(Object.keys(schema.shape).filter((name) => !known.includes(name))).toEqual([]);
  });
});
