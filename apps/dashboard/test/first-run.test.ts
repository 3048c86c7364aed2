// The first day: from the one-time link to a shipped order without reading anything, and a store that does not let us in at first.
import { startWooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually, type TestHub } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startEmptyStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("the first day", { timeout: 120_000 }, () => {
  let stage: Stage<TestHub>;
  beforeAll(async () => {
    stage = await startEmptyStage();
  });
  afterAll(() => stage?.close());

  test("from the one-time link over a sandbox store to a shipped order", async () => {
    const view = await stage.open({ path: await invitation(stage.hub), who: null });
    const { page } = view;
    await page.locator("input[type=password]").first().fill("a password of my own");
    await page.locator("input[type=password]").last().fill("a password of my own");
    await view.screenshot("first-0-welcome");
    await page.getByRole("button", { name: "Set password" }).click();

    await page.getByRole("heading", { name: "Connect a store" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/connect");
    await page.getByRole("button", { name: "Try a sandbox store" }).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("first-1-connect");
    await page.getByRole("button", { name: "Try a sandbox store" }).click();

    await page.getByRole("heading", { name: "How shall Logix work with Sandbox shop?" }).waitFor();
    await page.locator("dl > div", { hasText: "Orders" }).getByText("120", { exact: true }).waitFor();
    await page.getByText("Nothing is changed in the store until").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("first-2-rules");
    await page.getByRole("button", { name: "Start reading" }).click();

    await page.getByText("Everything is here").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("first-3-read");
    await page
      .getByRole("region", { name: "Reading the store" })
      .getByRole("button", { name: "Place a test order" })
      .click();
    await page.getByText("A shopper ordered something").waitFor();
    await page.getByRole("link", { name: "See your orders" }).click();

    await page.getByRole("row").filter({ hasText: "Processing" }).first().click();
    const drawer = page.getByRole("dialog").filter({ hasText: "What was ordered" });
    await drawer.getByText("Came in as Processing").waitFor();
    await view.screenshot("first-4-order");
    await drawer.getByRole("button", { name: "Ship", exact: true }).click();
    const ship = page.getByRole("dialog", { name: /^Ship WC-/ });
    await ship.getByLabel("Tracking number").fill("00340434161094000001");
    await ship.getByLabel("Carrier").fill("DHL");
    expect(await view.axe()).toEqual([]);
    await view.screenshot("first-5-ship");
    await ship.getByRole("button", { name: "Ship", exact: true }).click();
    await drawer.getByText("DHL 00340434161094000001").first().waitFor();
    await drawer.getByText("Processing → Shipped").waitFor();
    await view.screenshot("first-6-shipped");
    expect(await view.axe()).toEqual([]);

    const { body } = await stage.hub.call("GET", "/api/v1/orders?status=SHIPPED");
    expect(body.orders).toHaveLength(1);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("a store that is away, and a key that may only read, are told with what helps, and mended", async () => {
    const away = await startWooStore({ orders: 3, products: 2 });
    const port = Number(new URL(away.url).port);
    await away.close();
    const view = await stage.open({ path: "/connect?platform=woocommerce" });
    const { page } = view;
    await page.getByLabel("Address of your store").fill(away.url);
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("server refuses connections").waitFor();
    await page.getByRole("listitem").filter({ hasText: "The store answers" }).getByText("Needs you").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connect-away");

    const store = await startWooStore({ port, orders: 3, products: 2 });
    await page.getByRole("button", { name: "Check again" }).click();
    await page.getByText("The store is ready").waitFor();
    await page.getByText("Your store hands keys only to https addresses").waitFor();
    await page.getByLabel("Consumer key").fill(store.readOnlyKey.consumerKey);
    await page.getByLabel("Consumer secret").fill(store.readOnlyKey.consumerSecret);
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("alert").getByText("Create a key with Read/Write permission").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connect-read-only");

    await page.getByLabel("Consumer key").fill(store.consumerKey);
    await page.getByLabel("Consumer secret").fill(store.consumerSecret);
    await page.getByLabel("Name in Logix").fill("Corner shop");
    await page.getByRole("button", { name: "Connect", exact: true }).click();
    await page.getByRole("heading", { name: "How shall Logix work with Corner shop?" }).waitFor();
    await page.getByRole("radio", { name: "The store" }).check();
    await page.getByText("Logix writes no stock numbers").waitFor();
    await page.getByRole("button", { name: "Start reading" }).click();
    await page.getByText("Everything is here").waitFor();
    const { body } = await stage.hub.call("GET", "/api/v1/connections");
    expect(body.connections).toContainEqual(
      expect.objectContaining({ name: "Corner shop", stock_role: "authority", auto_sync: true }),
    );
    expect(store.control.webhooks()).not.toEqual([]);
    expect(view.complaints).toEqual([]);
    await view.close();
    await store.close();
  });

  test("a store that agreed on its own page comes back with its key, and is connected", async () => {
    const store = await startWooStore({ orders: 1, products: 1 });
    // As the store would hand it over, could it reach this hub by https.
    const { database } = stage.hub;
    const asked = await stage.hub.call("POST", "/api/v1/woocommerce/approvals", {
      store_url: store.url,
      return_url: `${stage.hub.url}/connect`,
      auto_sync: false,
    });
    expect(asked.body.code).toBe("callback_needs_https");
    const { rows } = await database.pool.query("select count(*)::int as waiting from authorisations");
    expect(rows[0].waiting).toBe(0);
    const view = await stage.open({ path: "/connect?platform=woocommerce&success=0&user_id=x" });
    await view.page.getByText("it was not approved").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.close();
    await store.close();
  });
});

async function invitation(hub: TestHub): Promise<string> {
  const who = { email: "ada@example.com", name: "Ada", role: "owner" };
  const { body } = await eventually(async () => {
    const reply = await hub.call("POST", "/api/v1/users", who);
    return reply.status === 201 ? reply : null;
  }, "a user was made");
  const url = new URL(body.invitation.url ?? body.invitation.path, hub.url);
  return url.pathname + url.search;
}
