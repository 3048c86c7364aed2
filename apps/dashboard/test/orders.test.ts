// A day's work with orders: found, packed by keyboard, printed, paid back; and many of them in one list.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

type Order = {
  readonly id: number;
  readonly display_number: string;
  readonly number: string;
  readonly status: string;
  readonly customer: { readonly name: string };
  readonly line_items: readonly { readonly kind: string; readonly sku: string; readonly quantity: string }[];
};

describe.skipIf(CHROMIUM === undefined)("orders", { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage?.close());
  const toPack = async (): Promise<Order[]> =>
    (await stage.hub.ask("GET", "/orders?to_pack=true&limit=200")).orders.toReversed();

  test("an order is found by a part of its customer's name, and opened from the address alone", async () => {
    const [order] = await toPack();
    const name = String(order?.customer.name.split(" ").at(-1));
    const view = await stage.open({ path: "/orders" });
    await view.page.getByLabel("Search orders").fill(name.slice(0, 4));
    await view.page
      .getByRole("row")
      .filter({ hasText: order?.display_number ?? "" })
      .waitFor();
    await view.page.waitForURL(/search=/);
    await view.page.getByLabel("Search orders").fill("nobody-at-all");
    await view.page.getByText("No order fits").waitFor();
    await view.page.getByRole("button", { name: "Clear filters" }).click();
    await view.page.getByRole("row").nth(20).waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();

    const newest = (await toPack()).at(-1);
    const direct = await stage.open({ path: `/orders?order=${newest?.id}` });
    await direct.page.getByRole("heading", { name: "What happened, and why" }).waitFor();
    await direct.page.getByText("The store sent order.created").waitFor();
    await direct.page.getByRole("button", { name: "Show the raw order" }).click();
    await direct.page.getByRole("region", { name: "As the store gave it" }).getByText('"line_items"').waitFor();
    expect(await direct.axe()).toEqual([]);
    await direct.screenshot("order-detail");
    expect(direct.complaints).toEqual([]);
    await direct.close();
  });

  test("picked in one walk, packed by keyboard and shipped with the parcel's number", async () => {
    const orders = await toPack();
    const [order] = orders;
    const view = await stage.open({ path: "/orders/pack" });
    const { page } = view;
    await page.getByRole("table", { name: "Pick list" }).waitFor();
    const wanted = new Map<string, number>();
    for (const { line_items } of orders)
      for (const { kind, sku, quantity } of line_items)
        if (kind === "product") wanted.set(sku, (wanted.get(sku) ?? 0) + Number(quantity));
    expect(await page.getByRole("table", { name: "Pick list" }).locator("tbody tr").count()).toBe(wanted.size);
    expect(await view.axe()).toEqual([]);
    await view.screenshot("pack-1-pick");
    await page.getByRole("button", { name: "Start packing" }).click();

    await page.getByRole("heading", { name: `Order ${order?.display_number}` }).waitFor();
    await page.keyboard.type("NOT-IN-HERE\n");
    await page.getByRole("alert").getByText("NOT-IN-HERE is not in this order").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("pack-2-wrong");
    for (const { kind, sku, quantity } of order?.line_items ?? [])
      for (let piece = 0; kind === "product" && piece < Number(quantity); piece += 1)
        await page.keyboard.type(`${sku}\n`);
    await page.getByText("Complete. Give the parcel its number").waitFor();
    await view.screenshot("pack-3-complete");
    await page.keyboard.type("PARCEL-4711\n");
    await page.getByText(`${order?.display_number} is on its way`).waitFor();
    await page.getByRole("heading", { name: `Order ${orders[1]?.display_number}` }).waitFor();
    await eventually(
      async () => (await stage.hub.ask("GET", `/orders/${order?.id}`)).status === "SHIPPED",
      "the order was shipped",
    );
    const { actions } = await stage.hub.ask("GET", `/orders/${order?.id}/actions`);
    expect(actions).toMatchObject([{ kind: "fulfilment", tracking: { number: "PARCEL-4711" } }]);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("every packing slip is a page of its own", async () => {
    const orders = await toPack();
    const view = await stage.open({ path: "/orders/pack?step=pack" });
    const { page } = view;
    await page.evaluate("window.print = () => { window.dispatchEvent(new Event('asked-to-print')); }");
    await page.evaluate(
      "void (window.printed = new Promise((done) => addEventListener('asked-to-print', () => done(document.querySelectorAll('[data-print] > section').length))))",
    );
    await page.getByRole("button", { name: "Print packing slips" }).click();
    expect(await page.evaluate("window.printed")).toBe(orders.length);
    await view.close();
  });

  test("money goes back, and an order is cancelled after a question", async () => {
    const [order, next] = await toPack();
    const view = await stage.open({ path: `/orders?order=${order?.id}` });
    const { page } = view;
    await page.getByRole("button", { name: "Refund", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: /^Refund WC-/ });
    await dialog.getByLabel(/^Amount in/).fill("a lot");
    await dialog.getByRole("button", { name: "Refund" }).click();
    await dialog.getByText("Write an amount such as 12.50").waitFor();
    await dialog.getByLabel(/^Amount in/).fill("1.50");
    await dialog.getByLabel("Reason").fill("A scratch");
    expect(await view.axe()).toEqual([]);
    await dialog.getByRole("button", { name: "Refund" }).click();
    await page.getByRole("list", { name: "What happened, and why" }).getByText("Refund of").waitFor();
    await view.close();

    const other = await stage.open({ path: `/orders?order=${next?.id}` });
    await other.page.getByRole("button", { name: "Cancel order" }).click();
    await other.page
      .getByRole("dialog", { name: /^Cancel WC-/ })
      .getByRole("button", { name: "Cancel order" })
      .click();
    await other.page.getByText("is Cancelled now").waitFor();
    expect((await stage.hub.ask("GET", `/orders/${next?.id}`)).status).toBe("CANCELLED");
    expect(other.complaints).toEqual([]);
    await other.close();
  });
});
