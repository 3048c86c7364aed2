// One's own name and password, and the name of the account.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestHub } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startEmptyStage } from "./support/stage.ts";

const VERA = { email: "vera@example.com", password: "a viewer's password" };
const STEP_MS = 12_000;

describe.skipIf(CHROMIUM === undefined)("my account", () => {
  let stage: Stage<TestHub>;
  beforeAll(async () => {
    stage = await startEmptyStage();
    await stage.hub.call("POST", "/api/v1/users", { ...VERA, name: "Vera", role: "viewer" });
  });
  afterAll(() => stage?.close());
  const open = async (options: Parameters<Stage["open"]>[0] = {}) => {
    const view = await stage.open({ path: "/settings/account", ...options });
    view.page.setDefaultTimeout(STEP_MS);
    return view;
  };

  test("an owner names themselves and the account; both are seen at once, and stand in the audit log", async () => {
    const view = await open();
    const { page } = view;
    await page.getByRole("region", { name: "You" }).getByText("owner@example.com").waitFor();
    await page.getByLabel("Name", { exact: false }).first().fill(" ");
    await page.getByRole("region", { name: "You" }).getByRole("button", { name: "Save changes" }).click();
    await page.getByText("must not be empty").waitFor();
    await page.getByLabel("Name", { exact: false }).first().fill("Grace Hopper");
    await page.getByRole("region", { name: "You" }).getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved").first().waitFor();
    const account = page.getByRole("region", { name: "Account", exact: true });
    await account.getByLabel("Name of the account").fill("Harbour & Pine");
    await account.getByRole("button", { name: "Save changes" }).click();
    await expect.poll(async () => (await stage.hub.call("GET", "/api/v1/account")).body.name).toBe("Harbour & Pine");
    await page.getByRole("button", { name: "Your account" }).click();
    const menu = page.getByRole("dialog", { name: "Your account" });
    await menu.getByText("Grace Hopper").waitFor();
    await menu.getByText("Harbour & Pine").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("account-menu");
    await menu.getByRole("link", { name: "My account" }).click();
    await menu.waitFor({ state: "hidden" });
    const { entries } = (await stage.hub.call("GET", "/api/v1/audit?limit=5")).body;
    const actions = entries.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(["user.changed", "account.renamed"]));
    // The browser itself tells of the refused name; nothing else is said.
    expect(view.complaints.filter((each) => !/status of 400/.test(each))).toEqual([]);
    await view.close();
  });

  test("a changed password asks for the old one, keeps this browser in and ends the others", async () => {
    const [here, elsewhere] = [await open({ who: VERA }), await open({ who: VERA })];
    const { page } = here;
    await page.getByRole("region", { name: "You" }).getByText("Viewer").waitFor();
    expect(await page.getByLabel("Name of the account").count()).toBe(0);
    const type = async (current: string, wanted: string, again = wanted) => {
      await page.getByLabel("Current password").fill(current);
      await page.getByLabel("New password", { exact: false }).fill(wanted);
      await page.getByLabel("The new one once more").fill(again);
      await page.getByRole("button", { name: "Change password" }).click();
    };
    await type(VERA.password, "short");
    await page.getByText("Must have 10 characters at least").waitFor();
    await type(VERA.password, "quite another password", "quite another passwort");
    await page.getByText("The two passwords are not the same").waitFor();
    await type("not the password", "quite another password");
    await page.getByText("is wrong", { exact: true }).waitFor();
    expect(await here.axe()).toEqual([]);
    await here.screenshot("account-password");
    await type(VERA.password, "quite another password");
    await page.getByText("logged out everywhere else").waitFor();
    expect(await page.getByLabel("Current password").inputValue()).toBe("");
    await page.reload();
    await page.getByRole("heading", { name: "My account" }).waitFor();
    await elsewhere.page.reload();
    await elsewhere.page.getByRole("heading", { name: "Log in to Logix" }).waitFor();
    await elsewhere.page.getByLabel("E-mail address").fill(VERA.email);
    await elsewhere.page.locator("input[type=password]").fill("quite another password");
    await elsewhere.page.keyboard.press("Enter");
    await elsewhere.page.getByRole("heading", { name: "My account" }).waitFor();
    expect(here.complaints.filter((each) => !/status of 400/.test(each))).toEqual([]);
    await here.close();
    await elsewhere.close();
  });

  test("after logging out a copy of the session's cookie opens nothing", async () => {
    const who = { email: "leaver@example.com", password: "a leaver's password" };
    await stage.hub.call("POST", "/api/v1/users", { ...who, name: "Leaver", role: "viewer" });
    const view = await open({ who });
    await view.page.getByRole("heading", { name: "My account" }).waitFor();
    const [copied] = (await view.page.context().cookies(`${stage.hub.url}/api/v1`)).filter(
      ({ name }) => name === "logix_session",
    );
    await view.page.getByRole("button", { name: "Your account" }).click();
    await view.page.getByRole("button", { name: "Log out" }).click();
    await view.page.getByRole("heading", { name: "Log in to Logix" }).waitFor();
    const reply = await fetch(`${stage.hub.url}/api/v1/auth/me`, {
      headers: { cookie: `logix_session=${copied?.value}` },
    });
    expect([reply.status, await reply.json()]).toEqual([401, expect.objectContaining({ code: "token_invalid" })]);
    await view.close();
  });
});
