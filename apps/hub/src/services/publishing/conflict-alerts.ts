// Tells of a store's open conflicts, and that there are none any more.

import type { Db } from "../../database/database.ts";
import { countOpenConflicts } from "../../database/publishing/conflicts.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection } from "../connections/stores.ts";

/** In the transaction that opened or resolved one. */
export async function tellOfConflicts(
  db: Db,
  alerts: Pick<Alerts, "raise" | "settle">,
  { accountId, id, name }: Connection,
): Promise<void> {
  const key = { accountId, connectionId: id, code: "product_conflicts", subject: "" } as const;
  const count = await countOpenConflicts(db, id);
  if (count === 0) {
    await alerts.settle(db, key);
    return;
  }
  const fields = count === 1 ? "A field was" : `${count} fields were`;
  await alerts.raise(db, {
    ...key,
    title: `${fields} changed both here and in ${name}`,
    detail: "Neither side was overwritten. Decide among the conflicts which value counts.",
  });
}
