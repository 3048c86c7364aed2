// The returns of one order, with what comes back.
import type { Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { ReturnTables } from "./return-tables.ts";

type ReturnLineRow = Selectable<ReturnTables["order_return_lines"]>;
export type ReturnRow = Selectable<ReturnTables["order_returns"]> & { readonly lines: readonly ReturnLineRow[] };

/** Oldest first. */
export async function returnsOfOrder(db: Db, orderId: number): Promise<readonly ReturnRow[]> {
  const returns = await db
    .selectFrom("order_returns")
    .selectAll()
    .where("order_id", "=", orderId)
    .orderBy("requested_at")
    .orderBy("id")
    .execute();
  if (returns.length === 0) return [];
  const lines = await db
    .selectFrom("order_return_lines")
    .selectAll()
    .where(
      "return_id",
      "in",
      returns.map(({ id }) => id),
    )
    .orderBy("position")
    .execute();
  return returns.map((each) => ({ ...each, lines: lines.filter((line) => line.return_id === each.id) }));
}
