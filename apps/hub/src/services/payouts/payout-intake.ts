// Payouts as their stores tell of them. A store's own word on its payments is complete, so the latest read stands.
import { createHash } from "node:crypto";
import type { Seen } from "../../connector-kit/contract.ts";
import type { Payout } from "../../connector-kit/payouts.ts";
import type { Db } from "../../database/database.ts";
import { upsertPayouts } from "../../database/payouts/payouts-write.ts";
import { heal } from "../../database/sync/parked-work.ts";
import type { Connection } from "../connections/stores.ts";

export type PayoutIntake = ReturnType<typeof makePayoutIntake>;

export function makePayoutIntake() {
  return {
    apply: async (
      db: Db,
      { accountId, id: connectionId }: Connection,
      payouts: readonly Seen<Payout>[],
    ): Promise<{ readonly created: number; readonly updated: number }> => {
      const unique = [...new Map(payouts.map(({ record }) => [record.remoteId, record])).values()];
      const counts = await upsertPayouts(db, { accountId, connectionId }, unique.map(toWrite));
      const ids = unique.map(({ remoteId }) => remoteId);
      await heal(db, connectionId, "payout", ids);
      return counts;
    },
  };
}

function toWrite(payout: Payout) {
  const transactions = [...new Map(payout.transactions.map((each) => [each.remoteId, each])).values()];
  const record = { ...payout, transactions };
  return { ...record, hash: createHash("sha1").update(JSON.stringify(record)).digest() };
}
