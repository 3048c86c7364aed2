// Getting in, getting around and getting out, as a person does it.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OWNER } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

describe.skipIf(CHROMIUM === undefined)("the session", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage?.close());

  test("who is not logged in finds the login in the place of the page, and the page behind it", async () => {
    const view = await stage.open({ path: "/settings/users", who: null });
    const { page } = view;
    await page.getByLabel("E-mail address").fill(OWNER.email);
    await page.locator("input[type=password]").fill("not the password");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").getByText("The e-mail address or the password is wrong").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("login-refused");
    await page.locator("input[type=password]").fill(OWNER.password);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Users" }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/settings/users");
    expect(await page.evaluate("document.cookie")).toBe("");
    // The browser itself tells of refused requests; nothing else is said.
    expect(view.complaints.filter((each) => !/status of 401/.test(each))).toEqual([]);
    await view.close();
  });

  test("a session that ends shows the login, and the same page afterwards", async () => {
    const view = await stage.open({ path: "/settings/users" });
    await view.page.getByText(OWNER.email).first().waitFor();
    await view.page.context().clearCookies();
    await view.page.getByRole("link", { name: "Overview" }).click();
    await view.page.getByRole("heading", { name: "Log in to Logix" }).waitFor();
    expect(new URL(view.page.url()).pathname).toBe("/");
    await view.close();
  });

  test("an order that is placed appears by itself", async () => {
    const view = await stage.open();
    const tile = view.page.locator("dl > div", { hasText: "Orders today" });
    await tile.getByText("7", { exact: true }).waitFor();
    await view.page.getByText("Live", { exact: true }).waitFor();
    stage.hub.store.control.placeOrder({});
    await tile.getByText("8", { exact: true }).waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("Ctrl+K, a few letters and Enter lead anywhere", async () => {
    const view = await stage.open();
    await view.page.getByRole("heading", { name: "Overview" }).waitFor();
    await view.page.keyboard.press("Control+k");
    await view.page.getByRole("combobox", { name: "Search" }).fill("use");
    expect(await view.axe()).toEqual([]);
    await view.screenshot("palette");
    await view.page.keyboard.press("Enter");
    await view.page.getByRole("heading", { name: "Users" }).waitFor();
    await view.close();
  });

  test("a user is added with a one-time link; what the hub refuses stands at its field", async () => {
    const view = await stage.open({ path: "/settings/users" });
    const { page } = view;
    await page.getByRole("button", { name: "Add user" }).click();
    const dialog = page.getByRole("dialog", { name: "Add a user" });
    await dialog.getByLabel("Name").fill("Ada");
    await dialog.getByLabel("E-mail address").fill(OWNER.email);
    await dialog.getByRole("button", { name: "Add user" }).click();
    await dialog.getByText("is taken").waitFor();
    await dialog.getByLabel("E-mail address").fill("ada@example.com");
    expect(await view.axe()).toEqual([]);
    await view.screenshot("users-add");
    await dialog.getByRole("button", { name: "Add user" }).click();
    await page.getByRole("dialog", { name: "The one-time link" }).getByText("/welcome?token=").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("row", { name: /Ada/ }).getByText("Invited").waitFor();
    await view.close();
  });

  test("what a role may not do isn't offered", async () => {
    const viewer = { email: "viewer@example.com", password: "a viewer's password" };
    await stage.hub.ask("POST", "/users", { ...viewer, name: "Vera", role: "viewer" }, 201);
    const view = await stage.open({ path: "/settings/users", who: viewer });
    await view.page.getByRole("heading", { name: "This page is not open to you" }).waitFor();
    expect(await view.page.getByRole("link", { name: "Users" }).count()).toBe(0);
    expect(view.complaints).toEqual([]);
    await view.close();
  });
});
