// Merging customers into a person, and the way back.
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Ground } from "./persons-read.ts";

export type PersonWrite = {
  readonly accountId: number;
  readonly customerIds: readonly number[];
  readonly grounds: readonly Ground[];
  readonly reason: string | null;
  readonly by: string;
};

/** The customers must be locked. Returns the person's id. */
export async function insertPerson(
  db: Db,
  { accountId, customerIds, grounds, reason, by }: PersonWrite,
): Promise<number> {
  const { id } = await db
    .insertInto("persons")
    .values({ account_id: accountId, grounds: [...grounds], reason, merged_by: by })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    insert into person_members (person_id, customer_id, account_id, previous_person_id)
    select ${id}, id, account_id, person_id from customers where id = any(${customerIds}::bigint[])`.execute(db);
  await sql`update customers set person_id = ${id} where id = any(${customerIds}::bigint[])`.execute(db);
  return id;
}

/** False where a later merge has taken one of them further: that one has to be undone first. */
export async function dissolvePerson(db: Db, id: number, by: string): Promise<boolean> {
  const { rows } = await sql<{ moved: boolean }>`
    select coalesce(bool_or(c.person_id is distinct from m.person_id), false) as moved
    from (select * from person_members where person_id = ${id}) m join customers c on c.id = m.customer_id`.execute(db);
  if (rows[0]?.moved) return false;
  await sql`
    update customers set person_id = m.previous_person_id from person_members m
    where m.person_id = ${id} and customers.id = m.customer_id`.execute(db);
  await sql`update persons set undone_by = ${by}, undone_at = clock_timestamp() where id = ${id}`.execute(db);
  return true;
}

/** Held until the transaction ends, so that one merge is not undone twice. */
export async function lockPerson(db: Db, id: number): Promise<void> {
  await sql`select from persons where id = ${id} for update`.execute(db);
}

export async function insertRefusal(
  db: Db,
  refusal: { readonly accountId: number; readonly customerIds: readonly number[]; readonly by: string },
): Promise<void> {
  await sql`
    insert into duplicate_refusals (account_id, customer_ids, refused_by)
    values (${refusal.accountId}, ${refusal.customerIds}::bigint[], ${refusal.by})`.execute(db);
}
