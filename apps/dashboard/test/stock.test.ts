// Stock as a person looks at it: what stands out, why stores are told what they are told, and counting.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("stock", () => {
  let stage: Stage;
  let sku: string;
  beforeAll(async () => {
    stage = await startStage();
    sku = await aHeldSku(stage);
    await stage.hub.ask("PUT", `/stock/${encodeURIComponent(sku)}`, { on_hand: "0", reason: "Stocktaking" });
  });
  afterAll(() => stage?.close());

  test("what is oversold stands out, says who holds it, and is over once it is counted", async () => {
    const view = await stage.open({ path: "/stock" });
    const { page } = view;
    page.setDefaultTimeout(12_000);
    await page.locator("dl > div", { hasText: "Oversold" }).getByText("1", { exact: true }).waitFor();
    await page.getByLabel("Show", { exact: true }).selectOption("Oversold");
    await page.getByRole("row", { name: new RegExp(sku) }).click();
    const drawer = page.getByRole("dialog", { name: sku });
    await drawer.getByText(/more is sold than there is/).waitFor();
    await drawer.getByRole("link", { name: /Order/ }).first().waitFor();
    await drawer.getByText("Stocktaking").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("stock-oversold");
    await drawer.getByRole("button", { name: "Count" }).click();
    const dialog = page.getByRole("dialog", { name: `Count ${sku}` });
    await dialog.getByLabel("Lies there now").fill("500");
    await dialog.getByRole("button", { name: "Count" }).click();
    await page.getByText("500 on hand").waitFor();
    await drawer.getByText("In stock").first().waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});

/** A SKU that an open order holds. */
async function aHeldSku({ hub }: Stage): Promise<string> {
  const { orders } = await hub.ask("GET", "/orders?limit=200");
  for (const { id, status } of orders) {
    if (status !== "CONFIRMED" && status !== "PENDING") continue;
    const { line_items: lines } = await hub.ask("GET", `/orders/${id}`);
    const held = lines.find((line: { sku: string | null }) => line.sku);
    if (held) return held.sku;
  }
  throw new Error("No open order holds anything");
}
