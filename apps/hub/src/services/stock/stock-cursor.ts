// Where a list of stock goes on. Unlike other lists it is ordered by SKU, so its cursors hold one.
import { HubError } from "@logix/model";
import type { LevelPlace } from "../../database/stock/stock-ledger.ts";

export function cursorOfPlace({ sku, location_id }: LevelPlace): string {
  return Buffer.from(`${location_id}:${sku}`).toString("base64url");
}

/** @throws HubError `invalid` for what is not one of our cursors. */
export function placeOfCursor(cursor: string | undefined): LevelPlace | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, "base64url").toString();
  const [, location, sku] = /^(\d{1,9}):([^\p{Cc}]+)$/u.exec(text) ?? [];
  if (location && sku) return { sku, location_id: Number(location) };
  throw new HubError("invalid", "The cursor is not one that this list gave out", {
    remedy: "Leave it out to begin with the first page",
    issues: [{ field: "cursor", problem: "is not a cursor of this list" }],
  });
}
