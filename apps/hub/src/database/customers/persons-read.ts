// Customers that may be the same human, and those that somebody has said are.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type PersonRow = Selectable<Tables["persons"]>;
export type Ground = "email" | "phone" | "name";

/** Compared as they stand here and nowhere else: equal is the same text after this, never a part of it. */
const NORMAL = sql.raw(`
  nullif(lower(btrim(email)), '') as mail,
  nullif(regexp_replace(regexp_replace(phone, '\\D', '', 'g'), '^0+', ''), '') as phone_digits,
  nullif(lower(regexp_replace(btrim(first_name || ' ' || last_name), '\\s+', ' ', 'g')), '') as full_name,
  lower(regexp_replace(coalesce(nullif(billing->>'postcode', ''), shipping->>'postcode', ''), '\\s', '', 'g')) as postcode`);

export type Likeness = {
  readonly id: number;
  readonly person_id: number | null;
  readonly mail: string | null;
  readonly phone_digits: string | null;
  readonly full_name: string | null;
  readonly postcode: string;
  readonly is_masked: boolean;
  readonly is_gone: boolean;
};

/** Locks them, in an order that all share. `masked`: a regular expression of addresses that hide who is behind them. */
export async function lockLikeness(db: Db, ids: readonly number[], masked: string): Promise<readonly Likeness[]> {
  const { rows } = await sql<Likeness>`
    select id, person_id, ${NORMAL}, email ~* ${masked} as is_masked, erased_at is not null as is_gone
    from customers where id = any(${ids}::bigint[]) order by id for update`.execute(db);
  return rows;
}

/** Whoever else merges customers with one of these addresses waits until the transaction ends. */
export async function lockEmails(db: Db, accountId: number, ids: readonly number[]): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(h) from (
      select distinct hashtextextended(${accountId}::text || ' ' || lower(btrim(email)), 17) as h
      from customers where id = any(${ids}::bigint[]) order by 1) sorted`.execute(db);
}

export type DuplicateGroup = {
  readonly key: string;
  readonly rank: number;
  readonly grounds: readonly Ground[];
  readonly ids: readonly number[];
};
export type DuplicateQuery = {
  readonly accountId: number;
  readonly masked: string;
  readonly after: { readonly rank: number; readonly key: string } | null;
  readonly limit: number;
};

/** A number or name that more share than this belongs to no person: a switchboard, a placeholder. */
const MOST_ALIKE = 12;
/** Shorter ones are extensions and typing errors. */
const SHORTEST_PHONE = 7;

/** The certain first. Of each person that is merged already one group is no news, and neither is one that was refused. */
export async function findDuplicates(db: Db, query: DuplicateQuery): Promise<readonly DuplicateGroup[]> {
  const { accountId, masked, after, limit } = query;
  const { rows } = await sql<DuplicateGroup>`
    with alive as (
      select id, coalesce(-person_id, id) as who, ${NORMAL} from customers
      where account_id = ${accountId} and deleted_at is null and erased_at is null and email !~* ${masked}
    ), keyed as (
      select 1 as rank, 'email' as ground, mail as key, id, who from alive where mail is not null
      union all select 2, 'phone', phone_digits, id, who from alive where length(phone_digits) >= ${SHORTEST_PHONE}
      union all select 3, 'name', full_name || '|' || postcode, id, who from alive where full_name is not null and postcode <> ''
    ), alike as (
      select rank, ground, array_agg(id order by id) as ids from keyed group by rank, ground, key
      having count(distinct who) > 1 and (rank = 1 or count(*) <= ${MOST_ALIKE})
    ), found as (
      select min(rank) as rank, array_agg(ground order by rank) as grounds, ids, md5(ids::text) as key from alike group by ids
    )
    select key, rank, grounds, ids::int8[] as ids from found
    where not exists (select from duplicate_refusals r where r.account_id = ${accountId} and found.ids <@ r.customer_ids)
      and (${after?.rank ?? null}::int is null or (rank, key) > (${after?.rank ?? 0}::int, ${after?.key ?? ""}))
    order by rank, key limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, ids: row.ids.map(Number) }));
}

export async function membersOfPersons(db: Db, personIds: readonly number[]): Promise<readonly number[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom("customers")
    .select("id")
    .where("person_id", "in", [...personIds])
    .execute();
  return rows.map(({ id }) => id);
}

export function findPerson(db: Db, accountId: number, id: number): Promise<PersonRow | undefined> {
  return persons(db, accountId).where("id", "=", id).executeTakeFirst();
}

export type MergeRow = PersonRow & { readonly customer_ids: readonly number[] };

/** Newest first, undone ones among them. */
export async function listMerges(
  db: Db,
  { accountId, before, limit }: { readonly accountId: number; readonly before: number | null; readonly limit: number },
): Promise<readonly MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    select p.*, (select array_agg(m.customer_id order by m.customer_id) from person_members m where m.person_id = p.id) as customer_ids
    from persons p where p.account_id = ${accountId} and (${before}::bigint is null or p.id < ${before})
    order by p.id desc limit ${limit}`.execute(db);
  return rows.map((row) => ({ ...row, customer_ids: row.customer_ids.map(Number) }));
}

function persons(db: Db, accountId: number) {
  return db.selectFrom("persons").selectAll().where("account_id", "=", accountId);
}
