// A shop that runs: what needs a person is seen first, put right with a few clicks, and customers become one person and two again.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { settingsOf } from "../../hub/test/support/connected-hub.ts";
import { eventually } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

const STEP_MS = 8_000;
const ADA = {
  first_name: "Ada",
  last_name: "Byron",
  email: "ada@example.com",
  phone: "+44 20 7946 0018",
  city: "London",
};

describe.skipIf(CHROMIUM === undefined)("running the shop", () => {
  let stage: Stage;
  let second: WooStore;
  /** Says which step hangs, rather than that the test does. */
  const open = async (options: Parameters<Stage["open"]>[0]) => {
    const view = await stage.open(options);
    view.page.setDefaultTimeout(STEP_MS);
    return view;
  };

  beforeAll(async () => {
    [stage, second] = await Promise.all([startStage(), startWooStore({ orders: 3, products: 4, seed: 2 })]);
    const { ask, connection, store } = stage.hub;
    const wanted = { platform: "woocommerce", name: "Outlet", auto_sync: true, settings: settingsOf(second) };
    store.control.placeOrder({ billing: ADA });
    second.control.placeOrder({ billing: { ...ADA, email: "Ada@Example.com", city: "Marylebone" } });
    await ask("POST", "/connections", wanted, 201);
    // The store says no to a status that it does not know: three pieces of work are parked, and an alert tells of them.
    await ask("PATCH", `/connections/${connection.id}`, { status_map: { outbound: { PACKED: "packed" } } });
    const { orders } = await ask("GET", `/orders?status=PROCESSING&limit=3&connection_id=${connection.id}`);
    for (const { id } of orders) await ask("PATCH", `/orders/${id}`, { status: "PACKED" });
    await eventually(async () => (await ask("GET", "/parked")).parked.length === 3, "three pieces of work were parked");
    await eventually(
      async () => (await ask("GET", "/customers?email=ada@example.com")).customers.length === 2,
      "both stores have told of Ada",
    );
  });
  afterAll(async () => {
    await stage?.close();
    await second?.close();
  });

  test.each([
    { scheme: "light", phone: false },
    { scheme: "dark", phone: true },
  ] as const)("the overview says what needs somebody now: $scheme, phone $phone", async ({ scheme, phone }) => {
    const view = await open({ scheme, phone });
    const section = view.page.getByRole("region", { name: "What needs you now" });
    await section.getByRole("link", { name: /The store does not take/ }).waitFor();
    await section.getByRole("link", { name: /known (twice|more than once)/ }).waitFor();
    await view.page.getByText("Not compared yet").first().waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot(`shop-overview-${scheme}`);
    await section.getByRole("link", { name: /The store does not take/ }).click();
    await view.page.getByRole("heading", { name: "Parked work" }).waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("an alert is taken on", async () => {
    const view = await open({ path: "/activity/alerts" });
    const { page } = view;
    await page.getByRole("row", { name: /The store does not take/ }).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByRole("button", { name: "I take care" }).click();
    await drawer.getByText("Taken on").first().waitFor();
    await view.screenshot("alert-taken-on");
    expect(await view.axe()).toEqual([]);
    const { alerts } = await stage.hub.ask("GET", "/alerts?state=open&code=parked_work");
    expect(alerts).toMatchObject([{ acknowledged_by: expect.stringMatching(/^user:/) }]);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("parked work is looked into, one put away, and all that is alike fixed with one button", async () => {
    const view = await open({ path: "/activity/parked" });
    const { page } = view;
    const cards = page.getByRole("article");
    await expect.poll(() => cards.count(), { timeout: STEP_MS }).toBe(3);
    await cards.first().getByRole("button", { name: "Show payload" }).click();
    await cards.first().getByText('"PACKED"').waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("parked-cards");
    await cards.first().getByRole("button", { name: "Dismiss" }).click();
    await page.getByRole("dialog").getByLabel("Reason").fill("A test order");
    await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
    await expect.poll(() => cards.count(), { timeout: STEP_MS }).toBe(2);
    // Somebody registers the status in the store.
    stage.hub.store.control.registerStatus("packed");
    await cards.first().getByRole("button", { name: "Fix all like this" }).click();
    await page.getByText("All clear").waitFor();
    await page.getByText("2 are tried again").waitFor();
    await eventually(
      async () => stage.hub.store.control.orders().filter(({ status }) => status === "packed").length === 2,
      "the store took both statuses",
    );
    await page.getByText("Dealt with").click();
    await page.getByText("A test order").waitFor();
    expect(await cards.count()).toBe(3);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("two customers are compared, merged into one person, and told apart again", async () => {
    const view = await open({ path: "/customers?view=duplicates" });
    const { page } = view;
    await page.getByRole("button", { name: "Review: Ada Byron" }).click();
    const dialog = page.getByRole("dialog", { name: "Are they the same person?" });
    await dialog.getByRole("columnheader", { name: "Outlet" }).waitFor();
    await view.screenshot("customers-review");
    expect(await view.axe()).toEqual([]);
    await dialog.getByRole("button", { name: "Merge them" }).click();
    await page.getByText("Merged. You can undo it").waitFor();
    await page.getByRole("button", { name: "Review: Ada Byron" }).waitFor({ state: "detached" });

    await page.goto(`${stage.hub.url}/customers?search=ada%40example.com`);
    await page
      .getByRole("row", { name: /Ada Byron/ })
      .first()
      .click();
    const drawer = page.getByRole("dialog");
    await expect
      .poll(() => drawer.getByRole("region", { name: "Known in these stores" }).getByRole("listitem").count())
      .toBe(2);
    await expect
      .poll(() => drawer.getByRole("region", { name: "Latest orders" }).getByRole("listitem").count())
      .toBe(2);
    await view.screenshot("customer-merged");
    expect(await view.axe()).toEqual([]);
    await page.keyboard.press("Escape");

    await page.getByRole("tab", { name: "Merged" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("dialog", { name: "Undo this merge?" }).getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone").first().waitFor();
    await page.getByRole("tab", { name: "Possible duplicates" }).click();
    await page.getByRole("button", { name: "Review: Ada Byron" }).waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("a token is made with two permissions, shown once, and revoked", async () => {
    const view = await open({ path: "/settings/tokens" });
    const { page } = view;
    await page.getByRole("button", { name: "New token" }).click();
    const dialog = page.getByRole("dialog", { name: "Make a token" });
    await dialog.getByLabel("Name").fill("Scanner");
    await dialog.getByLabel("orders:read").check();
    await dialog.getByLabel("stock:write").check();
    await view.screenshot("token-new");
    expect(await view.axe()).toEqual([]);
    await dialog.getByRole("button", { name: "Make token" }).click();
    const token = await page.getByRole("dialog", { name: "Copy the token now" }).getByText(/^lgx_/).innerText();
    expect((await stage.hub.call("GET", "/api/v1/orders?limit=1", undefined, token)).status).toBe(200);
    expect((await stage.hub.call("GET", "/api/v1/audit", undefined, token)).status).toBe(403);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Revoke Scanner" }).click();
    await page.getByRole("dialog", { name: "Revoke Scanner?" }).getByRole("button", { name: "Revoke" }).click();
    await page.getByText("No tokens yet").waitFor();
    expect((await stage.hub.call("GET", "/api/v1/orders?limit=1", undefined, token)).status).toBe(401);
    await view.close();
  });

  test("a webhook channel shows its secret once; a test message says why it does not arrive", async () => {
    const view = await open({ path: "/settings/alerts" });
    const { page } = view;
    await page.getByRole("button", { name: "Add channel" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a channel" });
    await dialog.getByLabel("Name").fill("Pager");
    await dialog.getByLabel("Kind").selectOption("webhook");
    await dialog.getByLabel("Web address").fill("not an address");
    await dialog.getByLabel("Send nothing at night").check();
    await dialog.getByRole("button", { name: "Add channel" }).click();
    await dialog.getByText("is not a web address").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("channel-new");
    await dialog.getByLabel("Web address").fill("http://127.0.0.1:9/hook");
    await dialog.getByRole("button", { name: "Add channel" }).click();
    await page.getByRole("dialog", { name: "The secret of this webhook" }).getByText("whsec_").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /Pager/ }).click();
    await page.getByRole("button", { name: "Send a test message" }).click();
    await page.getByText("It did not arrive").waitFor();
    await view.close();
  });

  test("a run and a webhook are looked into", async () => {
    const view = await open({ path: "/activity/runs" });
    const { page } = view;
    await page
      .getByRole("row", { name: /Orders read/ })
      .first()
      .click();
    await page.getByRole("dialog").getByText("Nothing failed").waitFor();
    await view.screenshot("run-detail");
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Deliveries" }).click();
    await page
      .getByRole("row", { name: /order\./ })
      .first()
      .click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Genuine").waitFor();
    await view.screenshot("delivery-detail");
    expect(await view.axe()).toEqual([]);
    await drawer.getByRole("button", { name: "Look at it again" }).click();
    await page.getByText("It is being read again").waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});
