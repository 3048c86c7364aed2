// Customers for those who ask.
import { type Selectable, sql } from "kysely";
import type { Db } from "./database.ts";
import type { Tables } from "./tables.ts";

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

export type CustomerOrderRow = {
  readonly id: number;
  readonly number: string;
  readonly platform: string;
  readonly status: string;
  readonly currency: string;
  readonly total_minor: number;
  readonly placed_at: Date;
};

export async function latestOrdersOf(
  db: Db,
  { account_id, connection_id, remote_id }: CustomerRow,
  limit: number,
): Promise<readonly CustomerOrderRow[]> {
  return db
    .selectFrom("orders")
    .innerJoin("connections", "connections.id", "orders.connection_id")
    .select([
      "orders.id",
      "orders.number",
      "connections.platform",
      "orders.status",
      "orders.currency",
      "orders.total_minor",
      "orders.placed_at",
    ])
    .where("orders.account_id", "=", account_id)
    .where("orders.connection_id", "=", connection_id)
    .where("orders.customer_remote_id", "=", remote_id)
    .orderBy("orders.id", "desc")
    .limit(limit)
    .execute();
}
