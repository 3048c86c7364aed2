// Every document that we send, checked against the official schemas of both versions.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import * as bulk from "./bulk.ts";
import * as catalogue from "./catalogue/documents.ts";
import * as customers from "./customers.ts";
import * as fulfilment from "./fulfilment.ts";
import * as granted from "./granted.ts";
import * as orderReading from "./order-reading.ts";
import * as orderStatus from "./order-status.ts";
import * as orders from "./orders.ts";
import * as payouts from "./payouts.ts";
import * as products from "./products.ts";
import * as refunds from "./refunds.ts";
import * as returns from "./returns.ts";
import * as shop from "./shop.ts";
import * as stock from "./stock.ts";
import * as storeIndex from "./store-index.ts";
import * as subscriptions from "./subscriptions.ts";
import * as totals from "./totals.ts";

const folder = join(
  resolve(import.meta.dirname, "../../../../.."),
  process.env.SPECS_DIR ?? "../shared/specs",
  "shopify",
);
const rooms = {
  bulk,
  catalogue,
  customers,
  fulfilment,
  granted,
  orderReading,
  orderStatus,
  orders,
  payouts,
  products,
  refunds,
  returns,
  shop,
  stock,
  storeIndex,
  subscriptions,
  totals,
};

const documents = Object.values(rooms).flatMap((room) =>
  Object.entries(room).flatMap(([name, value]: [string, unknown]) =>
    typeof value === "object" && value !== null && "text" in value ? [{ name, text: String(value.text) }] : [],
  ),
);
documents.push({ name: "BULK_ORDERS", text: bulk.BULK_ORDERS });
documents.push({ name: "BULK_ORDERS_AND_RETURNS", text: bulk.BULK_ORDERS_AND_RETURNS });

test("the documents are found", () => {
  expect(documents.length).toBeGreaterThan(25);
});

for (const version of ["2026-07", "2026-10"]) {
  const file = join(folder, `admin_${version}.graphql`);
  if (!existsSync(file)) console.warn(`SKIPPED: no schema at ${file}; set SPECS_DIR to compare with the official one`);
  describe.skipIf(!existsSync(file))(`by the schema of ${version}`, () => {
    const schema = existsSync(file) ? buildSchema(readFileSync(file, "utf8"), { assumeValid: true }) : undefined;
    test.each(documents)("$name is valid", ({ text }) => {
      expect(schema && validate(schema, parse(text))).toEqual([]);
    });
  });
}
