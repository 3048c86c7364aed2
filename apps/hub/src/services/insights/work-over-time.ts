// How much is done and how much waits.
import type { Database } from "../../database/database.ts";
import {
  type DriftRow,
  sampleWork,
  selectDrift,
  selectWaiting,
  selectWorkHours,
  type WaitingNow,
  type WorkHourRow,
} from "../../database/sync/work-over-time.ts";
import type { Connections } from "../connections/connections.ts";
import type { Principal } from "../principal.ts";

export type WorkOverTime = ReturnType<typeof makeWorkOverTime>;
export type Work = {
  readonly hours: readonly WorkHourRow[];
  readonly waiting: WaitingNow;
  readonly drift: readonly DriftRow[];
};

export function makeWorkOverTime(database: Database, connections: Pick<Connections, "idOf">) {
  return {
    of: async (
      principal: Principal,
      { connection, hours }: { readonly connection?: string | undefined; readonly hours: number },
    ): Promise<Work> => {
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, connection);
      return database.asAccount(accountId, async (db) => {
        const drift = await selectDrift(db, accountId);
        return {
          hours: await selectWorkHours(db, { accountId, connectionId, hours }),
          waiting: await selectWaiting(db, { accountId, connectionId }),
          drift: drift.filter((row) => connectionId === null || row.connection_id === connectionId),
        };
      });
    },
    /** Part of the hub's upkeep. */
    sample: (): Promise<void> => sampleWork(database.db),
  };
}
