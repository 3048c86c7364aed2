// Ctrl+K finds orders and products while one types, besides pages and stores.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("Ctrl+K", () => {
  let stage: Stage;
  let order: { readonly id: number; readonly display_number: string; readonly customer: { readonly email: string } };
  let productId: number;
  beforeAll(async () => {
    stage = await startStage();
    const { orders } = await stage.hub.ask("GET", "/orders?limit=1");
    order = orders[0];
    const product = { sku: "LAMP-OAK", name: "Reading lamp", price: "40" };
    await stage.hub.ask("POST", "/products", { sku: "CUBE-1", name: "Stock cube" }, 201);
    ({ id: productId } = await stage.hub.ask("POST", "/products", product, 201));
  });
  afterAll(() => stage?.close());

  async function typing(text: string, options: Parameters<Stage["open"]>[0] = {}) {
    const view = await stage.open(options);
    view.page.setDefaultTimeout(12_000);
    await view.page.getByRole("heading", { level: 1 }).waitFor();
    await view.page.keyboard.press("Control+k");
    await view.page.getByRole("combobox", { name: "Search" }).fill(text);
    const hits = view.page.getByRole("listbox", { name: "Search" });
    return { ...view, hits, hit: (name: string | RegExp) => hits.getByRole("option", { name }) };
  }

  test.each([
    ["its number as it is shown", () => order.display_number],
    ["its customer's e-mail address", () => order.customer.email],
  ])("an order is found by %s, and opened by keyboard alone", async (_what, text) => {
    const view = await typing(text());
    await view.hit(order.display_number).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("palette-order");
    await view.page.keyboard.press("Enter");
    await view.page.getByRole("dialog", { name: order.display_number }).getByText("What was ordered").waitFor();
    expect(new URL(view.page.url()).pathname).toBe("/orders");
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test.each([["reading la"], ["lamp-oak"]])("a product is found by “%s”", async (text) => {
    const view = await typing(text);
    await view.hit(/Reading lamp.*LAMP-OAK/).click();
    await view.page.getByRole("heading", { name: "Reading lamp" }).waitFor();
    expect(new URL(view.page.url()).pathname).toBe(`/products/${productId}`);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("pages come first, what is found behind them, and nothing that fits is said", async () => {
    const view = await typing("stock");
    await view.hit(/Stock cube.*Products/).waitFor();
    expect(await view.hits.getByRole("option").first().textContent()).toBe("StockPages");
    await view.page.getByRole("combobox", { name: "Search" }).fill("nothing-is-called-so");
    await view.page.getByText("Nothing found for “nothing-is-called-so”").waitFor();
    expect(await view.hits.getByRole("option").count()).toBe(0);
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});
