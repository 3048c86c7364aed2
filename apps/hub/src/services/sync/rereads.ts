// Things to be read again from their store, because what came was a hint, unclear, or failed.
import type { ResourceKind } from "../../connector-kit/contract.ts";
import type { Db } from "../../database/database.ts";
import { askToReread } from "../../database/work.ts";
import type { Queue } from "../../engine/queue.ts";

export type RereadReason = "hint" | "same_second" | "unsigned" | "unreadable" | "retried" | "written";

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
      await askToReread(db, { accountId: connection.accountId, connectionId: connection.id, kind, remoteIds, reason });
      await queue.wake(db, "rereads", [{ key: String(connection.id) }]);
    },
  };
}
