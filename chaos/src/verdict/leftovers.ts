// Nothing waits that is overdue, and nothing lies parked: no fault of a campaign is one that a person would have to mend.
import type { CampaignDatabase } from "../database.ts";
import { type Check, stuck } from "./verdict.ts";

type Open = { readonly what: string };

const OPEN = `
  select 'outward work: ' || kind || ' ' || remote_id || coalesce(', ' || note, '') || ', due ' || (due_at - clock_timestamp()) as what
    from outward_work where state = 'waiting'
  union all select 'a thing to be read again: ' || kind || ' ' || remote_id || ', due ' || (due_at - clock_timestamp()) from rereads
  union all select 'a delivery: ' || kind || ' ' || remote_id || ' ' || state from deliveries where state in ('waiting', 'rereading')
  union all select 'a run: ' || kind || ' ' || state || coalesce(', ' || (error->>'message'), '') from runs where state in ('waiting', 'running')`;

const PARKED = `
  select 'parked: ' || source || ' ' || kind || ' ' || remote_id || ', ' || message as what from parked_work where resolved_at is null
  union all select 'the connection ' || public_id || ' is ' || status || coalesce(', ' || status_reason, '') from connections where status <> 'active'
  union all select 'a run: ' || kind || ' failed, ' || coalesce(error->>'message', '') from runs
    where state = 'failed' and cause <> 'request'
  union all select 'a job: ' || name || ' ' || state || ' ' || coalesce(singleton_key, '') from pgboss.job
    where state in ('created', 'retry', 'active') and start_after < now() - interval '3 minutes' and name not like '\\_\\_%'`;

/** What waits; empty once everything was worked off. */
export async function openWork(database: CampaignDatabase): Promise<readonly string[]> {
  return (await database.ask<Open>(OPEN)).map(({ what }) => what);
}

export async function checkLeftovers(database: CampaignDatabase): Promise<Check> {
  const parked = (await database.ask<Open>(PARKED)).map(({ what }) => what);
  const left = [...(await openWork(database)), ...parked];
  const [row] = await database.ask<{ count: number }>(
    "select (select count(*) from outward_work) + (select count(*) from runs) + (select count(*) from deliveries) as count",
  );
  return { name: "pieces of work that were done or put down", count: row?.count ?? 0, findings: left.map(stuck) };
}
