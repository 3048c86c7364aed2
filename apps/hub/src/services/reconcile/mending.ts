// What differs is read again from the store, or told to it where the number is ours to say; then looked at once more.

import type { ResourceKind } from "../../connector-kit/contract.ts";
import type { IndexRef, StoreIndex } from "../../connector-kit/store-index.ts";
import type { Database } from "../../database/database.ts";
import { type HeldEntry, heldByIds } from "../../database/reconcile/reconcile-held.ts";
import {
  areRereadsOpen,
  areWishesOpen,
  countDrift,
  type DriftRow,
  openRows,
  settleRows,
} from "../../database/reconcile/reconcile-rows.ts";
import type { Domain, RowOutcome } from "../../database/reconcile/reconcile-tables.ts";
import { moveReconcile, noteDrift, type ReconcileRow } from "../../database/reconcile/reconciles.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Rereads } from "../sync/rereads.ts";
import { noIndex } from "./comparing.ts";
import { changedFields } from "./differences.ts";
import type { Position } from "./position.ts";
import type { StockTargets } from "./stock-targets.ts";
import { type Entry, toEntry } from "./thin-entries.ts";

const AT_ONCE = 100;
const KIND_OF: Readonly<Record<Domain, ResourceKind>> = { orders: "order", products: "product", customers: "customer" };

export function makeMending(
  database: Database,
  stores: Stores,
  rereads: Rereads,
  targets: StockTargets,
  alerts: Pick<Alerts, "raise" | "settle">,
) {
  /** `isLate`: some of the rows have not been read again in time. */
  async function look(
    connection: Connection,
    domain: Domain,
    rows: readonly DriftRow[],
    isLate: boolean,
  ): Promise<void> {
    const index = stores.open(connection, "work").index;
    if (!index) throw noIndex(connection);
    const ofStore = rows.filter(({ cure }) => cure === "reread");
    const refs = ofStore.map((row) => ({ remoteId: row.remote_id, parentRemoteId: row.parent_remote_id }));
    const listed = new Map((await someOf(index, domain, refs)).map((entry) => [entry.remoteId, entry]));
    const ids = rows.map((row) => row.remote_id);
    const held = new Map((await heldByIds(database.db, connection.id, domain, ids)).map((row) => [row.remote_id, row]));
    const reached = await targets.reached(
      connection,
      rows.filter(({ cure }) => cure === "wish"),
    );
    const outcomeFor = (row: DriftRow): RowOutcome => {
      if (row.cure === "wish") return reached.has(row.remote_id) ? "mended" : "apart";
      return outcomeOf(row, listed.get(row.remote_id), held.get(row.remote_id), isLate);
    };
    await settleRows(
      database.db,
      rows.map((row) => ({ id: row.id, outcome: outcomeFor(row) })),
    );
  }

  async function tell(connection: Connection, domain: Domain, left: number): Promise<void> {
    const { id: connectionId, accountId } = connection;
    const key = { accountId, connectionId, code: "drift", subject: domain } as const;
    await database.transaction(async (db) => {
      if (left === 0) return alerts.settle(db, key);
      const title = `${left} ${domain} of ${connection.name} differ from the store`;
      const detail =
        "They were read again and still differ. The report of the sweep names each of them; what could not be read stands in the inbox of parked work.";
      await alerts.raise(db, { ...key, title, detail });
    });
  }

  return {
    /** Has all rows read again; the place is kept with them. True when there are none left to ask for. */
    ask: async (sweep: ReconcileRow, connection: Connection, from: Position): Promise<boolean> => {
      const rows = await openRows(database.db, sweep.id, from.domain, from.row, AT_ONCE * 10);
      const last = rows.at(-1);
      if (!last) return true;
      await database.transaction(async (db) => {
        const ofStore = rows.filter(({ cure }) => cure === "reread");
        const ids = [...new Set(ofStore.map((row) => row.parent_remote_id ?? row.remote_id))];
        await rereads.ask(db, connection, KIND_OF[from.domain], ids, "drift");
        await targets.tell(
          db,
          connection,
          rows.filter(({ cure }) => cure === "wish"),
        );
        await moveReconcile(db, sweep.id, { ...from, row: last.id });
      });
      return false;
    },
    /** Whether something that was asked for has not come yet. */
    isWaiting: async (sweep: ReconcileRow, { domain, waitUntil }: Position, now: Date): Promise<boolean> => {
      if (waitUntil !== null && now > new Date(waitUntil)) return false;
      return (
        (await areRereadsOpen(database.db, sweep.id, domain, KIND_OF[domain])) ||
        (await areWishesOpen(database.db, sweep.id, domain))
      );
    },
    /** Compares the rows once more. True when none is left. */
    verify: async (sweep: ReconcileRow, connection: Connection, { domain }: Position): Promise<boolean> => {
      const rows = await openRows(database.db, sweep.id, domain, 0, AT_ONCE);
      if (rows.length === 0) return true;
      await look(connection, domain, rows, await areRereadsOpen(database.db, sweep.id, domain, KIND_OF[domain]));
      return false;
    },
    close: async (sweep: ReconcileRow, connection: Connection, domain: Domain): Promise<void> => {
      const drift = await countDrift(database.db, sweep.id, domain);
      await noteDrift(database.db, sweep.id, domain, drift);
      await tell(connection, domain, drift.after);
    },
  };
}

function outcomeOf(
  { finding }: DriftRow,
  listed: Entry | undefined,
  held: HeldEntry | undefined,
  isLate: boolean,
): RowOutcome {
  const isHeld = held !== undefined && !held.deleted;
  // Read again by its id it was there all the time: some lists leave things out, such as orders whose status no plugin knows.
  if (listed === undefined && isHeld) return finding === "missing_there" && !isLate ? "unlisted" : "apart";
  if (listed === undefined) return "mended";
  return isHeld && Object.keys(changedFields(listed, held)).length === 0 ? "mended" : "apart";
}

async function someOf(index: StoreIndex, domain: Domain, refs: readonly IndexRef[]): Promise<readonly Entry[]> {
  if (domain === "orders") return (await index.orders.some(refs)).map((thin) => toEntry(domain, thin));
  if (domain === "products") return (await index.products.some(refs)).map((thin) => toEntry(domain, thin));
  return ((await index.customers?.some(refs)) ?? []).map((thin) => toEntry(domain, thin));
}
