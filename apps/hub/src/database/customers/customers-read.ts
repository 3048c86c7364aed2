// Customers for those who ask.
import { type Selectable, sql } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type CustomerRow = Omit<Selectable<Tables["customers"]>, "hash" | "from_profile"> & {
  readonly connection_public_id: string;
};

export type CustomerQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly email: string | null;
  readonly search: string | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first by our own id, which never changes: no page shifts while customers come in. */
export async function listCustomers(db: Db, query: CustomerQuery): Promise<readonly CustomerRow[]> {
  const { connectionId, email, search, before } = query;
  let rows = customerRows(db).where("customers.account_id", "=", query.accountId);
  if (connectionId !== null) rows = rows.where("customers.connection_id", "=", connectionId);
  if (email !== null) rows = rows.where(sql<boolean>`lower(customers.email) = lower(${email})`);
  if (search !== null) rows = rows.where(sql<boolean>`${SEARCHED} ilike ${patternOf(search)}`);
  if (before !== null) rows = rows.where("customers.id", "<", before);
  return rows.orderBy("customers.id", "desc").limit(query.limit).execute();
}

export async function findCustomer(db: Db, accountId: number, id: number): Promise<CustomerRow | undefined> {
  return customerRows(db)
    .where("customers.account_id", "=", accountId)
    .where("customers.id", "=", id)
    .executeTakeFirst();
}

const SEARCHED = sql`concat_ws(' ', first_name, last_name, company, email, phone)`;

/** What a person typed stands for itself, percent signs included. */
function patternOf(search: string): string {
  return `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
}

function customerRows(db: Db) {
  return db
    .selectFrom("customers")
    .innerJoin("connections", "connections.id", "customers.connection_id")
    .select([
      "customers.id",
      "customers.account_id",
      "customers.connection_id",
      "customers.person_id",
      "customers.remote_id",
      "customers.email",
      "customers.first_name",
      "customers.last_name",
      "customers.phone",
      "customers.company",
      "customers.billing",
      "customers.shipping",
      "customers.modified_at",
      "customers.deleted_at",
      "customers.erased_at",
      "customers.created_at",
      "customers.updated_at",
      "connections.public_id as connection_public_id",
    ]);
}

/** In the order of the ids; those of other accounts are left out. */
export async function customersByIds(
  db: Db,
  accountId: number,
  ids: readonly number[],
): Promise<readonly CustomerRow[]> {
  if (ids.length === 0) return [];
  return customerRows(db)
    .where("customers.account_id", "=", accountId)
    .where("customers.id", "in", [...ids])
    .orderBy("customers.id")
    .execute();
}

export async function customersOfPerson(db: Db, accountId: number, personId: number): Promise<readonly CustomerRow[]> {
  return customerRows(db)
    .where("customers.account_id", "=", accountId)
    .where("customers.person_id", "=", personId)
    .where("customers.erased_at", "is", null)
    .orderBy("customers.id")
    .execute();
}

export type CustomerOrderRow = {
  readonly id: number;
  readonly connection_id: number;
  readonly connection_public_id: string;
  readonly number: string;
  readonly platform: string;
  readonly status: string;
  readonly currency: string;
  readonly total_minor: number;
  readonly placed_at: Date;
};

/** Of one customer, or of all who are the same person. */
export async function latestOrdersOf(
  db: Db,
  accountId: number,
  customerIds: readonly number[],
  limit: number,
): Promise<readonly CustomerOrderRow[]> {
  return db
    .selectFrom("orders")
    .innerJoin("connections", "connections.id", "orders.connection_id")
    .innerJoin("customers", (join) =>
      join
        .onRef("customers.connection_id", "=", "orders.connection_id")
        .onRef("customers.remote_id", "=", "orders.customer_remote_id"),
    )
    .select([
      "orders.id",
      "orders.connection_id",
      "connections.public_id as connection_public_id",
      "orders.number",
      "connections.platform",
      "orders.status",
      "orders.currency",
      "orders.total_minor",
      "orders.placed_at",
    ])
    .where("orders.account_id", "=", accountId)
    .where("customers.id", "in", [...customerIds])
    .orderBy("orders.id", "desc")
    .limit(limit)
    .execute();
}
