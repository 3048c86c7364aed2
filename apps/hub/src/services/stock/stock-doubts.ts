// A store that shows a number which nobody told it has perhaps sold something that we have not heard of. Before such a number
// is overwritten, the orders placed since are read: what they explain is then part of what we write.
import type { Database } from "../../database/database.ts";
import { hasReadOrdersSince } from "../../database/sync/runs.ts";
import { doubtWork, findCursorTime, type WorkRow } from "../../database/sync/work.ts";
import type { Connection } from "../connections/stores.ts";
import type { Runs } from "../sync/runs.ts";
import { type Doubt, isDoubtOver } from "./stock-rules.ts";

/** How often it is looked whether the orders have been read. */
const LOOK_AGAIN_MS = 1_000;
/** Where no orders were ever read, those of the last hour have to do. */
const NEVER_READ_MS = 60 * 60_000;

export type Doubted = {
  readonly work: WorkRow;
  readonly shows: number | null;
  readonly byLocation?: Record<string, number | null> | undefined;
};

export type StockDoubts = ReturnType<typeof makeStockDoubts>;

export function makeStockDoubts(database: Database, runs: Runs) {
  return {
    /** `shows` per wish; the wishes come again when the orders may have been read. */
    raise: async (connection: Connection, doubted: readonly Doubted[], now: Date): Promise<void> => {
      if (doubted.length === 0) return;
      const wishes = doubted.map(({ work, shows, byLocation }) => ({
        id: work.id,
        doubt: { shows, at: now.toISOString(), ...(byLocation && { byLocation }) } satisfies Doubt,
      }));
      await doubtWork(database.db, wishes, new Date(Date.now() + LOOK_AGAIN_MS));
      await readOrders(connection, now);
    },
    /** The run that was under way when the doubt arose began before it, and settles nothing: another has to follow. */
    askAgain: async (connection: Connection, doubted: number, now: Date): Promise<void> => {
      if (doubted > 0) await readOrders(connection, now);
    },
    /** Whether the orders that could explain the number have been read. */
    isSettled: async (connection: Connection, doubt: Doubt, now: Date): Promise<boolean> =>
      isDoubtOver(doubt, now, await hasReadOrdersSince(database.db, connection.id, new Date(doubt.at))),
    lookAgainAt: (): Date => new Date(Date.now() + LOOK_AGAIN_MS),
  };

  async function readOrders(connection: Connection, now: Date): Promise<void> {
    await runs.request({ connection, kind: "orders", cause: "gap", ...(await onlyRecent(connection, now)) });
  }

  /** A connection that reads no orders by itself shall not be made to read all of them for one number. */
  async function onlyRecent(connection: Connection, now: Date) {
    const readUntil = await findCursorTime(database.db, connection.id, "orders");
    return readUntil === null ? { filter: { since: new Date(now.getTime() - NEVER_READ_MS).toISOString() } } : {};
  }
}
