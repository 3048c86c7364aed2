// A customer as the hub's own API shows it.
import type { Customer } from "@logix/api/hub/customers";
import type { CustomerRow } from "../../database/customers/customers-read.ts";
import { toPostalAddress } from "./address-reply.ts";

export function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    person_id: row.person_id,
    remote_id: row.remote_id,
    guest: row.remote_id.startsWith("guest:"),
    email: row.email,
    first_name: row.first_name,
    last_name: row.last_name,
    phone: row.phone,
    company: row.company,
    billing: toPostalAddress(row.billing),
    shipping: toPostalAddress(row.shipping),
    deleted: row.deleted_at !== null,
    modified_at: row.modified_at.toISOString(),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
