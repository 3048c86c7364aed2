// Customers of a store: read in pages and again by id.
import type { Customer } from "@logix/model";
import type { Checkpoint, CustomerFilter, Page, RemoteId } from "../../connector-kit/contract.ts";
import type { WooClient } from "./client.ts";
import { contentOf, pagesOf } from "./listing.ts";
import { readCustomer } from "./records.ts";
import { readAgain } from "./rereading.ts";

// QUIRK(woocommerce): the list shows only the role `customer` unless asked for all, and it ignores every filter by
// time: customers can only be read as a whole.
export const EVERYBODY = { role: "all" };

// https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-customers
export function syncCustomers(
  client: WooClient,
  { pageSize }: CustomerFilter,
  resume?: Checkpoint,
): AsyncIterable<Page<Customer>> {
  const read = (rows: readonly unknown[]) => contentOf(rows.map((row) => readCustomer(row)));
  return pagesOf(client, { path: "customers", phases: [{ name: "all", query: EVERYBODY }], pageSize, read }, resume);
}

export function customersAgain(client: WooClient, ids: readonly RemoteId[]) {
  return readAgain(client, "customers", ids, (row) => readCustomer(row), EVERYBODY);
}
