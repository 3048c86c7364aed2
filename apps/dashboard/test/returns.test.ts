// What comes back of an order of a Shopify shop, as a person sees it in the order's drawer.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ConnectedShop, connectShop } from "../../hub/test/support/connected-shop.ts";
import type { TestHub } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startEmptyStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("returns", { timeout: 120_000 }, () => {
  let stage: Stage<TestHub>;
  let shop: ConnectedShop;
  beforeAll(async () => {
    stage = await startEmptyStage();
    shop = await connectShop(stage.hub);
  });
  afterAll(async () => {
    await stage?.close();
    await shop?.shop.close();
  });

  test("an order shows each return with its state, its goods, why, and what was paid back", async () => {
    const { control } = shop.shop;
    const placed = control.placeOrder({ lines: [{ sku: "MUG-SAND", quantity: 3 }], payment: "paid" });
    control.fulfilOrder(placed.id);
    const lines = [{ id: placed.lines[0]?.id ?? 0, quantity: 1 }];
    const paid = control.createReturn(placed.id, { lines, reason: "DEFECTIVE" });
    control.refund(placed.id, { lines, returnId: paid.id });
    await shop.settled();
    control.closeReturn(paid.id);
    control.requestReturn(placed.id, { lines, reason: "SIZE_TOO_SMALL", customerNote: "Too small for my coffee" });
    await shop.settled();
    const { id, returns, line_items: goods } = await shop.order(placed.id);
    expect(returns).toHaveLength(2);

    const view = await stage.open({ path: `/orders?order=${id}` });
    const part = view.page.getByRole("region", { name: "Returns" });
    const closed = part.getByRole("article", { name: `Return ${returns[0].number}` });
    await closed.getByText("Closed", { exact: true }).waitFor();
    await closed.getByText(goods[0].name).waitFor();
    await closed.getByText("MUG-SAND · Defective").waitFor();
    await closed.getByRole("row", { name: /^Refunded .*\d/ }).waitFor();
    const asked = part.getByRole("article", { name: `Return ${returns[1].number}` });
    await asked.getByText("Asked for", { exact: true }).waitFor();
    await asked.getByText("Too small for my coffee").waitFor();
    expect(await asked.getByText("Refunded").count()).toBe(0);
    await view.page.getByText(`Return ${returns[0].number} was closed`).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("order-returns");
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("an order that nothing comes back of shows no such part", async () => {
    const placed = shop.shop.control.placeOrder({});
    await shop.settled();
    const view = await stage.open({ path: `/orders?order=${(await shop.order(placed.id)).id}` });
    await view.page.getByRole("heading", { name: "What was ordered" }).waitFor();
    expect(await view.page.getByRole("heading", { name: "Returns" }).count()).toBe(0);
    await view.close();
  });
});
