// Products that stores gave become products of the account, whatever stores write into them.
import type { ImportedProduct } from "@logix/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { upsertImported } from "../src/services/catalogue/imported-products.ts";
import { productsByIds } from "../src/services/catalogue/products-by-ids.ts";
import { type AskedHub, startAskedHub } from "./support/asked-hub.ts";
import { exportOf, sendBulk } from "./support/bulk-requests.ts";

const ACCOUNT = 1;
let hub: AskedHub;
beforeAll(async () => {
  hub = await startAskedHub();
});
afterAll(() => hub?.close());

const imported = (products: readonly ImportedProduct[], updateExisting = true) =>
  hub.hub.database.asAccount(ACCOUNT, (db) =>
    upsertImported(db, { accountId: ACCOUNT, actor: "system" }, products, { updateExisting }),
  );

test("they are made, changed, left alone or skipped, each with its own result", async () => {
  const mug = {
    sku: "MUG",
    name: "Mug",
    prices: { price: "5.00" },
    variants: [{ sku: "MUG-S", options: { Size: "S" } }],
  };
  const [made] = await imported([mug]);
  expect(made).toEqual({ sku: "MUG", productId: expect.any(Number), outcome: "imported" });
  expect(await imported([mug, { sku: "MUG", prices: { price: "6.00" } }, { sku: "CUP", name: "Cup" }])).toMatchObject([
    { outcome: "unchanged", productId: made?.productId },
    { outcome: "updated", productId: made?.productId },
    { outcome: "imported" },
  ]);
  expect(await imported([{ sku: "MUG", name: "Other" }], false)).toMatchObject([
    { outcome: "skipped", productId: made?.productId },
  ]);
  const held = await hub.hub.database.asAccount(ACCOUNT, (db) => productsByIds(db, ACCOUNT, [made?.productId ?? 0]));
  expect(held.get(made?.productId ?? 0)).toMatchObject({
    name: "Mug",
    prices: { price: "6.00" },
    variants: [{ sku: "MUG-S", options: { Size: "S" } }],
  });
  const { history } = await hub.ask("GET", `/products/${made?.productId}/history`);
  expect(history[0]).toMatchObject({ source: "import", actor: "system", changes: { "prices.price": { to: "6.00" } } });
});

test("what no database can hold is made holdable, and what is nothing is nothing", async () => {
  const [result] = await imported([
    {
      sku: " ODD ",
      name: "Two\nlines \u0000",
      description: " <p>One\r\nTwo\u0007</p> ",
      prices: { price: "10.00", sale_price: "" },
      weight: "",
      attributes: { Size: ["S", "M"], Empty: "", None: [] },
      images: [
        { src: "https://example.com/a.jpg", alt: "half \ud800", name: "" },
        { src: "//cdn/b.jpg", alt: "", name: "" },
      ],
      categories: [
        ["Home", "Kitchen"],
        ["Home", "Kitchen"],
      ],
    },
  ]);
  expect(result).toMatchObject({ outcome: "imported" });
  expect(await hub.ask("GET", `/products/${result?.productId}`)).toMatchObject({
    sku: "ODD",
    name: "Two lines",
    description: "<p>One\r\nTwo </p>",
    prices: { price: "10.00" },
    weight: null,
    attributes: { Size: ["S", "M"] },
    images: [{ src: "https://example.com/a.jpg" }],
    categories: [["Home", "Kitchen"]],
  });
  expect(await sendBulk(hub, await exportOf(hub, "csv", "&sku=ODD"))).toMatchObject({ unchanged: 1, failed: 0 });
});

test("what cannot be kept fails with its reason, and its neighbours do not", async () => {
  const results = await imported([
    { sku: "", name: "No SKU" },
    { sku: "F-1", name: "Bad price", prices: { price: "about 5" } },
    { sku: "F-2", name: "" },
    { sku: "F-3" },
    { sku: "F-4", name: "Takes another's variant", variants: [{ sku: "F-2" }] },
  ]);
  expect(results).toMatchObject([
    { outcome: "failed", productId: null, message: expect.stringContaining("sku") },
    { outcome: "failed", message: expect.stringContaining("prices.price") },
    { sku: "F-2", outcome: "imported" },
    { outcome: "failed", message: expect.stringContaining("name") },
    { outcome: "failed", message: expect.stringContaining("F-2") },
  ]);
  expect((await hub.ask("GET", "/products?sku=F-2")).products).toMatchObject([{ name: "F-2" }]);
});
