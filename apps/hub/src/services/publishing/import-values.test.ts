import { expect, test } from "vitest";
import type { ListingState } from "../../connector-kit/catalogue.ts";
import { withReadableNumbers } from "./import-values.ts";

const listing = (fields: ListingState["fields"]): ListingState => ({
  remoteId: "1",
  parentRemoteId: null,
  kind: "product",
  sku: "A",
  type: "simple",
  fields,
  images: [],
  attributes: [],
  variantOptions: {},
  variants: [],
  modifiedAt: "2026-11-20T10:00:00Z",
  raw: "{}",
});

test.each([
  ["8.399999999999999", "8.4"],
  ["2.4000000000000004", "2.4"],
  ["9.99999999999", "10"],
  ["0.00000000001", "0"],
  ["1.0000000005", "1.0000000005"],
  ["999999999999999.99999999995", "1000000000000000"],
  [".5", "0.5"],
  ["3.", "3"],
  ["2.50", "2.50"],
  ["", ""],
])("a weight of %s is kept as %s", (weight, kept) => {
  expect(withReadableNumbers(listing({ weight })).fields).toEqual({ weight: kept });
});

test("what is no price is left out, what is no weight stays for the mapping", () => {
  const fields = { regular_price: "on request", sale_price: "-1", weight: "2,5 kg", name: "Mug" };
  expect(withReadableNumbers(listing(fields)).fields).toEqual({ weight: "2,5 kg", name: "Mug" });
});

test("no price at all stays no price", () => {
  expect(withReadableNumbers(listing({ regular_price: null })).fields).toEqual({ regular_price: null });
});
