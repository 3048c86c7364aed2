// Trying a store before it is connected: a store that turns us away is a good answer too.
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectionOf, type PimHub, startPimHub } from "./support/pim-hub.ts";

let hub: PimHub;
let secure: WooStore;
let third: WooStore;

beforeAll(async () => {
  secure = await startWooStore({ secure: true, orders: 0, products: 0 });
  hub = await startPimHub({ ca: secure.ca });
  third = await hub.aStore({ storeName: "Third Store" });
});
afterAll(() => Promise.all([hub?.close(), secure?.close()]));

describe("test", () => {
  const credentials = () => ({ ...connectionOf(third), storeName: undefined });

  test("says who the store is and saves nothing", async () => {
    expect(await hub.pim("POST", "/connections/test", credentials())).toEqual({
      success: true,
      message: "Connection successful",
      storeInfo: { wpVersion: "6.9", wooVersion: "9.9.5", storeName: "Third Store" },
    });
    expect(await hub.pim("GET", "/connections")).toEqual([]);
  });

  test("passes on the store's own code and sentence", async () => {
    const wrong = { ...connectionOf(secure), storeName: undefined, consumerKey: "ck_nobody_has_this_key" };
    expect(await hub.pim("POST", "/connections/test", wrong)).toMatchObject({
      success: false,
      message:
        "Failed to connect to WooCommerce store: woocommerce_rest_cannot_view, Sorry, you cannot list resources.",
      remedy: expect.any(String),
    });
  });

  test.each([
    ["an address at which nobody answers", { storeUrl: "http://127.0.0.1:1" }],
    ["an address inside a private network", { storeUrl: "https://10.0.0.1" }],
    ["what is no address", { storeUrl: "shop dot com" }],
  ])("%s is a failure in words, not an error", async (_, change) => {
    const reply = await hub.pim("POST", "/connections/test", { ...credentials(), ...change });
    expect(reply).toMatchObject({
      success: false,
      message: expect.stringMatching(/^Failed to connect to WooCommerce store: ./),
    });
  });
});
