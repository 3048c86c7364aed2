// An oversell is told of when it happens and is over when there is enough again, in the transaction that moved the stock.
import { shortagesOf } from "../../database/alerts/alert-causes.ts";
import type { Db } from "../../database/database.ts";
import type { Alerts } from "./alerts.ts";

export type Oversells = ReturnType<typeof makeOversells>;

export function makeOversells(alerts: Pick<Alerts, "raise" | "settle">) {
  return {
    /** After anything that changes what there is of these SKUs or what is held of them. */
    look: async (db: Db, accountId: number, skus: readonly string[]): Promise<void> => {
      if (skus.length === 0) return;
      for (const { sku, missing, on_hand, reserved } of await shortagesOf(db, accountId, skus)) {
        const key = { accountId, connectionId: null, code: "oversell", subject: sku } as const;
        if (missing === "0") await alerts.settle(db, key);
        else
          await alerts.raise(db, {
            ...key,
            title: `${missing} too many of ${sku} are sold`,
            detail: `On hand are ${on_hand}, open orders hold ${reserved}. Count it again, restock, or cancel an order.`,
          });
      }
    },
  };
}
