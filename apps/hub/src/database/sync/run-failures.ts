// What a run could not do, whatever kind of run it was: rows of a bulk, products on their way, records that were parked.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { OwnRunRow } from "./runs-read.ts";

export type RunFailure = {
  /** A row of the input, a SKU, or the store's id. */
  readonly subject: string;
  readonly message: string;
  readonly remedy: string | null;
  /** The card in the inbox, where there is one. */
  readonly parked_id: number | null;
  readonly product_id: number | null;
};

/** In the order in which they happened. */
export function failuresOf(db: Db, run: OwnRunRow, limit: number): Promise<readonly RunFailure[]> {
  if (run.kind === "bulk") return ofBulk(db, run.id, limit);
  if (run.kind === "export" || run.kind === "import") return ofItems(db, run.id, limit);
  return ofReading(db, run, limit);
}

async function ofBulk(db: Db, runId: number, limit: number): Promise<readonly RunFailure[]> {
  const { rows } = await sql<RunFailure>`
    select concat_ws(' · ', 'row ' || result."row", result.sku, result.field) as subject, coalesce(result.message, '') as message,
      null as remedy, null::bigint as parked_id, result."productId" as product_id
    from bulk_parts part, jsonb_to_recordset(part.results) as result("row" int, sku text, "productId" int, outcome text, message text, field text)
    where part.run_id = ${runId} and result.outcome = 'failed' order by part.part, result."row" limit ${limit}`.execute(
    db,
  );
  return rows;
}

async function ofItems(db: Db, runId: number, limit: number): Promise<readonly RunFailure[]> {
  const { rows } = await sql<RunFailure>`
    select coalesce(nullif(product.sku, ''), item.remote_id, 'product ' || item.product_id) as subject,
      coalesce(item.message, '') as message, null as remedy, null::bigint as parked_id, item.product_id
    from run_items item left join products product on product.id = item.product_id
    where item.run_id = ${runId} and item.outcome = 'failed' order by item.id limit ${limit}`.execute(db);
  return rows;
}

/** Kinds of runs are named in the plural, what they park in the singular. */
async function ofReading(db: Db, run: OwnRunRow, limit: number): Promise<readonly RunFailure[]> {
  if (run.failed === 0) return [];
  const { rows } = await sql<RunFailure>`
    select remote_id as subject, message, remedy, id as parked_id, null::int as product_id from parked_work
    where connection_id = ${run.connection_id} and source = 'page' and kind || 's' = ${run.kind}
      and parked_at >= ${run.started_at ?? run.created_at} and parked_at <= coalesce(${run.finished_at}::timestamptz, clock_timestamp())
    order by id limit ${limit}`.execute(db);
  return rows;
}
