// What a platform's own payment service paid out: what does not add up is named, and leads to its order.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "../../hub/test/support/connected-shop.ts";
import type { TestHub } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startEmptyStage } from "./support/stage.ts";

const DAY_MS = 86_400_000;

describe.skipIf(CHROMIUM === undefined)("payouts", () => {
  let stage: Stage<TestHub>;
  let shop: ConnectedShop;
  let aheadMs = -3 * DAY_MS;
  let wrong: { readonly id: number; readonly display_number: string };
  const open = async (options: Parameters<Stage["open"]>[0]) => {
    const view = await stage.open({ path: "/payouts", ...options });
    view.page.setDefaultTimeout(12_000);
    return view;
  };
  const query = (text: string) => stage.hub.database.pool.query(text);

  beforeAll(async () => {
    stage = await startEmptyStage();
    const now = () => new Date(Date.now() + aheadMs);
    shop = await connectShop(stage.hub, { orders: 0, webhooks: false, now });
    await stage.hub.call("PATCH", `/api/v1/connections/${shop.id}`, { name: "Harbour Cloth" });
  });
  afterAll(async () => {
    await stage?.close();
    await shop?.shop.close();
  });

  test("a shop that has none is told in plain words where its payouts are", async () => {
    const view = await open({});
    await view.page.getByText("No payouts are known").waitFor();
    await view.page.getByText("such as Shopify Payments").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("payouts-none");
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  describe("of a shop with Shopify Payments", () => {
    beforeAll(async () => {
      const { control } = shop.shop;
      const sold = control.placeOrder({ lines: [{ sku: "POT-EN-2", quantity: 2 }], payment: "paid" });
      control.refund(sold.id, { lines: [{ id: sold.lines[0]?.id ?? 0, quantity: 1 }] });
      control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 3 }], payment: "paid" });
      aheadMs = 0;
      const other = control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 2 }], payment: "paid" });
      await shop.read("payouts");
      await shop.read("orders");
      wrong = await shop.order(other.id);
      // Somebody changed the order afterwards.
      await query(`update orders set total_minor = total_minor + 500 where id = ${wrong.id}`);
    });

    test.each([
      { scheme: "light", phone: false },
      { scheme: "dark", phone: true },
    ] as const)("each has its sums and says whether it adds up: $scheme, phone $phone", async (look) => {
      const view = await open(look);
      const { page } = view;
      await page.getByText("Does not add up").filter({ visible: true }).last().waitFor();
      await page.getByText("Adds up", { exact: true }).filter({ visible: true }).last().waitFor();
      await page.getByText("Harbour Cloth").filter({ visible: true }).last().waitFor();
      expect(await view.axe()).toEqual([]);
      await view.screenshot(`payouts-list-${look.scheme}${look.phone ? "-phone" : ""}`);
      expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBe(0);
      expect(view.complaints).toEqual([]);
      await view.close();
    });

    test("the list shows gross, refunds, fees and net in the payout's currency", async () => {
      const { payouts } = (await stage.hub.call("GET", "/api/v1/payouts?state=matched")).body;
      expect(payouts).toHaveLength(1);
      const [{ gross_minor, refund_minor, fee_minor, net_minor }] = payouts;
      expect(refund_minor).toBeLessThan(0);
      const view = await open({});
      const row = view.page.getByRole("row", { name: /Adds up/ });
      await row.waitFor();
      const cells = await row.getByRole("cell").allTextContents();
      const shown = (minor: number) => `${minor < 0 ? "-" : ""}US$${(Math.abs(minor) / 100).toFixed(2)}`;
      expect(cells.slice(-4)).toEqual([gross_minor, refund_minor, fee_minor, net_minor].map(shown));
      expect(cells).toContain("Paid");
      await view.close();
    });

    test("what does not add up is filtered, named with both amounts, and leads to the order", async () => {
      const view = await open({});
      const { page } = view;
      await page.getByLabel("Does it add up?").selectOption("Does not add up");
      await page.waitForURL(/state=amount_differs/);
      await expect.poll(() => page.getByRole("row").count()).toBe(2);
      await page.getByRole("row", { name: /Does not add up/ }).click();
      const drawer = page.getByRole("dialog");
      const named = drawer.getByRole("region", { name: "What does not add up" });
      await named.getByText(new RegExp(`^${wrong.display_number}: the order costs US\\$.* were taken$`)).waitFor();
      await drawer.getByRole("table", { name: "Transactions" }).getByText("Payment").waitFor();
      expect(await view.axe()).toEqual([]);
      await view.screenshot("payout-detail");
      await drawer.getByRole("table").getByRole("link", { name: wrong.display_number }).click();
      await page.getByRole("dialog", { name: wrong.display_number }).getByText("What was ordered").waitFor();
      expect(new URL(page.url()).search).toContain(`order=${wrong.id}`);
      expect(view.complaints).toEqual([]);
      await view.close();
    });

    test("sums that do not fit are told apart by name, and an order that is not known here", async () => {
      await query(
        `update payouts set net_minor = net_minor - 100 where id = (select min(id) from payouts where gross_minor > 0)`,
      );
      const { payouts } = (await stage.hub.call("GET", "/api/v1/payouts?state=amount_differs")).body;
      const { id } = payouts.find((each: { problems: readonly object[] }) => each.problems.length > 0);
      await query(
        `update payout_transactions set order_remote_id = '1' where id = (select min(id) from payout_transactions where payout_id = ${id})`,
      );
      const view = await open({ path: `/payouts?open=${id}` });
      const named = view.page.getByRole("dialog").getByRole("region", { name: "What does not add up" });
      await named.getByText(/^Gross less fees is US\$.*, but US\$.* were paid out$/).waitFor();
      await named.getByText(/^Its transactions come to US\$.* net, and it says US\$/).waitFor();
      await named.getByText("A transaction is for an order that is not known here").waitFor();
      expect(await view.axe()).toEqual([]);
      expect(view.complaints).toEqual([]);
      await view.close();
    });
  });
});
