// How far each kind of thing has got in an account, as one short text each: another text, and something has changed.
// Each is an index away, so that it can be asked every second while somebody looks.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type ChangeMarks = Readonly<
  Record<
    "orders" | "runs" | "parked" | "deliveries" | "connections" | "stock" | "customers" | "products" | "alerts",
    string | null
  >
>;

/** Counters of a run move while it runs; of runs only the newest are shown live. */
const NEWEST = 30;

export async function selectChangeMarks(db: Db, accountId: number): Promise<ChangeMarks | undefined> {
  const { rows } = await sql<ChangeMarks>`
    select
      (select max(updated_at)::text from orders where account_id = ${accountId}) as orders,
      (select md5(string_agg(concat_ws(':', id, state, seen, attempts), ',')) from
        (select id, state, seen, attempts from runs where account_id = ${accountId} order by id desc limit ${NEWEST}) newest) as runs,
      (select concat(max(id), '-', max(resolved_at), '-', count(*) filter (where resolved_at is null)) from
        (select id, resolved_at from parked_work where account_id = ${accountId} order by id desc limit 200) newest) as parked,
      (select md5(string_agg(concat_ws(':', id, state, copies), ',')) from
        (select id, state, copies from deliveries where account_id = ${accountId} order by id desc limit ${NEWEST}) newest) as deliveries,
      (select concat(count(*), '-', max(updated_at), '-', max(last_sync_at)) from connections
        where account_id = ${accountId} and deleted_at is null) as connections,
      (select max(id)::text from stock_movements where account_id = ${accountId}) as stock,
      (select max(id)::text from customers where account_id = ${accountId}) as customers,
      (select max(id)::text from product_history where account_id = ${accountId}) as products,
      (select md5(string_agg(concat_ws(':', id, times, settled_at, acknowledged_at, snoozed_until), ',')) from
        (select * from alerts where account_id = ${accountId} order by id desc limit ${NEWEST}) newest) as alerts`.execute(
    db,
  );
  return rows[0];
}
