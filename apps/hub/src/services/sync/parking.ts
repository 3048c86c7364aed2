// Work that a person has to look at, and connections that wait for their user: written down in words that help.
import { HubError, messageOf } from "@logix/model";
import type { Unreadable } from "../../connector-kit/contract.ts";
import { updateConnection } from "../../database/connections.ts";
import type { Database, Db } from "../../database/database.ts";
import { type ParkedWrite, park } from "../../database/parked-work.ts";
import type { Connection, Stores } from "../connections/stores.ts";

/** Long enough for any order; what is longer is cut, the rest is in the store. */
const MOST_PAYLOAD = 200_000;

export type Failure = {
  readonly source: ParkedWrite["source"];
  readonly kind: string;
  readonly remoteId: string;
  readonly error: unknown;
  readonly payload?: string;
  readonly reference?: ParkedWrite["reference"];
};

export type Parking = ReturnType<typeof makeParking>;

export function makeParking(
  database: Database,
  stores: Stores,
  onDisconnected: (connection: Connection, reason: string) => void,
) {
  return {
    failed: (
      db: Db,
      connection: Connection,
      { source, kind, remoteId, error, payload, reference }: Failure,
    ): Promise<void> => {
      const known = error instanceof HubError ? error : undefined;
      return park(db, {
        accountId: connection.accountId,
        connectionId: connection.id,
        source,
        kind,
        remoteId,
        errorKind: known?.kind ?? "unreachable",
        code: known?.details.remote?.code ?? known?.details.code ?? null,
        message: wordsOf(error),
        remedy: known?.details.remedy ?? null,
        payload: payload?.slice(0, MOST_PAYLOAD) ?? null,
        reference: reference ?? {},
      });
    },
    unreadable: (
      db: Db,
      connection: Connection,
      {
        source,
        kind,
        remoteId,
        trouble,
      }: { source: ParkedWrite["source"]; kind: string; remoteId: string; trouble: Unreadable },
    ): Promise<void> =>
      park(db, {
        accountId: connection.accountId,
        connectionId: connection.id,
        source,
        kind,
        remoteId,
        errorKind: "unreadable",
        code: "unreadable_record",
        message: trouble.reason,
        remedy: "Look at the payload; once it is put right in the store, retry",
        payload: trouble.raw.slice(0, MOST_PAYLOAD),
        reference: {},
      }),
    /** The store no longer accepts our credentials: everything waits, nothing is lost, until the user has acted. */
    disconnect: async (connection: Connection, error: unknown): Promise<void> => {
      if (connection.status === "disconnected") return;
      const reason = wordsOf(error);
      await updateConnection(database.db, connection.id, { status: "disconnected", status_reason: reason });
      stores.forget(connection.id);
      onDisconnected(connection, reason);
    },
  };
}

const NAMELESS = "unknown-in-run-";

/** Stands for the id of a record that tells none; one card for each run that met such. */
export function namelessIn(runId: number): string {
  return NAMELESS + runId;
}

export function isNameless(remoteId: string): boolean {
  return remoteId.startsWith(NAMELESS);
}

/** Our sentence with the store's own behind it. */
export function wordsOf(error: unknown): string {
  const remote = error instanceof HubError ? error.details.remote?.message : undefined;
  const own = messageOf(error);
  return remote === undefined || own.includes(remote) ? own : `${own}: ${remote}`;
}
