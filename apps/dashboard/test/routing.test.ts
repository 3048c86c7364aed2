// Several warehouses as a person sets them up: places with goods, a rule, what it would have changed, and an order's reasons.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

const SKU = "MUG-SAND";
/** Where no simulated customer lives by chance. */
const FAR = "LI";

describe.skipIf(CHROMIUM === undefined)("routing", { timeout: 120_000 }, () => {
  let stage: Stage;
  let earlier: Record<"far" | "near", number>;
  beforeAll(async () => {
    stage = await startStage();
    await stage.hub.ask("PUT", `/stock/${SKU}`, { on_hand: "90", reason: "Stocktaking" });
    earlier = { far: await sold(FAR), near: await sold("DE") };
  });
  afterAll(() => stage?.close());

  test("places are added and filled; one that was a mistake is removed, one with goods is not", async () => {
    const view = await stage.open({ path: "/stock/locations" });
    const { page } = view;
    await page.getByRole("row", { name: /Default/ }).waitFor();
    await addLocation(page, "Vaduz", FAR);
    await addLocation(page, "Hamburg", "DE");
    await addLocation(page, "Hambrug", "DE");
    expect(await view.axe()).toEqual([]);
    await view.screenshot("locations");

    await page.getByRole("row", { name: /Hambrug/ }).click();
    await page.getByRole("dialog", { name: "Change Hambrug" }).getByRole("button", { name: "Remove location" }).click();
    await page
      .getByRole("dialog", { name: "Remove Hambrug?" })
      .getByRole("button", { name: "Remove location" })
      .click();
    await page.getByText("Hambrug was removed").waitFor();
    await page.getByRole("row", { name: /Hambrug/ }).waitFor({ state: "detached" });
    expect((await stage.hub.ask("GET", "/locations")).locations).toHaveLength(3);

    await page.getByRole("link", { name: "Stock", exact: true }).click();
    await count(page, "Vaduz", 60);
    await count(page, "Hamburg", 30);
    await page.getByRole("row", { name: new RegExp(SKU) }).click();
    const lies = page.getByRole("dialog", { name: SKU }).getByRole("table", { name: "Where it lies" });
    await lies.getByRole("row", { name: "Hamburg" }).waitFor();
    await view.screenshot("stock-places");
    await page.keyboard.press("Escape");
    const { locations } = await stage.hub.ask("GET", `/stock/${SKU}`);
    expect(locations.map((level: { on_hand: string }) => Number(level.on_hand))).toEqual([90, 60, 30]);

    await page.getByRole("link", { name: "Locations", exact: true }).click();
    await page.getByRole("row", { name: /Vaduz/ }).click();
    const drawer = page.getByRole("dialog", { name: "Change Vaduz" });
    await drawer.getByRole("button", { name: "Remove location" }).click();
    await page.getByRole("dialog", { name: "Remove Vaduz?" }).getByRole("button", { name: "Remove location" }).click();
    await drawer.getByRole("alert").getByText("Goods have lain at Vaduz").waitFor();
    await drawer.getByRole("alert").getByText("Set it to not active instead").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("location-in-use");
    expect((await stage.hub.ask("GET", "/locations")).locations).toHaveLength(3);
    // Browsers note each refused request by themselves.
    expect(view.complaints).toEqual([expect.stringContaining("409 (Conflict)")]);
    await view.close();
  });

  test("a rule by the customer's country is tried over past orders, saved, and decides the next", async () => {
    const view = await stage.open({ path: "/stock/routing" });
    const { page } = view;
    await page.getByText("There have never been rules").waitFor();
    await page.getByRole("button", { name: "Add rule" }).click();
    const form = page.getByRole("dialog", { name: "Add a rule" });
    await form.getByLabel("Countries").fill("Liechtenstein");
    await form.getByRole("combobox", { name: "Then" }).selectOption({ label: "Only these may send" });
    await form.getByRole("button", { name: "Take over" }).click();
    await form.getByText("Pick a location").waitFor();
    await pick(page, "Locations, the best one first", "Vaduz");
    await form.getByRole("button", { name: "Take over" }).click();
    await form.getByText("must be two letters, such as DE").waitFor();
    await form.getByText("must not be empty").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("routing-rule-wrong");
    await form.getByLabel("Name").fill("The Alps from Vaduz");
    await form.getByLabel("Countries").fill(FAR.toLowerCase());
    await form.getByRole("button", { name: "Take over" }).click();
    await page.getByText(`When the order goes to ${FAR}: only Vaduz.`).waitFor();
    await page.getByText("Not saved yet").waitFor();

    await page.getByRole("button", { name: "Try", exact: true }).click();
    await page
      .getByRole("status")
      .getByText(/^1 of \d+ orders would be sent otherwise$/)
      .waitFor();
    const row = page.getByRole("table", { name: "Orders that would be sent otherwise" }).locator("tbody tr");
    const { number } = await stage.hub.ask("GET", `/orders/${earlier.far}`);
    expect(await row.count()).toBe(1);
    expect(await row.locator("td").allInnerTexts()).toEqual([
      number,
      `Main: 1 × ${SKU}`,
      expect.stringMatching(new RegExp(`^Vaduz: 1 × ${SKU}\n+Because it goes to ${FAR}: only Vaduz\\.`)),
    ]);
    expect(await view.axe()).toEqual([]);
    await view.screenshot("routing-tried");
    expect((await stage.hub.ask("GET", "/routing-rules")).version).toBe(0);

    await page.getByLabel("What changed, and why").fill("Vaduz has opened");
    await page.getByRole("button", { name: "Save as version 1" }).click();
    await page.getByText("Version 1, Vaduz has opened").waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();

    const [far, near] = [await sold(FAR), await sold("DE")];
    expect(await placesOf(far)).toEqual(["Vaduz"]);
    expect(await placesOf(near)).toEqual(["Main"]);
    // What was decided before stays as it was.
    expect(await placesOf(earlier.far)).toEqual(["Main"]);
    const order = await stage.open({ path: `/orders?order=${far}` });
    const part = order.page.getByRole("region", { name: "Where it is sent from, and why" });
    await part.getByText(`1 × ${SKU} from Vaduz`).waitFor();
    await part
      .getByRole("list", { name: "Why" })
      .getByText(`Because it goes to ${FAR}: only Vaduz. (rule “The Alps from Vaduz”)`)
      .waitFor();
    await part.scrollIntoViewIfNeeded();
    expect(await order.axe()).toEqual([]);
    await order.screenshot("order-routed");

    await part.getByRole("button", { name: "Send from elsewhere" }).click();
    await part.getByLabel("Everything from").selectOption("Hamburg");
    await part.getByLabel("Why; it stays with the order").fill("Vaduz is snowed in");
    await part.getByRole("button", { name: "Send from there" }).click();
    await part.getByText(`1 × ${SKU} from Hamburg`).waitFor();
    await part.getByText("Reason: Vaduz is snowed in").waitFor();
    expect(await placesOf(far)).toEqual(["Hamburg"]);
    expect(order.complaints).toEqual([]);
    await order.close();
  });

  /** A shopper orders one piece; resolves once it is known from where it is sent. */
  async function sold(country: string): Promise<number> {
    const { hub } = stage;
    const address = { country, postcode: country === FAR ? "9490" : "10115" };
    const lines = [{ sku: SKU, quantity: 1 }];
    const placed = hub.store.control.placeOrder({ lines, shipping: address, billing: address });
    return eventually(async () => {
      const { orders } = await hub.ask("GET", "/orders?limit=20");
      const order = orders.find((each: { remote_id: string }) => each.remote_id === String(placed.id));
      return order && (await placesOf(order.id)).length > 0 && order.id;
    }, "the order was routed");
  }

  async function placesOf(id: number): Promise<readonly string[]> {
    const { held } = await stage.hub.ask("GET", `/orders/${id}/routing`);
    return held.map((part: { location: string }) => part.location);
  }
});

async function addLocation(page: Page, name: string, country: string): Promise<void> {
  await page.getByRole("button", { name: "Add location" }).click();
  const form = page.getByRole("dialog", { name: "Add a location" });
  await form.getByLabel("Name", { exact: false }).first().fill(name);
  await form.getByLabel("Country").fill(country);
  await form.getByRole("button", { name: "Add location" }).click();
  await page.getByRole("row", { name: new RegExp(name) }).waitFor();
}

async function count(page: Page, place: string, pieces: number): Promise<void> {
  await page.getByRole("button", { name: "Count a SKU" }).click();
  const dialog = page.getByRole("dialog", { name: "Count a SKU" });
  await dialog.getByLabel("SKU").fill(SKU);
  await dialog.getByLabel("At", { exact: true }).selectOption(place);
  await dialog.getByLabel("Lies there now").fill(String(pieces));
  await dialog.getByRole("button", { name: "Count", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Of several: what can be clicked is the frame around them, not the field within it. */
async function pick(page: Page, label: string, option: string): Promise<void> {
  await page.locator(".mantine-MultiSelect-root", { hasText: label }).locator(".mantine-MultiSelect-input").click();
  await page.getByRole("listbox", { name: label }).getByRole("option", { name: option }).click();
}
