// Work that a person has to look at, and connections that wait for their user: written down in words that help.
import { HubError, messageOf } from "@logix/model";
import type { Unreadable } from "../../connector-kit/contract.ts";
import { updateConnection } from "../../database/connections/connections.ts";
import type { Database, Db } from "../../database/database.ts";
import { type ParkedWrite, park } from "../../database/sync/parked-work.ts";
import { settleWork, type WorkRow } from "../../database/sync/work.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { titleOfTrouble } from "./parked-words.ts";
import { maskedText } from "./redaction.ts";

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

type FailedDelivery = {
  readonly id: number;
  readonly kind: string;
  readonly remote_id: string;
  readonly body: string;
};

export type Parking = ReturnType<typeof makeParking>;

export function makeParking(
  database: Database,
  stores: Stores,
  alerts: Pick<Alerts, "raise">,
  onDisconnected: (connection: Connection, reason: string) => void,
) {
  async function write(db: Db, work: ParkedWrite): Promise<void> {
    await park(db, { ...work, payload: work.payload?.slice(0, MOST_PAYLOAD) ?? null });
    await alerts.raise(db, {
      accountId: work.accountId,
      connectionId: work.connectionId,
      code: "parked_work",
      subject: work.code ?? work.errorKind,
      title: titleOfTrouble(work),
      detail: [maskedText(work.message), work.remedy].filter((words) => words !== null).join(". "),
    });
  }

  function failed(db: Db, connection: Connection, failure: Failure): Promise<void> {
    const { source, kind, remoteId, error, payload, reference } = failure;
    const known = error instanceof HubError ? error : undefined;
    return write(db, {
      accountId: connection.accountId,
      connectionId: connection.id,
      source,
      kind,
      remoteId,
      errorKind: known?.kind ?? "unreachable",
      code: known?.details.remote?.code ?? known?.details.code ?? null,
      message: wordsOf(error),
      remedy: known?.details.remedy ?? null,
      payload: payload ?? null,
      reference: reference ?? {},
    });
  }

  return {
    failed,
    /** What a store was to be told and refuses: parked, and the wish waits for a person with it. */
    wishesFailed: async (db: Db, connection: Connection, work: readonly WorkRow[], error: unknown): Promise<void> => {
      for (const { id, kind, remote_id: remoteId, wish } of work) {
        const payload = JSON.stringify(wish);
        await failed(db, connection, { source: "outward", kind, remoteId, error, payload, reference: { workId: id } });
      }
      const note = wordsOf(error);
      await settleWork(
        db,
        work.map(({ id, version }) => ({ id, version, state: "parked", note })),
      );
    },
    /** A delivery that cannot be applied; the thing can be read from the store instead. */
    deliveryFailed: (db: Db, connection: Connection, delivery: FailedDelivery, error: unknown): Promise<void> =>
      write(db, {
        accountId: connection.accountId,
        connectionId: connection.id,
        source: "delivery",
        kind: delivery.kind,
        remoteId: delivery.remote_id,
        errorKind: "unreadable",
        code: "delivery_failed",
        message: messageOf(error),
        remedy: "Retry: the thing is then read from the store again",
        payload: delivery.body,
        reference: { deliveryId: delivery.id },
      }),
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
      write(db, {
        accountId: connection.accountId,
        connectionId: connection.id,
        source,
        kind,
        remoteId,
        errorKind: "unreadable",
        code: "unreadable_record",
        message: trouble.reason,
        remedy: "Look at the payload; once it is put right in the store, retry",
        payload: trouble.raw,
        reference: {},
      }),
    /** The store no longer accepts our credentials: everything waits, nothing is lost, until the user has acted. */
    disconnect: async (connection: Connection, error: unknown): Promise<void> => {
      if (connection.status === "disconnected") return;
      const reason = wordsOf(error);
      await database.transaction(async (db) => {
        await updateConnection(db, connection.id, { status: "disconnected", status_reason: reason });
        const { accountId, id: connectionId } = connection;
        const detail = `${maskedText(reason)}. Everything for it waits. Enter new credentials in the connection, or test it once it is put right.`;
        const title = "The store does not let us in any more";
        await alerts.raise(db, { accountId, connectionId, code: "connection_cut_off", subject: "", title, detail });
      });
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

/** Whether the store can be asked for this one thing; a payout is only met in the list of all. */
export function canBeReadAlone({ kind, remote_id }: { readonly kind: string; readonly remote_id: string }): boolean {
  return kind !== "payout" && !isNameless(remote_id);
}

/** Our sentence with the store's own behind it. */
export function wordsOf(error: unknown): string {
  const remote = error instanceof HubError ? error.details.remote?.message : undefined;
  const own = messageOf(error);
  return remote === undefined || own.includes(remote) ? own : `${own}: ${remote}`;
}
