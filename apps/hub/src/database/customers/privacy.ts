// What people asked for, and the taking out of persons from what we hold. Sums, items and dates stay: the books need them.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import { forgetReturnNotes } from "../orders/returns-write.ts";
import type { Tables } from "../tables.ts";

export type PrivacyRequestRow = Selectable<Tables["privacy_requests"]> & { readonly connection_public_id: string };

export type PrivacyRequestWrite = {
  readonly accountId: number;
  readonly connectionId: number;
  readonly remoteId: string;
  readonly what: "show" | "erase" | "erase_store";
  readonly customerRemoteId: string | null;
  readonly email: string | null;
  readonly orderRemoteIds: readonly string[];
  readonly dueAt: Date;
};

/** The id of a request that was not known yet. */
export async function insertPrivacyRequest(db: Db, write: PrivacyRequestWrite): Promise<number | undefined> {
  const row = await db
    .insertInto("privacy_requests")
    .values({
      account_id: write.accountId,
      connection_id: write.connectionId,
      remote_id: write.remoteId,
      what: write.what,
      customer_remote_id: write.customerRemoteId,
      email: write.email,
      order_remote_ids: [...write.orderRemoteIds],
      state: "open",
      due_at: write.dueAt,
    })
    .onConflict((conflict) => conflict.columns(["connection_id", "remote_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
}

/** With an erasure the request itself forgets whom it was about. */
export async function finishPrivacyRequest(
  db: Db,
  id: number,
  erased: { readonly customers: number; readonly orders: number } | null,
): Promise<void> {
  await db
    .updateTable("privacy_requests")
    .set({
      state: "done",
      done_at: sql<Date>`clock_timestamp()`,
      ...(erased && {
        customers_erased: erased.customers,
        orders_erased: erased.orders,
        email: null,
        customer_remote_id: null,
        order_remote_ids: [],
      }),
    })
    .where("id", "=", id)
    .execute();
}

export async function listPrivacyRequests(
  db: Db,
  query: { readonly accountId: number; readonly before: number | null; readonly limit: number },
): Promise<readonly PrivacyRequestRow[]> {
  return requests(db)
    .where("privacy_requests.account_id", "=", query.accountId)
    .$if(query.before !== null, (rows) => rows.where("privacy_requests.id", "<", query.before ?? 0))
    .orderBy("privacy_requests.id", "desc")
    .limit(query.limit)
    .execute();
}

export async function findPrivacyRequest(
  db: Db,
  accountId: number,
  id: number,
): Promise<PrivacyRequestRow | undefined> {
  return requests(db)
    .where("privacy_requests.account_id", "=", accountId)
    .where("privacy_requests.id", "=", id)
    .executeTakeFirst();
}

function requests(db: Db) {
  return db
    .selectFrom("privacy_requests")
    .innerJoin("connections", "connections.id", "privacy_requests.connection_id")
    .selectAll("privacy_requests")
    .select("connections.public_id as connection_public_id");
}

/** Null matches nobody; `everybody` is the whole store. */
export type Persons =
  | { readonly everybody: true }
  | {
      readonly everybody: false;
      readonly customerRemoteId: string | null;
      readonly email: string | null;
      readonly orderRemoteIds: readonly string[];
    };

const NOWHERE = sql.raw(`jsonb_build_object('firstName', '', 'lastName', '', 'company', '', 'line1', '', 'line2', '',
  'city', '', 'region', '', 'postcode', '', 'phone', '', 'email', '')`);

/** The country stays: taxes are reported by it. */
const WITHOUT_PERSON = sql`customer_name = '', customer_email = '', customer_note = '', customer_remote_id = null, custom = null,
  billing = billing || ${NOWHERE}, shipping = shipping || ${NOWHERE}, raw = '{}'`;

export async function eraseOrders(db: Db, connectionId: number, persons: Persons): Promise<readonly string[]> {
  const { rows } = await sql<{ id: number; remote_id: string }>`
    update orders set ${WITHOUT_PERSON}, erased_at = clock_timestamp(), updated_at = clock_timestamp()
    where connection_id = ${connectionId} and erased_at is null and ${ordersOf(persons)}
    returning id, remote_id`.execute(db);
  await forgetReturnNotes(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => row.remote_id);
}

/** Later news of an order must not bring back whoever was taken out of it. */
export async function keepErased(db: Db, connectionId: number, remoteIds: readonly string[]): Promise<void> {
  await sql`
    update orders set ${WITHOUT_PERSON}
    where connection_id = ${connectionId} and remote_id = any(${remoteIds}::text[]) and erased_at is not null`.execute(
    db,
  );
}

/** A notice that is applied is not needed any more, and names the person. */
export async function forgetNotice(db: Db, deliveryId: string | number): Promise<void> {
  await sql`update deliveries set body = '{}' where id = ${deliveryId}`.execute(db);
}

function ordersOf(persons: Persons) {
  if (persons.everybody) return sql<boolean>`true`;
  const { customerRemoteId, email, orderRemoteIds } = persons;
  return sql<boolean>`(customer_remote_id = ${customerRemoteId} or lower(customer_email) = lower(${email})
    or remote_id = any(${orderRemoteIds}::text[]))`;
}

export async function eraseCustomers(db: Db, connectionId: number, persons: Persons): Promise<readonly string[]> {
  const whose = persons.everybody
    ? sql<boolean>`true`
    : sql<boolean>`(remote_id = ${persons.customerRemoteId} or lower(email) = lower(${persons.email}))`;
  const { rows } = await sql<{ old_id: string }>`
    with found as (
      select id, remote_id from customers where connection_id = ${connectionId} and erased_at is null and ${whose} for update
    )
    update customers set
      email = '', first_name = '', last_name = '', phone = '', company = '', billing = '{}', shipping = '{}', hash = null,
      -- A guest's id is the address itself.
      remote_id = case when customers.remote_id like 'guest:%' then 'erased:' || customers.id else customers.remote_id end,
      erased_at = clock_timestamp(), deleted_at = coalesce(deleted_at, clock_timestamp()), updated_at = clock_timestamp()
    from found where customers.id = found.id
    returning found.remote_id as old_id`.execute(db);
  return rows.map((row) => row.old_id);
}

/** Deliveries and payloads that speak of these things, whatever became of them. */
export async function eraseTraces(
  db: Db,
  connectionId: number,
  things: { readonly orders: readonly string[]; readonly customers: readonly string[] },
): Promise<void> {
  await sql`
    update deliveries set body = '{}'
    where connection_id = ${connectionId} and state not in ('waiting', 'rereading')
      and ((kind = 'order' and remote_id = any(${things.orders}::text[]))
        or (kind = 'customer' and remote_id = any(${things.customers}::text[])) or kind = 'privacy')`.execute(db);
  await sql`
    update parked_work set payload = null
    where connection_id = ${connectionId}
      and ((kind = 'order' and remote_id = any(${things.orders}::text[]))
        or (kind = 'customer' and remote_id = any(${things.customers}::text[])))`.execute(db);
}

/** Everything that we hold of a person, as the store's own replies and our own columns have it. */
export async function dataOf(
  db: Db,
  connectionId: number,
  persons: Persons,
): Promise<{ readonly customers: readonly object[]; readonly orders: readonly object[] }> {
  const orders = await sql<object>`
    select number, status, currency, total_minor, customer_name, customer_email, billing, shipping, customer_note, placed_at,
      (select jsonb_agg(jsonb_build_object('sku', sku, 'name', name, 'quantity', quantity::text, 'total_minor', total_minor) order by position)
        from order_lines where order_id = orders.id) as line_items,
      (select jsonb_agg(jsonb_build_object('number', r.number, 'status', r.status, 'note', r.note, 'line_items',
          (select jsonb_agg(jsonb_build_object('sku', l.sku, 'quantity', l.quantity::text, 'reason', l.reason, 'note', l.note) order by l.position)
            from order_return_lines l where l.return_id = r.id)) order by r.id)
        from order_returns r where r.order_id = orders.id) as returns
    from orders where connection_id = ${connectionId} and ${ordersOf(persons)} order by placed_at`.execute(db);
  const customers = persons.everybody
    ? { rows: [] }
    : await sql<object>`
        select remote_id, email, first_name, last_name, phone, company, billing, shipping, created_at from customers
        where connection_id = ${connectionId} and (remote_id = ${persons.customerRemoteId} or lower(email) = lower(${persons.email}))`.execute(
        db,
      );
  return { customers: customers.rows, orders: orders.rows };
}
