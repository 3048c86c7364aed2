// Two ways into a store that lead over the store's own pages: the merchant says yes there, and is back with the store connected.
import { type ShopifyStore, startShopifyStore } from "@logix/sandbox/shopify";
import { startWooStore } from "@logix/sandbox/woocommerce";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { CHROMIUM } from "./support/chromium.ts";
import { startEmptyStage, startSecureStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("connecting over a store's own page", { timeout: 120_000 }, () => {
  test("a Shopify merchant installs the app and is back at the new connection", async () => {
    const [stage, shop] = await Promise.all([
      startEmptyStage(),
      startShopifyStore({ orders: 3, products: 4, customers: 2, autoApprove: false }),
    ]);
    const view = await stage.open({ path: "/connect" });
    const { page } = view;
    await withoutIcons(page);
    await page.getByRole("button", { name: /Shopify/ }).click();
    await page.getByText(`${stage.hub.url}/api/v1/shopify/oauth/callback`).waitFor();
    await fillIn(page, shop, { shop: "https://not.a.shop.example" });
    await page.getByText("must be the shop's name, such as my-shop.myshopify.com").waitFor();
    expect(await view.axe()).toEqual([]);

    await fillIn(page, shop, { secret: "shpss_of-another-app" });
    await sayYes(page);
    await page.getByRole("alert").getByText("was not signed with the client secret that you gave").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connect-shopify-secret");
    expect(await page.getByLabel("Shop domain").inputValue()).toBe(otherSite(shop));
    expect(await page.getByLabel("Client secret").inputValue()).toBe("");
    expect((await stage.hub.call("GET", "/api/v1/connections")).body.connections).toEqual([]);

    await fillIn(page, shop);
    await page.getByRole("heading", { name: "Install app" }).waitFor();
    expect(new URL(page.url()).origin).toBe(otherSite(shop));
    await sayYes(page);
    await page.getByRole("heading", { name: /^How shall Logix work with / }).waitFor();
    const { body } = await stage.hub.call("GET", "/api/v1/connections");
    expect(body.connections).toMatchObject([{ platform: "shopify", status: "active", auto_sync: false }]);
    expect(new URL(page.url()).pathname).toBe(`/connections/${body.connections[0].public_id}`);
    const products = String(shop.control.products().length);
    await page.locator("dl > div", { hasText: "Products" }).getByText(products, { exact: true }).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connect-shopify-back");
    await page.getByRole("button", { name: "Start reading" }).click();
    await page.getByText("Everything is here").waitFor();
    expect(view.complaints.filter((line) => !line.includes("400 (Bad Request)"))).toEqual([]);
    await view.close();
    await Promise.all([stage.close(), shop.close()]);
  });

  test("a WooCommerce merchant says no, then yes, and the wizard goes on by itself", async () => {
    const [stage, store] = await Promise.all([startSecureStage(), startWooStore({ orders: 2, products: 2 })]);
    const view = await stage.open({ path: "/connect?platform=woocommerce" });
    const { page } = view;
    await withoutIcons(page);
    await toTheStore(page, store.url);
    await page.getByRole("link", { name: "Deny" }).click();
    await page.getByText("it was not approved").waitFor();
    expect(await view.axe()).toEqual([]);

    await toTheStore(page, store.url);
    await page.getByRole("link", { name: "Approve" }).click();
    await page.getByRole("heading", { name: /^How shall Logix work with / }).waitFor();
    const { body } = await stage.hub.call("GET", "/api/v1/connections");
    expect(body.connections).toMatchObject([{ platform: "woocommerce", status: "active", auto_sync: false }]);
    expect(new URL(page.url()).pathname).toBe(`/connections/${body.connections[0].public_id}`);
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connect-woocommerce-back");
    await page.getByRole("button", { name: "Start reading" }).click();
    await page.getByText("Everything is here").waitFor();

    // Going back leads over the page that took the key, which is good for one use.
    await page.goBack();
    await page.waitForURL((address) => address.origin === new URL(store.url).origin);
    expect(view.complaints).toEqual([]);
    await view.close();
    await Promise.all([stage.close(), store.close()]);
  });
});

type Wrong = { readonly shop?: string; readonly secret?: string };

async function fillIn(
  page: Page,
  store: ShopifyStore,
  { shop = otherSite(store), secret = store.clientSecret }: Wrong = {},
) {
  await page.getByLabel("Shop domain").fill(shop);
  await page.getByLabel("Client id").fill(store.clientId);
  await page.getByLabel("Client secret").fill(secret);
  await page.getByRole("button", { name: "Go to my shop" }).click();
}

/** By another name than the hub's: what comes back comes from another site, as it does from a real shop. */
function otherSite({ url }: ShopifyStore): string {
  return url.replace("127.0.0.1", "localhost");
}

/** Browsers ask every site for one, and note that the simulated stores have none. */
async function withoutIcons(page: Page): Promise<void> {
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
}

async function sayYes(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Install" }).click();
}

async function toTheStore(page: Page, address: string): Promise<void> {
  await page.getByLabel("Address of your store").fill(address);
  await page.getByRole("button", { name: "Check the store" }).click();
  await page.getByRole("button", { name: "Go to my store" }).click();
  await page.getByText("Logix would like to connect to your store").waitFor();
}
