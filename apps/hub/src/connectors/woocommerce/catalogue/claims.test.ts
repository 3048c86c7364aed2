// Whose a SKU is, where the store leaves room for doubt.
import { expect, test } from "vitest";
import { aWrite } from "../fixtures/catalogue.ts";
import { claimOf } from "./claims.ts";
import { toRow } from "./rows.ts";

function aHolder(id: number, changes: Record<string, unknown> = {}) {
  const date_modified_gmt = "2026-11-20T10:00:00";
  return toRow({
    id,
    type: "simple",
    status: "publish",
    name: `Mug &amp; ${id}`,
    sku: "A-1",
    date_modified_gmt,
    ...changes,
  });
}

const write = aWrite({ sku: "A-1" });

test("nobody has it, or just one", () => {
  expect(claimOf(write, [])).toBeNull();
  const holder = aHolder(7);
  expect(claimOf(write, [holder])).toBe(holder);
});

test("F22 among several nobody picks: all are named", () => {
  expect(claimOf(write, [aHolder(7), aHolder(8, { status: "trash" })])).toMatchObject({
    code: "sku_ambiguous",
    message: expect.stringContaining('"Mug & 7" (7), "Mug & 8" (8) in the bin'),
    again: false,
  });
});

test.each(["a-1", "A-1 "])("F22 %j is not taken for A-1 in silence", (sku) => {
  expect(claimOf(write, [aHolder(7, { sku })])).toMatchObject({
    code: "sku_ambiguous",
    message: expect.stringContaining(sku),
  });
});

test("a variation of another product is somebody else's", () => {
  const variation = aHolder(7, { type: "variation", parent_id: 3 });
  expect(claimOf({ ...write, parentRemoteId: "4" }, [variation])).toMatchObject({ code: "sku_taken" });
  expect(claimOf({ ...write, parentRemoteId: "3" }, [variation])).toBe(variation);
});
