// A field that both sides changed: both values side by side, and a decision that reaches both.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("conflicts", () => {
  let stage: Stage;
  let productId: number;
  beforeAll(async () => {
    stage = await startStage();
    const { hub } = stage;
    const { id } = await hub.ask("POST", "/products", { sku: "MUG-RED", name: "Red mug", price: "10" }, 201);
    productId = id;
    const at = `/connections/${hub.connection.publicId}`;
    await hub.ask("POST", `${at}/export-mappings`, { selected_fields: ["name", "sku", "price"] }, 201);
    expect(await hub.ask("POST", `${at}/exports`, { product_ids: [id] }, 202)).toMatchObject({ ended: true });
    await hub.ask("PATCH", `/products/${id}`, { price: "12" });
    await hub.store.control.editProduct(Number(hub.store.control.productBySku("MUG-RED")?.id), { regular_price: "15" });
  });
  afterAll(() => stage?.close());

  test("is found, shows both values, and is resolved on both sides", async () => {
    const { hub } = stage;
    const view = await stage.open({ path: "/activity/conflicts" });
    const { page } = view;
    page.setDefaultTimeout(12_000);
    await page.getByRole("button", { name: "Look for conflicts" }).click();
    const card = page.getByRole("article", { name: "regular_price: Red mug" });
    await card.getByRole("region", { name: "Here" }).getByText("12", { exact: true }).waitFor();
    await card.getByRole("region", { name: "In Blue Mug Shop" }).getByText("15", { exact: true }).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("conflict");
    await card.getByRole("button", { name: "Take ours" }).click();
    await page.getByRole("alert").getByText("Decided: regular_price of Red mug").waitFor();
    expect(hub.store.control.productBySku("MUG-RED")).toMatchObject({ regular_price: "12" });
    expect((await hub.ask("GET", `/products/${productId}`)).prices.price).toBe("12");
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});
