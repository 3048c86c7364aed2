// The catalogue, what stores have of it, and carrying it there, as a person does it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("products", () => {
  let stage: Stage;
  let productId: number;
  beforeAll(async () => {
    stage = await startStage();
    const { hub } = stage;
    const product = {
      sku: "MUG-GREEN",
      name: "Green mug",
      price: "12.50",
      description: "Holds a quarter of a litre.",
      attributes: { COLOR: "Green" },
      categories: ["Home > Kitchen"],
      variants: [{ sku: "MUG-GREEN-M", options: { Size: "M" } }],
    };
    ({ id: productId } = await hub.ask("POST", "/products", product, 201));
  });
  afterAll(() => stage?.close());

  test("an import shows what it would bring, then brings it, product by product", async () => {
    const view = await stage.open({ path: "/products/publish?way=import" });
    const { page } = view;
    page.setDefaultTimeout(12_000);
    await page.getByRole("button", { name: "See what would change" }).click();
    await page.getByRole("heading", { name: "What would change" }).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("import-forecast");
    await page.getByRole("button", { name: "Take over from Blue Mug Shop" }).click();
    await page.getByText("Taken over").first().waitFor();
    expect(view.complaints).toEqual([]);
    const { products } = await stage.hub.ask("GET", "/products");
    expect(products.length).toBeGreaterThan(5);
    await page.goto(`${stage.hub.url}/products`);
    await page.getByText(products[0].name).first().waitFor();
    await view.screenshot("products");
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("a mapping is edited, seen on a product at once, saved, and what it says is exported and taken back", async () => {
    const { hub } = stage;
    const view = await stage.open({ path: "/products/mapping" });
    const { page } = view;
    page.setDefaultTimeout(12_000);
    await page.getByRole("button", { name: "Begin with everything" }).click();
    await page.getByLabel("Product to look at").selectOption({ label: "Green mug · MUG-GREEN" });
    await page.locator('input[aria-label="Where COLOR goes"]').fill("pa_color");
    await page.getByRole("rowheader", { name: "pa_color" }).waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("mapping");
    await page.getByRole("button", { name: "Save mapping" }).click();
    await page.getByText("The mapping is in use").waitFor();

    await page.goto(`${hub.url}/products/publish?products=${productId}`);
    await page.getByRole("button", { name: "See what would change" }).click();
    await page.getByRole("cell", { name: "Holds a quarter of a litre." }).waitFor();
    await view.screenshot("export-forecast");
    await page.getByRole("button", { name: "Send to Blue Mug Shop" }).click();
    await page.getByText("Made").first().waitFor();
    expect(hub.store.control.productBySku("MUG-GREEN")).toMatchObject({ name: "Green mug" });
    expect(hub.store.control.productBySku("MUG-GREEN")?.attributes).toContainEqual(
      expect.objectContaining({ slug: "pa_color" }),
    );
    await page.getByRole("button", { name: "Take back" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
    await page.getByText(/taken back,/).waitFor();
    expect(hub.store.control.productBySku("MUG-GREEN")).toBeUndefined();
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("a product is edited: only what changed is sent, and its history tells of it", async () => {
    const view = await stage.open({ path: `/products/${productId}` });
    const { page } = view;
    page.setDefaultTimeout(12_000);
    await page.getByRole("textbox", { name: "Price", exact: true }).waitFor();
    await view.screenshot("product");
    await page.getByRole("textbox", { name: "Price", exact: true }).fill("13.90");
    await page.getByRole("button", { name: "Add attribute" }).click();
    await page.getByLabel("Attribute", { exact: true }).and(page.locator("input")).last().fill("Material");
    await page.getByRole("textbox", { name: "Value", exact: true }).last().fill("Clay");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Green mug was saved").waitFor();
    expect(await stage.hub.ask("GET", `/products/${productId}`)).toMatchObject({
      prices: { price: "13.90" },
      attributes: { COLOR: "Green", Material: "Clay" },
    });
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByRole("rowheader", { name: "attributes.Material" }).waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});
