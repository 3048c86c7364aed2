// Sweeps, the rows that they named, and drift over time, for those who ask.
import { HubError } from "@logix/model";
import { findWatch, setReconcileInterval } from "../../database/connections/watches.ts";
import type { Database } from "../../database/database.ts";
import { type DriftRow, listRows } from "../../database/reconcile/reconcile-rows.ts";
import type { DomainRow } from "../../database/reconcile/reconciles.ts";
import {
  domainsOf,
  driftHistory,
  listReconciles,
  type OwnReconcileRow,
} from "../../database/reconcile/reconciles-read.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Principal } from "../principal.ts";

export type ReconcileDetail = { readonly row: OwnReconcileRow; readonly domains: readonly DomainRow[] };

export type Drift = {
  readonly connection: { readonly id: number; readonly publicId: string };
  readonly intervalMinutes: number;
  readonly changesUntold: number;
  /** Newest first. */
  readonly history: readonly DomainRow[];
};

const DEFAULT_INTERVAL_MINUTES = 1440;
const MOST_HISTORY = 300;
const ROWS_AT_ONCE = 1000;

export type ReconcileQueries = ReturnType<typeof makeReconcileQueries>;

export function makeReconcileQueries(database: Database, connections: Connections) {
  async function get({ accountId }: Principal, id: number): Promise<ReconcileDetail> {
    return database.asAccount(accountId, async (db) => {
      const [row] = await listReconciles(db, { accountId, connectionId: null, id, before: null, limit: 1 });
      if (!row) throw new HubError("missing", `There is no reconcile ${id}`, { code: "reconcile_unknown" });
      return { row, domains: await domainsOf(db, accountId, [id]) };
    });
  }

  function rowsAfter(accountId: number, reconcileId: number, after: number, limit: number) {
    return database.asAccount(accountId, (db) => listRows(db, { accountId, reconcileId, after, limit }));
  }

  return {
    get,
    /** Newest first. */
    list: async (
      principal: Principal,
      { connection, cursor, limit }: PageRequest & { readonly connection?: string | undefined },
    ): Promise<{ readonly items: readonly ReconcileDetail[]; readonly nextCursor: string | null }> => {
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, connection);
      const query = { accountId, connectionId, id: null, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return database.asAccount(accountId, async (db) => {
        const { items, nextCursor } = toPage(await listReconciles(db, query), limit);
        const domains = await domainsOf(
          db,
          accountId,
          items.map(({ id }) => id),
        );
        const detail = (row: OwnReconcileRow) => ({
          row,
          domains: domains.filter(({ reconcile_id: id }) => id === row.id),
        });
        return { items: items.map(detail), nextCursor };
      });
    },
    /** In the order in which they were found. */
    rows: async (principal: Principal, id: number, { cursor, limit }: PageRequest): Promise<Page<DriftRow>> => {
      await get(principal, id);
      return toPage(await rowsAfter(principal.accountId, id, idOfCursor(cursor) ?? 0, limit + 1), limit);
    },
    /** All of them, in pieces, so that a report of any length stays small here. */
    allRows: async function* ({ accountId }: Principal, id: number): AsyncGenerator<readonly DriftRow[]> {
      for (let after = 0; ; ) {
        const rows = await rowsAfter(accountId, id, after, ROWS_AT_ONCE);
        if (rows.length > 0) yield rows;
        const last = rows.at(-1);
        if (!last || rows.length < ROWS_AT_ONCE) return;
        after = last.id;
      }
    },
    drift: async (principal: Principal, id: string): Promise<Drift> => {
      const { id: connectionId, public_id: publicId } = await connections.row(principal, id);
      const { accountId } = principal;
      return database.asAccount(accountId, async (db) => {
        const watch = await findWatch(db, connectionId);
        return {
          connection: { id: connectionId, publicId },
          intervalMinutes: watch?.reconcile_interval_minutes ?? DEFAULT_INTERVAL_MINUTES,
          changesUntold: watch?.changes_untold ?? 0,
          history: await driftHistory(db, accountId, connectionId, MOST_HISTORY),
        };
      });
    },
    setInterval: async (principal: Principal, id: string, minutes: number): Promise<void> => {
      const { id: connectionId, public_id: publicId } = await connections.row(principal, id);
      const { accountId } = principal;
      await database.asAccount(accountId, async (db) => {
        await setReconcileInterval(db, { id: connectionId, accountId }, minutes);
        await record(db, principal, "connection.reconcile_interval_set", `connection:${publicId}`, { minutes });
      });
    },
  };
}
