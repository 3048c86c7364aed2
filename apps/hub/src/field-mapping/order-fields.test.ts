import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFieldPath, orderFieldsOf } from "./order-fields.ts";

const reply = {
  billing: { company: "Ünïcorn Ltd" },
  meta_data: [
    { id: 1, key: "_vat_number", value: "DE123" },
    { id: 2, key: "gift", value: { wrap: true } },
  ],
  line_items: [{ sku: "A" }, { sku: "B" }],
};

describe("a merchant's own fields of an order", () => {
  test.each([
    ["billing.company", "Ünïcorn Ltd"],
    ["meta_data[_vat_number]", "DE123"],
    ["meta_data[gift].wrap", true],
    ["line_items[1].sku", "B"],
    ["meta_data[nothing]", null],
    ["billing.company.deeper", null],
    ["constructor", null],
    ["__proto__", null],
  ])("%s", (path, value) => {
    expect(orderFieldsOf(reply, { mine: path })).toEqual({ mine: value });
  });

  test("nothing wanted is nothing", () => {
    expect(orderFieldsOf(reply, {})).toBeNull();
  });

  test("no reply of any shape makes it fail", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("a.b[c].d", "a[0]", "meta_data[x]"), (any, path) => {
        expect(orderFieldsOf(any, { f: path })).toHaveProperty("f");
      }),
    );
  });

  test.each([
    ["a.b", true],
    ["meta_data[_x y]", true],
    ["", false],
    ["a..b", false],
    ["a[", false],
    ["[x]", false],
    [`a.${"b".repeat(300)}`, false],
  ])("%s is a path: %s", (path, is) => {
    expect(isFieldPath(path)).toBe(is);
  });
});
