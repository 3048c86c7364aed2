// Cursors are opaque to whoever pages: today they hold the id of the last thing shown.
import { HubError } from "@logix/model";

export type PageRequest = { readonly limit: number; readonly cursor?: string | undefined };
export type Page<Thing> = { readonly items: readonly Thing[]; readonly nextCursor: string | null };

/** @throws HubError `invalid` for what is not one of our cursors. */
export function idOfCursor(cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const text = Buffer.from(cursor, "base64url").toString();
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new HubError("invalid", "The cursor is not one that this list gave out", {
    remedy: "Leave it out to begin with the first page",
    issues: [{ field: "cursor", problem: "is not a cursor of this list" }],
  });
}

/** From one row more than the page has: whether it is there says whether there is another page. */
export function toPage<Row extends { readonly id: number }>(rows: readonly Row[], limit: number): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: last && rows.length > limit ? Buffer.from(String(last.id)).toString("base64url") : null };
}
