// Sweeps and drift for those who ask.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Domain } from "./reconcile-tables.ts";
import type { DomainRow, ReconcileRow } from "./reconciles.ts";

export type OwnReconcileRow = ReconcileRow & { readonly connection_public_id: string };

export type ReconcileQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly id: number | null;
  readonly before: number | null;
  readonly limit: number;
};

export async function listReconciles(db: Db, query: ReconcileQuery): Promise<readonly OwnReconcileRow[]> {
  return db
    .selectFrom("reconciles")
    .innerJoin("connections", "connections.id", "reconciles.connection_id")
    .selectAll("reconciles")
    .select("connections.public_id as connection_public_id")
    .where("reconciles.account_id", "=", query.accountId)
    .$if(query.connectionId !== null, (rows) => rows.where("reconciles.connection_id", "=", query.connectionId ?? 0))
    .$if(query.id !== null, (rows) => rows.where("reconciles.id", "=", query.id ?? 0))
    .$if(query.before !== null, (rows) => rows.where("reconciles.id", "<", query.before ?? 0))
    .orderBy("reconciles.id", "desc")
    .limit(query.limit)
    .execute();
}

export async function domainsOf(db: Db, accountId: number, ids: readonly number[]): Promise<readonly DomainRow[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom("reconcile_domains")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("reconcile_id", "in", [...ids])
    .orderBy("reconcile_id", "desc")
    .orderBy("position")
    .execute();
}

/** What each sweep of a connection found, newest first. */
export async function driftHistory(db: Db, accountId: number, connectionId: number, limit: number) {
  return db
    .selectFrom("reconcile_domains")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("connection_id", "=", connectionId)
    .where("finished_at", "is not", null)
    .orderBy("reconcile_id", "desc")
    .orderBy("position")
    .limit(limit)
    .execute();
}

export type LatestDrift = {
  readonly connection: string;
  readonly domain: Domain;
  readonly drift_before: number;
  readonly drift_after: number;
};

/** Of all accounts: for whoever watches the process. */
export async function latestDrift(db: Db): Promise<readonly LatestDrift[]> {
  const { rows } = await sql<LatestDrift>`
    select c.public_id as connection, d.domain, d.drift_before, d.drift_after
    from connections c
      cross join unnest(array['orders', 'products', 'customers']) as asked(domain)
      cross join lateral (
        select domain, drift_before, drift_after from reconcile_domains
        where connection_id = c.id and domain = asked.domain and finished_at is not null
        order by reconcile_id desc limit 1) d
    where c.deleted_at is null`.execute(db);
  return rows;
}
