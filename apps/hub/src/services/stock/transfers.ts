// Goods carried from one location to another: two movements in one transaction.
import { HubError, toMillionths } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { lockLevels } from "../../database/stock/location-stock.ts";
import { findLocation } from "../../database/stock/locations.ts";
import { listLevels, movementOfKey, moveStock } from "../../database/stock/stock-ledger.ts";
import { actorOf, type Principal } from "../principal.ts";
import type { StockWisher } from "./stock-wishes.ts";

export type Transfer = {
  readonly sku: string;
  readonly from: number;
  readonly to: number;
  readonly quantity: string;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
};

export type Transfers = ReturnType<typeof makeTransfers>;

export function makeTransfers(database: Database, wishes: StockWisher) {
  return {
    /** Repeatable by its key. @throws HubError `invalid` for locations, `conflict` where less lies there */
    make: (principal: Principal, transfer: Transfer): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const { accountId } = principal;
        const { sku, from, to, quantity, idempotencyKey = null } = transfer;
        await refuseUnknown(db, accountId, transfer);
        await lockLevels(db, accountId, [sku]);
        const made = idempotencyKey === null ? undefined : await movementOfKey(db, accountId, idempotencyKey);
        if (made) return refuseOtherUse(made, transfer);
        const [level] = await listLevels(db, { accountId, sku, locationId: from, after: null, limit: 1 });
        if (toMillionths(level?.on_hand ?? "0") < toMillionths(quantity)) throw tooLittle(sku, level?.on_hand ?? "0");
        const movement = { accountId, sku, kind: "transfer", actor: actorOf(principal) } as const;
        const reason = transfer.reason ?? null;
        const left = await moveStock(db, {
          ...movement,
          locationId: from,
          quantity: `-${quantity}`,
          reason,
          idempotencyKey,
        });
        if (left) await moveStock(db, { ...movement, locationId: to, quantity, reason, idempotencyKey: null });
        await wishes.want(db, { accountId, skus: [sku], cause: actorOf(principal) });
      }),
  };
}

async function refuseUnknown(db: Db, accountId: number, { from, to }: Transfer): Promise<void> {
  const issues: { field: string; problem: string }[] = [];
  if (from === to) issues.push({ field: "to_location_id", problem: "is where it lies already" });
  if (!(await findLocation(db, accountId, from))) issues.push({ field: "from_location_id", problem: "does not exist" });
  if (!(await findLocation(db, accountId, to))) issues.push({ field: "to_location_id", problem: "does not exist" });
  if (issues.length > 0)
    throw new HubError("invalid", "Goods are carried between two locations of yours", {
      code: "location_unknown",
      issues,
    });
}

type Made = { readonly sku: string; readonly kind: string; readonly delta: string; readonly location_id: number };

function refuseOtherUse(made: Made, { sku, from, quantity }: Transfer): void {
  const isSame = made.sku === sku && made.kind === "transfer" && made.location_id === from;
  if (isSame && -toMillionths(made.delta) === toMillionths(quantity)) return;
  throw new HubError("conflict", "This idempotency key was used for another movement", {
    code: "idempotency_key_used",
    remedy: "Use a new key for each movement, and the same one only to repeat it",
    issues: [{ field: "idempotency-key", problem: "was used for another movement" }],
  });
}

function tooLittle(sku: string, onHand: string): HubError {
  return new HubError("conflict", `Only ${Number(onHand)} of ${sku} lie there`, {
    code: "too_little_there",
    remedy: "Count the location first, if more lies there",
    issues: [{ field: "quantity", problem: "is more than lies there" }],
  });
}
