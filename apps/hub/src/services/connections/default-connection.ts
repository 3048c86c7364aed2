// Which connection is meant where none is named.
import { HubError } from "@logix/model";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import { defaultCandidates, listDefaultFirst } from "../../database/connections/default-connection.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";

export type DefaultConnections = ReturnType<typeof makeDefaultConnections>;

export function makeDefaultConnections(database: Database) {
  async function candidates({ accountId }: Principal, platform: string): Promise<readonly ConnectionRow[]> {
    return database.asAccount(accountId, (db) => defaultCandidates(db, accountId, platform));
  }

  return {
    /** The default first, then newest first. */
    list: ({ accountId }: Principal, platform: string): Promise<readonly ConnectionRow[]> =>
      database.asAccount(accountId, (db) => listDefaultFirst(db, accountId, platform)),
    /** The default, else the newest active one. @throws HubError `missing` */
    get: async (principal: Principal, platform: string): Promise<ConnectionRow> => {
      const active = (await candidates(principal, platform)).find((row) => row.status === "active");
      if (!active) throw noneActive();
      return active;
    },
    /**
     * The same for writing: where the default is cut off, nothing is written to another store in its place.
     * @throws HubError `missing`, `conflict`
     */
    getForWriting: async (principal: Principal, platform: string): Promise<ConnectionRow> => {
      const [first] = await candidates(principal, platform);
      if (!first) throw noneToWriteTo(platform);
      if (first.status !== "active") throw defaultCutOff(first);
      return first;
    },
  };
}

function noneActive(): HubError {
  return new HubError("missing", "No active connections found", { code: "no_active_connection" });
}

function noneToWriteTo(platform: string): HubError {
  return new HubError("missing", "No active connections found", {
    code: "no_active_connection",
    remedy: `Create a connection first: POST /integration/${platform}/connections`,
  });
}

function defaultCutOff(row: ConnectionRow): HubError {
  return new HubError("conflict", `The default connection "${row.name}" is cut off`, {
    code: "default_cut_off",
    remedy: "Test it, give it new credentials, or choose another default",
  });
}
