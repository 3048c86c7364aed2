// Payouts for those who ask: what was paid out, what it is made of, and what of it does not add up.
import { HubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import {
  findPayout,
  listPayouts,
  type PayoutRow,
  type PayoutState,
  type PayoutTransactionRow,
  transactionsOfPayout,
} from "../../database/payouts/payouts-read.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import type { Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";

export type PayoutFilter = {
  readonly connection?: string | undefined;
  readonly status?: PayoutRow["status"] | undefined;
  readonly state?: PayoutState | undefined;
  readonly issuedFrom?: Date | undefined;
  readonly issuedUntil?: Date | undefined;
};

export type PayoutTransaction = PayoutTransactionRow & { readonly orderDisplayNumber: string | null };
export type PayoutDetail = { readonly payout: PayoutRow; readonly transactions: readonly PayoutTransaction[] };

const REPORT_PAGE = 50;

export type Payouts = ReturnType<typeof makePayouts>;

export function makePayouts(database: Database, stores: Stores, connections: Connections) {
  async function list(principal: Principal, request: PageRequest & PayoutFilter): Promise<Page<PayoutRow>> {
    const { accountId } = principal;
    const { limit, cursor, status = null, state = null, issuedFrom = null, issuedUntil = null } = request;
    const connectionId = await connections.idOf(principal, request.connection);
    const before = idOfCursor(cursor) ?? null;
    const query = { accountId, connectionId, status, state, issuedFrom, issuedUntil, before, limit: limit + 1 };
    return toPage(await database.asAccount(accountId, (db) => listPayouts(db, query)), limit);
  }

  /** @throws HubError `missing` */
  function get({ accountId }: Principal, id: number): Promise<PayoutDetail> {
    return database.asAccount(accountId, async (db) => {
      const payout = await findPayout(db, accountId, id);
      if (!payout) throw new HubError("missing", `There is no payout ${id}`, { code: "payout_unknown" });
      const rows = await transactionsOfPayout(db, accountId, id);
      return { payout, transactions: rows.map(withDisplayNumber) };
    });
  }

  function withDisplayNumber(row: PayoutTransactionRow): PayoutTransaction {
    const prefix = stores.connectorOf(row.platform).orderPrefix;
    return { ...row, orderDisplayNumber: row.order_number === null ? null : prefix + row.order_number };
  }

  /** For a report, which is under way before its end is read: what is wrong with the filter is said here. @throws HubError `missing` */
  async function all(principal: Principal, filter: PayoutFilter): Promise<AsyncIterable<PayoutDetail>> {
    await connections.idOf(principal, filter.connection);
    return pageByPage(principal, filter);
  }

  async function* pageByPage(principal: Principal, filter: PayoutFilter): AsyncGenerator<PayoutDetail> {
    let cursor: string | undefined;
    do {
      const page = await list(principal, { ...filter, limit: REPORT_PAGE, cursor });
      for (const { id } of page.items) yield get(principal, id);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  return { list, get, all };
}
