// Customers of one connection. What the store's own record says beats what an order says about its buyer.
import type { Address } from "@logix/model";
import { sql } from "kysely";
import type { Db } from "../database.ts";
import type { Scope } from "../orders/orders-write.ts";

export type CustomerWrite = {
  readonly remoteId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly billing: Address;
  readonly shipping: Address;
  readonly modifiedAt: string;
  readonly fromProfile: boolean;
  readonly hash: Buffer | null;
};

/** Remote ids must not repeat within one call. */
export async function upsertCustomers(
  db: Db,
  scope: Scope,
  customers: readonly CustomerWrite[],
): Promise<{ readonly created: number; readonly updated: number }> {
  if (customers.length === 0) return { created: 0, updated: 0 };
  const rows = customers.map(toRow).sort((one, other) => (one.remote_id < other.remote_id ? -1 : 1));
  const result = await sql<{ is_new: boolean }>`
    insert into customers as held (account_id, connection_id, remote_id, email, first_name, last_name, phone, company, billing, shipping,
      from_profile, hash, modified_at)
    select ${scope.accountId}::int, ${scope.connectionId}::int, remote_id, email, first_name, last_name, phone, company, billing, shipping,
      from_profile, decode(hash, 'base64'), modified_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(remote_id text, email text, first_name text, last_name text,
      phone text, company text, billing jsonb, shipping jsonb, from_profile boolean, hash text, modified_at timestamptz)
    on conflict (connection_id, remote_id) do update set
      email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name, phone = excluded.phone,
      company = excluded.company, billing = excluded.billing, shipping = excluded.shipping,
      from_profile = excluded.from_profile, hash = excluded.hash, modified_at = excluded.modified_at,
      deleted_at = null, updated_at = clock_timestamp()
    -- Who was forgotten stays forgotten.
    where held.erased_at is null and case
      when excluded.from_profile then held.hash is distinct from excluded.hash or held.deleted_at is not null
      else not held.from_profile and held.modified_at < excluded.modified_at
        and (held.email, held.first_name, held.last_name, held.billing, held.shipping)
          is distinct from (excluded.email, excluded.first_name, excluded.last_name, excluded.billing, excluded.shipping)
    end
    returning xmax = 0 as is_new`.execute(db);
  const created = result.rows.filter((row) => row.is_new).length;
  return { created, updated: result.rows.length - created };
}

function toRow(customer: CustomerWrite) {
  return {
    remote_id: customer.remoteId,
    email: customer.email,
    first_name: customer.firstName,
    last_name: customer.lastName,
    phone: customer.billing.phone || customer.shipping.phone,
    company: customer.billing.company,
    billing: customer.billing,
    shipping: customer.shipping,
    from_profile: customer.fromProfile,
    hash: customer.hash?.toString("base64") ?? null,
    modified_at: customer.modifiedAt,
  };
}

export async function tombstoneCustomers(db: Db, connectionId: number, remoteIds: readonly string[]): Promise<void> {
  await sql`
    update customers set deleted_at = clock_timestamp(), updated_at = clock_timestamp()
    where connection_id = ${connectionId} and remote_id = any(${remoteIds}::text[]) and deleted_at is null`.execute(db);
}
