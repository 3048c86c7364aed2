// Every screen, light and dark, wide and on a phone: it shows, it complains of nothing, and axe finds nothing.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM } from "./support/chromium.ts";
import { type Stage, startStage, type View } from "./support/stage.ts";

/** One line for each screen: its address, and a heading or text that is there once it has its data. */
const SCREENS: readonly (readonly [name: string, path: string, text: string])[] = [
  ["overview", "/", "Healthy"],
  ["customers", "/customers", "@example."],
  ["duplicates", "/customers?view=duplicates", "Possible duplicates"],
  ["payouts", "/payouts", "No payouts are known"],
  ["account", "/settings/account", "Change password"],
  ["runs", "/activity/runs", "Orders read"],
  ["deliveries", "/activity/deliveries", "Genuine"],
  ["parked", "/activity/parked", "All clear"],
  ["alerts", "/activity/alerts", "No alerts"],
  ["audit", "/activity/audit", "connection.created"],
  ["tokens", "/settings/tokens", "No tokens yet"],
  ["alert-channels", "/settings/alerts", "Nobody is told"],
  ["about", "/settings/about", "Security and mail"],
  ["connect", "/connect", "Try a sandbox store"],
  ["connect-woocommerce", "/connect?platform=woocommerce", "Address of your store"],
  ["connections", "/settings/connections", "Read every"],
  ["connection", "/connections/1", "Harbour & Pine Store"],
  ["orders", "/orders", "WC-"],
  ["pick", "/orders/pack", "For orders"],
  ["pack", "/orders/pack?step=pack", "Everything is in"],
  ["products", "/products", "Your own catalogue"],
  ["mapping", "/products/mapping", "On a real product"],
  ["publish", "/products/publish", "See what would change"],
  ["stock", "/stock", "SKUs counted"],
  ["locations", "/stock/locations", "Default"],
  ["routing", "/stock/routing", "No rules"],
  ["conflicts", "/activity/conflicts", "No conflicts"],
  ["users", "/settings/users", "owner@example.com"],
];
/** Between them both schemes and both widths; `LOOKS=all` crosses them. */
const TWO_LOOKS = [
  { scheme: "light", phone: false },
  { scheme: "dark", phone: true },
] as const;
const ALL_LOOKS = [...TWO_LOOKS, { scheme: "dark", phone: false }, { scheme: "light", phone: true }] as const;
const LOOKS = process.env.LOOKS === "all" ? ALL_LOOKS : TWO_LOOKS;

describe.skipIf(CHROMIUM === undefined)("how screens look", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage();
  });
  afterAll(() => stage?.close());

  describe.each(LOOKS)("$scheme, phone $phone", ({ scheme, phone }) => {
    // One browser walks through all of them, as somebody does who looks around: what it has loaded it keeps.
    let view: View;
    beforeAll(async () => {
      view = await stage.open({ scheme, phone });
    });
    afterAll(() => view?.close());

    test.each(SCREENS)("%s", async (name, path, text) => {
      const { page, complaints } = view;
      await page.goto(stage.hub.url + path);
      // A filter's choices hold the same words, unseen.
      await page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 15_000 });
      await page.waitForLoadState("load");
      await view.screenshot(`${name}-${scheme}${phone ? "-phone" : ""}`);
      expect(await view.axe()).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(complaints.splice(0)).toEqual([]);
    });
  });
});

/** By how many pixels the page is wider than its window. */
function overflow(page: { evaluate<T>(script: string): Promise<T> }): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}
