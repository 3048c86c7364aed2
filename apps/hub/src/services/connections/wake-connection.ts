// Everything that waits for one connection is looked at again: it was paused, cut off, or its jobs got lost.
import type { Db } from "../../database/database.ts";
import { openRunIdsOf } from "../../database/sync/runs.ts";
import { hastenWork, WORK_KINDS } from "../../database/sync/work.ts";
import type { Queue } from "../../engine/queue.ts";

export async function wakeConnection(db: Db, queue: Queue, connectionId: number): Promise<void> {
  await hastenWork(db, connectionId);
  await queue.wake(db, "rereads", [{ key: String(connectionId) }]);
  await queue.wake(
    db,
    "outward",
    WORK_KINDS.map((kind) => ({ key: `${connectionId}:${kind}` })),
  );
  const runs = await openRunIdsOf(db, connectionId);
  await queue.wake(
    db,
    "runs",
    runs.map((id) => ({ key: String(id) })),
  );
}
