// From where each order is sent and why, newest last; and what of an order the rules ask about.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type DecisionRow = Selectable<Tables["routing_decisions"]>;

export type DecisionWrite = {
  readonly orderId: number;
  readonly rulesVersion: number;
  readonly cause: DecisionRow["cause"];
  readonly state: DecisionRow["state"];
  readonly parts: readonly object[];
  readonly oversold: readonly object[];
  readonly steps: readonly object[];
  readonly actor: string;
  readonly reason: string | null;
};

export async function insertDecisions(db: Db, accountId: number, decisions: readonly DecisionWrite[]): Promise<void> {
  if (decisions.length === 0) return;
  await sql`
    insert into routing_decisions (account_id, order_id, rules_version, cause, state, parts, oversold, steps, actor, reason)
    select ${accountId}::int, "orderId", "rulesVersion", cause, state, parts, oversold, steps, actor, reason
    from jsonb_to_recordset(${JSON.stringify(decisions)}::jsonb) as d("orderId" bigint, "rulesVersion" int, cause text,
      state text, parts jsonb, oversold jsonb, steps jsonb, actor text, reason text)`.execute(db);
}

/** Newest first. */
export function decisionsOf(db: Db, orderId: number, limit: number): Promise<DecisionRow[]> {
  return db
    .selectFrom("routing_decisions")
    .selectAll()
    .where("order_id", "=", orderId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
}

export type RoutableOrder = {
  readonly id: number;
  readonly connection_id: number;
  readonly number: string;
  readonly status: string;
  readonly country: string;
  readonly region: string;
  readonly postcode: string;
  readonly total_minor: number;
  readonly currency: string;
  readonly custom: Readonly<Record<string, unknown>> | null;
};

// Where it goes to; to the buyer where no other address is given.
const FACTS = sql.raw(`id, connection_id, number, status,
  coalesce(nullif(shipping->>'country', ''), billing->>'country', '') as country,
  case when coalesce(shipping->>'country', '') = '' then coalesce(billing->>'region', '') else coalesce(shipping->>'region', '') end as region,
  case when coalesce(shipping->>'country', '') = '' then coalesce(billing->>'postcode', '') else coalesce(shipping->>'postcode', '') end as postcode,
  total_minor, currency, custom`);

export async function routableOrders(
  db: Db,
  accountId: number,
  orderIds: readonly number[],
): Promise<readonly RoutableOrder[]> {
  const { rows } = await sql<RoutableOrder>`
    select ${FACTS} from orders where account_id = ${accountId} and id = any(${orderIds}::bigint[]) order by id`.execute(
    db,
  );
  return rows;
}

/** The last orders that would be or were sent, oldest first. */
export async function lastRoutableOrders(db: Db, accountId: number, limit: number): Promise<readonly RoutableOrder[]> {
  const { rows } = await sql<RoutableOrder>`
    select * from (
      select ${FACTS} from orders
      where account_id = ${accountId} and status <> 'CANCELLED' and deleted_at is null and archived_at is null
        and exists (select from order_lines line where line.order_id = orders.id and line.kind = 'product' and line.sku is not null)
      order by id desc limit ${limit}
    ) last order by id`.execute(db);
  return rows;
}
