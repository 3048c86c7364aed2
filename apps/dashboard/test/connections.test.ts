// A connection looked after in the browser: words mapped, both sides compared, webhooks repaired, paused, removed.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../../hub/test/support/test-hub.ts";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage } from "./support/stage.ts";

const UNDER_WAY = "select 1 from rereads union all select 1 from runs where state in ('waiting', 'running')";

describe.skipIf(CHROMIUM === undefined)("connections", { timeout: 120_000 }, () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage?.close());
  const path = (part: string) => `/connections/${stage.hub.connection.publicId}?part=${part}`;

  test("from the list to one store, which is paused and resumed", async () => {
    const view = await stage.open({ path: "/settings/connections" });
    const { page } = view;
    await page.getByRole("row", { name: /Blue Mug Shop/ }).click();
    await page.getByRole("heading", { name: "Blue Mug Shop" }).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Resume" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByRole("button", { name: "Test" }).click();
    await page.getByText("The store answers and lets Logix in").waitFor();
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("a word that nobody has explained is first, and gets a meaning", async () => {
    await stage.hub.database.pool.query(
      "update orders set remote_status = 'ready-to-ship' where id = (select min(id) from orders)",
    );
    const view = await stage.open({ path: path("statuses") });
    const { page } = view;
    const first = page.getByRole("table", { name: "Means here" }).locator("tbody tr").first();
    await first.getByText("ready-to-ship").waitFor();
    await first.getByText("Unknown").waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connection-statuses");
    await first.getByRole("combobox").selectOption({ label: "Packed" });
    await page.getByLabel("The store is told: Packed").fill("ready-to-ship");
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("Saved", { exact: true }).waitFor();
    const { status_map: map } = await stage.hub.ask("GET", `/connections/${stage.hub.connection.id}`);
    expect(map).toEqual({ inbound: { "ready-to-ship": "PACKED" }, outbound: { PACKED: "ready-to-ship" } });
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("both sides are compared on a click, and what differed is named", async () => {
    const { pool } = stage.hub.database;
    // What is still being read after the word got its meaning would mend the order before it is compared.
    await eventually(async () => (await pool.query(UNDER_WAY)).rows.length === 0, "nothing is being read any more");
    // Numbers may have gaps between them.
    const { rowCount } = await pool.query(
      "update orders set total_minor = 1 where id = (select id from orders order by id desc offset 20 limit 1)",
    );
    expect(rowCount).toBe(1);
    const view = await stage.open({ path: path("differences") });
    const { page } = view;
    await page.getByRole("button", { name: "Compare now" }).click();
    await page.getByRole("table", { name: "What differed" }).getByText("Mended").first().waitFor();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connection-differences");
    const every = page.getByLabel("Compare by itself");
    await every.selectOption("every 6 hours");
    await page.getByText("Saved", { exact: true }).waitFor();
    const drift = await stage.hub.ask("GET", `/connections/${stage.hub.connection.id}/drift`);
    expect(drift.interval_minutes).toBe(360);
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("a store is held to the locations that it sells from, and let go again", async () => {
    const { hub } = stage;
    const { id } = await hub.ask("POST", "/locations", { name: "Hamburg" }, 201);
    const sellsFrom = async () => (await hub.ask("GET", `/connections/${hub.connection.id}/locations`)).sells_from;
    const view = await stage.open({ path: path("rules") });
    const { page } = view;
    const save = page.getByRole("button", { name: "Save where it sells from" });
    await page.getByRole("radio", { name: "From some locations" }).check();
    expect(await save.isDisabled()).toBe(true);
    await page.getByRole("checkbox", { name: "Hamburg" }).check();
    expect(await view.axe()).toEqual([]);
    await view.screenshot("connection-sells-from");
    await save.click();
    await page.getByText("Saved", { exact: true }).waitFor();
    expect(await sellsFrom()).toEqual([id]);
    await page.getByRole("radio", { name: "From everywhere" }).check();
    await save.click();
    await expect.poll(sellsFrom).toBeNull();
    expect(view.complaints).toEqual([]);
    await view.close();
  });

  test("rules, fields, webhooks and keys: everything has its place, and axe finds nothing", async () => {
    for (const [part, text] of [
      ["rules", "Who knows the stock?"],
      ["fields", "Fields of your own on orders"],
      ["webhooks", "order.created"],
      ["access", "Remove this store"],
    ] as const) {
      const view = await stage.open({ path: path(part) });
      await view.page.getByText(text).first().waitFor();
      await view.screenshot(`connection-${part}`);
      expect(await view.axe(), part).toEqual([]);
      expect(view.complaints).toEqual([]);
      await view.close();
    }
  });

  test("a store is removed after a question", async () => {
    const view = await stage.open({ path: path("access") });
    const { page } = view;
    await page.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("dialog", { name: "Remove Blue Mug Shop?" }).getByRole("button", { name: "Remove" }).click();
    await page.getByText("No store is connected yet").waitFor();
    expect((await stage.hub.ask("GET", "/connections")).connections).toEqual([]);
    await view.close();
  });
});
