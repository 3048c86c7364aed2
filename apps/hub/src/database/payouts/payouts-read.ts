// Payouts held against the orders that they pay. Worked out anew each time: orders and their refunds come in when they come in.
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../database.ts";
import type { PayoutTables } from "./payout-tables.ts";

/** no_order: it is about none, such as an adjustment. not_comparable: the order knows no amount in the payout's currency. */
type MatchState = "matched" | "order_unknown" | "amount_differs" | "not_comparable" | "no_order";
export type PayoutState = Exclude<MatchState, "no_order">;

export type PayoutRow = {
  readonly id: number;
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly remote_id: string;
  readonly status: PayoutTables["payouts"]["status"];
  readonly currency: string;
  readonly gross_minor: number;
  readonly fee_minor: number;
  readonly net_minor: number;
  readonly issued_at: Date;
  readonly updated_at: Date;
  readonly state: PayoutState;
  readonly transaction_count: number;
  readonly matched: number;
  readonly order_unknown: number;
  readonly amount_differs: number;
  readonly not_comparable: number;
  /** What its transactions come to. */
  readonly amount_sum: number;
  readonly fee_sum: number;
  readonly net_sum: number;
  /** What went back to customers, as the platform counts it: below zero. */
  readonly refund_minor: number;
};

export type PayoutTransactionRow = {
  readonly id: number;
  readonly remote_id: string;
  readonly kind: PayoutTables["payout_transactions"]["kind"];
  readonly type: string;
  readonly order_remote_id: string | null;
  readonly amount_minor: number;
  readonly fee_minor: number;
  readonly net_minor: number;
  readonly at: Date;
  readonly order_id: number | null;
  readonly order_number: string | null;
  readonly platform: string;
  readonly state: MatchState;
  /** What the order says: its total, or what was paid back of it. */
  readonly expected_minor: number | null;
  /** What all payouts say of the same order together. */
  readonly found_minor: number | null;
};

export type PayoutQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly status: string | null;
  readonly state: string | null;
  readonly issuedFrom: Date | null;
  readonly issuedUntil: Date | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Last read first. */
export async function listPayouts(db: Db, query: PayoutQuery): Promise<readonly PayoutRow[]> {
  const conditions = [sql`p.account_id = ${query.accountId}`];
  if (query.connectionId !== null) conditions.push(sql`p.connection_id = ${query.connectionId}`);
  if (query.status !== null) conditions.push(sql`p.status = ${query.status}`);
  if (query.state !== null) conditions.push(sql`${PAYOUT_STATE} = ${query.state}`);
  if (query.issuedFrom !== null) conditions.push(sql`p.issued_at >= ${query.issuedFrom}`);
  if (query.issuedUntil !== null) conditions.push(sql`p.issued_at < ${query.issuedUntil}`);
  if (query.before !== null) conditions.push(sql`p.id < ${query.before}`);
  const { rows } = await sql<PayoutRow>`
    ${PAYOUTS} where ${sql.join(conditions, sql` and `)} order by p.id desc limit ${query.limit}::int`.execute(db);
  return rows;
}

export async function findPayout(db: Db, accountId: number, id: number): Promise<PayoutRow | undefined> {
  const { rows } = await sql<PayoutRow>`${PAYOUTS} where p.account_id = ${accountId} and p.id = ${id}`.execute(db);
  return rows[0];
}

export async function transactionsOfPayout(
  db: Db,
  accountId: number,
  id: number,
): Promise<readonly PayoutTransactionRow[]> {
  const { rows } = await sql<PayoutTransactionRow>`
    select j.* from payouts p cross join lateral (${JUDGED}) j
    where p.account_id = ${accountId} and p.id = ${id} order by j.at, j.id`.execute(db);
  return rows;
}

/** An amount of the order in the currency of the payout: its own, or the other side of a sale in two currencies. */
function inPayoutCurrency(own: string, other: string): RawBuilder<number | null> {
  return sql.raw(
    `case p.currency when o.currency then o.${own} when o.other_money ->> 'currency' then (o.other_money ->> '${other}')::bigint end`,
  );
}

/** The refunds on the side of the order's money that is in the payout's currency. */
const REFUNDS = sql`case p.currency when o.currency then o.refunds else o.other_money -> 'refunds' end`;

/**
 * The transactions of the payout `p`, each with its order. Charges of one order are added up over all payouts, because money may be
 * taken in parts; so are refunds, but one that the order lists by itself needs no other to fit.
 */
const JUDGED = sql<PayoutTransactionRow>`
  select t.id, t.remote_id, t.kind, t.type, t.order_remote_id, t.amount_minor, t.fee_minor, t.net_minor, t.at,
    o.id as order_id, o.number as order_number, c.platform, amounts.expected_minor, amounts.found_minor,
    case
      when t.order_remote_id is null then case t.kind when 'other' then 'no_order' else 'order_unknown' end
      when o.id is null then 'order_unknown'
      when t.kind = 'other' then 'matched'
      when amounts.expected_minor is null then 'not_comparable'
      when amounts.expected_minor = amounts.found_minor then 'matched'
      when t.kind = 'refund' and exists (
        select from jsonb_array_elements(${REFUNDS}) r where (r ->> 'totalMinor')::bigint = -t.amount_minor) then 'matched'
      else 'amount_differs'
    end as state
  from payout_transactions t
  join connections c on c.id = t.connection_id
  left join orders o on o.connection_id = t.connection_id and o.remote_id = t.order_remote_id
  left join lateral (
    select sum(a.amount_minor)::bigint as amount from payout_transactions a
    where a.connection_id = t.connection_id and a.order_remote_id = t.order_remote_id and a.kind = t.kind) told on true
  cross join lateral (select
    case t.kind when 'charge' then ${inPayoutCurrency("total_minor", "totalMinor")}
      when 'refund' then ${inPayoutCurrency("refunded_minor", "refundedMinor")} end as expected_minor,
    case t.kind when 'charge' then told.amount when 'refund' then -told.amount end as found_minor) amounts
  where t.payout_id = p.id`;

const PAYOUT_STATE = sql<PayoutState>`case
  when p.gross_minor - p.fee_minor <> p.net_minor or (p.gross_minor, p.fee_minor, p.net_minor) <> (s.amount_sum, s.fee_sum, s.net_sum)
    or s.amount_differs > 0 then 'amount_differs'
  when s.order_unknown > 0 then 'order_unknown'
  when s.not_comparable > 0 then 'not_comparable'
  else 'matched' end`;

const PAYOUTS = sql`
  select p.id, p.connection_id, connections.public_id as connection_public_id, p.remote_id, p.status, p.currency, p.gross_minor,
    p.fee_minor, p.net_minor, p.issued_at, p.updated_at, ${PAYOUT_STATE} as state, s.*
  from payouts p join connections on connections.id = p.connection_id
  cross join lateral (
    select count(*)::int as transaction_count,
      (count(*) filter (where j.state in ('matched', 'no_order')))::int as matched,
      (count(*) filter (where j.state = 'order_unknown'))::int as order_unknown,
      (count(*) filter (where j.state = 'amount_differs'))::int as amount_differs,
      (count(*) filter (where j.state = 'not_comparable'))::int as not_comparable,
      coalesce(sum(j.amount_minor), 0)::bigint as amount_sum, coalesce(sum(j.fee_minor), 0)::bigint as fee_sum,
      coalesce(sum(j.net_minor), 0)::bigint as net_sum,
      coalesce(sum(j.amount_minor) filter (where j.kind = 'refund'), 0)::bigint as refund_minor
    from (${JUDGED}) j) s`;
