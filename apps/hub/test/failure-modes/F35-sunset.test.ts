// F35: the end of a platform's API is known before it comes: each connector declares its version, what stores say in their
// headers is kept, and people are told at least 90 days ahead.
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectors } from "../../src/connectors/index.ts";
import { outlookOf } from "../../src/services/connections/api-sunset.ts";
import { type ConnectedStore, connectStore } from "../support/connected-store.ts";
import { startTestHub, type TestHub, type TestHubOptions } from "../support/test-hub.ts";

let hub: TestHub;
let shop: ConnectedStore;
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS + 60_000);

async function start(options: TestHubOptions = {}): Promise<void> {
  hub = await startTestHub(options);
  shop = await connectStore(hub, { orders: 0, products: 2, webhooks: false });
}
afterEach(async () => {
  await Promise.all([hub?.close(), shop?.store.close()]);
});

const details = async () => (await hub.call("GET", `/api/v1/connections/${shop.id}`)).body.api;
const alerts = async () =>
  (await hub.call("GET", "/api/v1/alerts?state=open&limit=100")).body.alerts.filter(
    (alert: { code: string }) => alert.code === "api_sunset",
  );
/** One request to the store, and a minute of the hub's own upkeep. */
async function ask(): Promise<void> {
  await hub.call("POST", `/api/v1/connections/${shop.id}/test`);
  await hub.database.pool.query("select 1");
}

describe("what a connector declares", () => {
  const declaring = (sunset: string) => {
    const woocommerce = connectors.get("woocommerce");
    if (!woocommerce) throw new Error("there is no WooCommerce connector");
    return new Map([["woocommerce", { ...woocommerce, apiVersion: { id: "wc/v3", sunset } }]]);
  };

  test.each([...connectors.values()].map((each) => [each.platform, each.apiVersion] as const))(
    "F35 %s names its version and, where the platform has set one, its last day",
    (_, { id, sunset }) => {
      expect(id).toMatch(/\S/);
      if (sunset !== undefined) expect(sunset).toMatch(/^\d{4}-\d\d-\d\d/);
    },
  );

  test("F35 a last day 91 days ahead is a warning in the connection's details and an alert", async () => {
    const day = inDays(91);
    await start({ connectors: declaring(day.toISOString()) });
    expect(await details()).toMatchObject({
      version: "wc/v3",
      sunset_at: day.toISOString(),
      days_left: 91,
      warning: expect.stringContaining(day.toISOString().slice(0, 10)),
    });
    await hub.hub.services.apiNotices.tell();
    expect(await alerts()).toMatchObject([
      { severity: "warning", detail: expect.stringContaining(day.toISOString().slice(0, 10)) },
    ]);
  });

  test("F35 one that is far ahead is shown and alarms nobody", async () => {
    await start({ connectors: declaring(inDays(400).toISOString()) });
    await hub.hub.services.apiNotices.tell();
    expect(await details()).toMatchObject({ days_left: 400, warning: null });
    expect(await alerts()).toEqual([]);
  });

  test("F35 there is a warning on each of the last 90 days, and after them", () => {
    const now = new Date("2026-11-21T00:00:00Z");
    for (let days = -30; days <= 90; days += 1) {
      const sunset = new Date(now.getTime() + days * DAY_MS).toISOString();
      expect(outlookOf({ id: "v1", sunset }, [], now).warning, `${days} days ahead`).not.toBeNull();
    }
  });
});

describe("what a store says", () => {
  beforeEach(() => start());
  const say = (headers: Record<string, string>) => shop.store.control.faults.set({ kind: "headers", headers });

  test("F35 nothing is shown where nothing is said", async () => {
    await ask();
    expect(await details()).toEqual({ version: "wc/v3", sunset_at: null, days_left: null, warning: null, notices: [] });
    await hub.hub.services.apiNotices.tell();
    expect(await alerts()).toEqual([]);
  });

  test("F35 deprecation headers are kept with the route that sent them, and once however often they come", async () => {
    const day = inDays(60);
    say({ Deprecation: "@1767225600", Sunset: day.toUTCString() });
    await ask();
    await ask();
    const { notices, ...outlook } = await details();
    expect(outlook).toMatchObject({ days_left: 60, warning: expect.stringContaining("in 60 days") });
    expect(notices).toHaveLength(2);
    expect(notices).toContainEqual(
      expect.objectContaining({
        header: "deprecation",
        notice: "@1767225600",
        path: expect.stringMatching(/^\/wp-json\//),
        sunset_at: expect.stringContaining(day.toISOString().slice(0, 10)),
      }),
    );
    await hub.hub.services.apiNotices.tell();
    expect(await alerts()).toHaveLength(1);
  });

  test("F35 an announcement without a day is told, too", async () => {
    say({ Deprecation: "true" });
    await ask();
    expect(await details()).toMatchObject({ sunset_at: null, warning: expect.stringContaining("outdated") });
  });
});
