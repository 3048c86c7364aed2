// Payouts as their store tells of them. What is told again changes nothing; what is told otherwise stands.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Scope } from "../orders/orders-write.ts";
import type { PayoutTables } from "./payout-tables.ts";

export type PayoutWrite = {
  readonly remoteId: string;
  readonly status: PayoutTables["payouts"]["status"];
  readonly currency: string;
  readonly grossMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly issuedAt: string;
  readonly hash: Buffer;
  readonly transactions: readonly TransactionWrite[];
};

type TransactionWrite = {
  readonly remoteId: string;
  readonly kind: PayoutTables["payout_transactions"]["kind"];
  readonly type: string;
  readonly orderRemoteId: string | null;
  readonly amountMinor: number;
  readonly feeMinor: number;
  readonly netMinor: number;
  readonly at: string;
};

type Changed = { readonly id: number; readonly remote_id: string; readonly is_new: boolean };

/** Remote ids must not repeat within one call, those of transactions neither. */
export async function upsertPayouts(
  db: Db,
  scope: Scope,
  payouts: readonly PayoutWrite[],
): Promise<{ readonly created: number; readonly updated: number }> {
  if (payouts.length === 0) return { created: 0, updated: 0 };
  const changed = await upsertHeads(db, scope, payouts);
  if (changed.length > 0) await replaceTransactions(db, scope, payouts, changed);
  const created = changed.filter((row) => row.is_new).length;
  return { created, updated: changed.length - created };
}

async function upsertHeads(db: Db, scope: Scope, payouts: readonly PayoutWrite[]): Promise<readonly Changed[]> {
  const rows = payouts.map(toHead).sort((one, other) => (one.remote_id < other.remote_id ? -1 : 1));
  const result = await sql<Changed>`
    insert into payouts as held (account_id, connection_id, remote_id, status, currency, gross_minor, fee_minor, net_minor, issued_at, hash)
    select ${scope.accountId}::int, ${scope.connectionId}::int, remote_id, status, currency, gross_minor, fee_minor, net_minor, issued_at,
      decode(hash, 'base64')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p(remote_id text, status text, currency text, gross_minor bigint,
      fee_minor bigint, net_minor bigint, issued_at timestamptz, hash text)
    on conflict (connection_id, remote_id) do update set
      status = excluded.status, currency = excluded.currency, gross_minor = excluded.gross_minor, fee_minor = excluded.fee_minor,
      net_minor = excluded.net_minor, issued_at = excluded.issued_at, hash = excluded.hash, updated_at = clock_timestamp()
    where held.hash <> excluded.hash
    returning id, remote_id, xmax = 0 as is_new`.execute(db);
  return result.rows;
}

/** A payout that failed is paid again: its transactions may have moved to another one since. */
async function replaceTransactions(
  db: Db,
  scope: Scope,
  payouts: readonly PayoutWrite[],
  changed: readonly Changed[],
): Promise<void> {
  const idOf = new Map(changed.map((row) => [row.remote_id, row.id]));
  const rows = payouts
    .flatMap(({ remoteId, transactions }) => transactions.map((each) => toRow(idOf.get(remoteId), each)))
    .filter((row) => row.payout_id !== undefined)
    .sort((one, other) => (one.remote_id < other.remote_id ? -1 : 1));
  await sql`
    insert into payout_transactions (account_id, connection_id, payout_id, remote_id, kind, type, order_remote_id, amount_minor,
      fee_minor, net_minor, at)
    select ${scope.accountId}::int, ${scope.connectionId}::int, payout_id, remote_id, kind, type, order_remote_id, amount_minor,
      fee_minor, net_minor, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(payout_id bigint, remote_id text, kind text, type text,
      order_remote_id text, amount_minor bigint, fee_minor bigint, net_minor bigint, at timestamptz)
    on conflict (connection_id, remote_id) do update set
      payout_id = excluded.payout_id, kind = excluded.kind, type = excluded.type, order_remote_id = excluded.order_remote_id,
      amount_minor = excluded.amount_minor, fee_minor = excluded.fee_minor, net_minor = excluded.net_minor, at = excluded.at`.execute(
    db,
  );
  const kept = rows.map((row) => row.remote_id);
  await sql`
    delete from payout_transactions where payout_id = any(${[...idOf.values()]}::bigint[])
      and not (remote_id = any(${kept}::text[]))`.execute(db);
}

function toHead(payout: PayoutWrite) {
  return {
    remote_id: payout.remoteId,
    status: payout.status,
    currency: payout.currency,
    gross_minor: payout.grossMinor,
    fee_minor: payout.feeMinor,
    net_minor: payout.netMinor,
    issued_at: payout.issuedAt,
    hash: payout.hash.toString("base64"),
  };
}

function toRow(payoutId: number | undefined, transaction: TransactionWrite) {
  return {
    payout_id: payoutId,
    remote_id: transaction.remoteId,
    kind: transaction.kind,
    type: transaction.type,
    order_remote_id: transaction.orderRemoteId,
    amount_minor: transaction.amountMinor,
    fee_minor: transaction.feeMinor,
    net_minor: transaction.netMinor,
    at: transaction.at,
  };
}
