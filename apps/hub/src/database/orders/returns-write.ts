// Returns of orders as their store shows them. The orders are locked, or were made just now, so nobody else writes the same ones.
import type { OrderReturn, ReturnStatus } from "@logix/model";
import { sql } from "kysely";
import type { Db } from "../database.ts";

type Scope = { readonly accountId: number; readonly connectionId: number };
export type ReturnsWrite = { readonly orderId: number; readonly returns: readonly OrderReturn[] };

export type WrittenReturn = {
  readonly id: number;
  readonly order_id: number;
  readonly remote_id: string;
  readonly number: string;
  readonly status: ReturnStatus;
  /** Null for one that was not known. */
  readonly was: ReturnStatus | null;
};

/** One that a store no longer shows stays as it was: stores call returns off, they do not delete them. */
export async function writeReturns(
  db: Db,
  scope: Scope,
  orders: readonly ReturnsWrite[],
): Promise<readonly WrittenReturn[]> {
  const rows = orders.flatMap(({ orderId, returns }) => returns.map((each) => ({ orderId, each })));
  if (rows.length === 0) return [];
  const written = await writeHeads(db, scope, rows);
  const idOf = new Map(written.map((row) => [row.remote_id, row.id]));
  await writeLines(
    db,
    scope,
    rows.map(({ each }) => ({ returnId: idOf.get(each.remoteId), lines: each.lines })),
  );
  await forgetReturnNotes(
    db,
    rows.map(({ orderId }) => orderId),
  );
  return written;
}

type Row = { readonly orderId: number; readonly each: OrderReturn };

async function writeHeads(db: Db, scope: Scope, rows: readonly Row[]): Promise<readonly WrittenReturn[]> {
  const { rows: written } = await sql<WrittenReturn>`
    with source as (
      select * from jsonb_to_recordset(${JSON.stringify(rows.map(toHead))}::jsonb) as r(order_id bigint, remote_id text, number text,
        status text, note text, refund_remote_ids text[], requested_at timestamptz, opened_at timestamptz, closed_at timestamptz)
    ),
    before as (
      select remote_id, status from order_returns
      where connection_id = ${scope.connectionId} and remote_id in (select remote_id from source)
    ),
    stored as (
      insert into order_returns (account_id, connection_id, order_id, remote_id, number, status, note, refund_remote_ids, requested_at,
        opened_at, closed_at)
      select ${scope.accountId}::int, ${scope.connectionId}::int, order_id, remote_id, number, status, note, refund_remote_ids,
        requested_at, opened_at, closed_at
      from source order by remote_id
      on conflict (connection_id, remote_id) do update set
        order_id = excluded.order_id, number = excluded.number, status = excluded.status, note = excluded.note,
        refund_remote_ids = excluded.refund_remote_ids, requested_at = excluded.requested_at, opened_at = excluded.opened_at,
        closed_at = excluded.closed_at
      returning id, order_id, remote_id, number, status
    )
    select stored.*, before.status as was from stored left join before using (remote_id) order by stored.id`.execute(
    db,
  );
  return written;
}

/** Lines that vanished go, the others keep their row. */
async function writeLines(
  db: Db,
  { accountId }: Scope,
  returns: readonly { readonly returnId: number | undefined; readonly lines: OrderReturn["lines"] }[],
): Promise<void> {
  const rows = returns.flatMap(({ returnId, lines }) =>
    lines.map((line, position) => toLine(line, returnId, position)),
  );
  await sql`
    with source as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(return_id bigint, remote_id text, position smallint,
        line_remote_id text, sku text, quantity numeric, reason text, note text)
    ),
    gone as (
      delete from order_return_lines held where held.return_id = any(${returns.map(({ returnId }) => returnId)}::bigint[])
        and not exists (select from source where source.return_id = held.return_id and source.remote_id = held.remote_id)
    )
    insert into order_return_lines (account_id, return_id, remote_id, position, line_remote_id, sku, quantity, reason, note)
    select ${accountId}::int, return_id, remote_id, position, line_remote_id, sku, quantity, reason, note from source
    on conflict (return_id, remote_id) do update set
      position = excluded.position, line_remote_id = excluded.line_remote_id, sku = excluded.sku, quantity = excluded.quantity,
      reason = excluded.reason, note = excluded.note`.execute(db);
}

/** What people wrote to returns, of those of these orders whose person was taken out of them. */
export async function forgetReturnNotes(db: Db, orderIds: readonly number[]): Promise<void> {
  if (orderIds.length === 0) return;
  await sql`
    with erased as (
      update order_returns set note = '' from orders
      where order_returns.order_id = any(${orderIds}::bigint[]) and orders.id = order_returns.order_id
        and orders.erased_at is not null
      returning order_returns.id
    )
    update order_return_lines set note = '' where return_id in (select id from erased)`.execute(db);
}

function toHead({ orderId, each }: Row) {
  return {
    order_id: orderId,
    remote_id: each.remoteId,
    number: each.number,
    status: each.status,
    note: each.note,
    refund_remote_ids: each.refundRemoteIds,
    requested_at: each.requestedAt,
    opened_at: each.openedAt,
    closed_at: each.closedAt,
  };
}

function toLine(line: OrderReturn["lines"][number], returnId: number | undefined, position: number) {
  return {
    return_id: returnId,
    remote_id: line.remoteId,
    position,
    line_remote_id: line.lineRemoteId,
    sku: line.sku,
    quantity: line.quantity,
    reason: line.reason,
    note: line.note,
  };
}
