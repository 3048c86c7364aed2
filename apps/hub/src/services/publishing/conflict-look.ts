// Looks for conflicts without writing on either side: what both sides once had the same is asked of the store anew.

import type { Database } from "../../database/database.ts";
import { commonStatesAfter } from "../../database/publishing/common-states.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Patience, Stores } from "../connections/stores.ts";
import { noteConflicts } from "./conflict-sieve.ts";
import { catalogueOf } from "./exporter.ts";
import { compareShown, type ImportSieve } from "./import-sieve.ts";
import { refuseInactive } from "./mapping-rules.ts";

const MOST_AT_ONCE = 100;

type Parts = {
  readonly database: Database;
  readonly stores: Stores;
  readonly alerts: Pick<Alerts, "raise" | "settle">;
  readonly sieve: ImportSieve;
};

type Looked = {
  readonly looked: number;
  readonly opened: number;
  /** The last product that was looked at; null where none is left. */
  readonly last: number | null;
};

export type ConflictLook = ReturnType<typeof makeConflictLook>;

export function makeConflictLook({ database, stores, alerts, sieve }: Parts) {
  /** At the products behind `after`, as many as go into one question. */
  async function lookOn(connection: Connection, after: number, patience: Patience): Promise<Looked> {
    const writer = catalogueOf(stores, connection, patience);
    const bases = await commonStatesAfter(database.db, connection.id, { productId: after, limit: MOST_AT_ONCE });
    if (bases.length === 0) return { looked: 0, opened: 0, last: null };
    const listings = bases.map((base) => ({ remoteId: base.remote_id, parentRemoteId: base.parent_remote_id }));
    const shown = [...(await writer.show(listings)).values()].flatMap((state) => ("gone" in state ? [] : [state]));
    const opened = await database.transaction(async (db) => {
      const ruled = await sieve.rule(db, connection, await compareShown(db, connection, shown));
      return noteConflicts(db, alerts, connection, ruled);
    });
    const isLast = bases.length < MOST_AT_ONCE;
    return { looked: bases.length, opened, last: isLast ? null : (bases.at(-1)?.product_id ?? null) };
  }

  return {
    /** Whether there is anything to ask the store about. */
    canLook: (connection: Connection): boolean => stores.open(connection, "work").catalogue !== undefined,
    lookOn,
    /** At every product that both sides once had the same. */
    look: async (connection: Connection): Promise<{ readonly looked: number; readonly opened: number }> => {
      refuseInactive(connection);
      const sum = { looked: 0, opened: 0 };
      for (let after: number | null = 0; after !== null; ) {
        const part = await lookOn(connection, after, "request");
        sum.looked += part.looked;
        sum.opened += part.opened;
        after = part.last;
      }
      return sum;
    },
  };
}
