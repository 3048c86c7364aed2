// Things to be read again from their store, because what came was a hint, unclear, or failed.
import type { ResourceKind } from "../../connector-kit/contract.ts";
import type { Db } from "../../database/database.ts";
import { askToReread, STORM_PAUSE_MS } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";

export type RereadReason =
  | "drift"
  | "hint"
  | "same_second"
  | "unsigned"
  | "unreadable"
  | "retried"
  | "written"
  | "storm"
  | "mapped";

/** What need not be read at once. Within a storm a thing is read once in so long, however often its store speaks of it. */
const DELAY_MS: Partial<Record<RereadReason, number>> = { written: 3_000, storm: STORM_PAUSE_MS };

export type Rereads = ReturnType<typeof makeRereads>;

export function makeRereads(queue: Queue) {
  return {
    /** In the caller's transaction; one row and one job however often it is asked for. */
    ask: async (
      db: Db,
      connection: { readonly id: number; readonly accountId: number },
      kind: ResourceKind,
      remoteIds: readonly string[],
      reason: RereadReason,
    ): Promise<void> => {
      if (remoteIds.length === 0) return;
      const { id: connectionId, accountId } = connection;
      const delayMs = DELAY_MS[reason] ?? 0;
      await askToReread(db, { accountId, connectionId, kind, remoteIds, reason, delayMs });
      const startAfter = delayMs > 0 ? new Date(Date.now() + delayMs) : undefined;
      await queue.wake(db, "rereads", [{ key: String(connectionId), startAfter }]);
    },
  };
}
