// Customers of a shop: read in pages and again by id.
import type { Customer } from "@logix/model";
import { z } from "zod";
import type {
  Checkpoint,
  CustomerFilter,
  Gone,
  Page,
  RemoteId,
  Seen,
  Unreadable,
} from "../../connector-kit/contract.ts";
import { document, type ShopifyClient } from "./client.ts";
import { gid, isNumber, tailOf } from "./ids.ts";
import { chunksOf, contentOf, GONE, readRow } from "./lists.ts";
import { moment } from "./moment.ts";
import { toAddress } from "./order-mapping.ts";
import { addressSchema, pageInfoSchema } from "./order-schemas.ts";

const CUSTOMER = `{
  id firstName lastName createdAt updatedAt defaultEmailAddress { emailAddress }
  defaultAddress { firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone }
}`;
const MOST_PER_PAGE = 100;

export const CUSTOMERS = document(
  `query Customers($first: Int!, $after: String) {
    customers(first: $first, after: $after, sortKey: ID) { nodes ${CUSTOMER} pageInfo { hasNextPage endCursor } }
  }`,
  z.object({ customers: z.object({ nodes: z.array(z.unknown()), pageInfo: pageInfoSchema }) }),
  MOST_PER_PAGE,
);
export const CUSTOMERS_BY_ID = document(
  `query CustomersById($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer ${CUSTOMER} } }`,
  z.object({ nodes: z.array(z.unknown()) }),
  MOST_PER_PAGE * 3,
);

const customerSchema = z.object({
  id: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  createdAt: moment,
  updatedAt: moment,
  defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable(),
  defaultAddress: addressSchema.nullable(),
});

export async function* syncCustomers(
  client: ShopifyClient,
  { pageSize = MOST_PER_PAGE }: CustomerFilter,
  resume?: Checkpoint,
): AsyncGenerator<Page<Customer>> {
  let after = typeof resume?.after === "string" ? resume.after : null;
  for (;;) {
    const { customers } = await client.ask(CUSTOMERS, { first: Math.min(pageSize, MOST_PER_PAGE), after });
    after = customers.pageInfo.endCursor ?? after;
    yield { ...contentOf(customers.nodes.map(readCustomer)), checkpoint: { after }, total: null };
    if (!customers.pageInfo.hasNextPage) return;
  }
}

export async function customersAgain(client: ShopifyClient, ids: readonly RemoteId[]) {
  const found = new Map<RemoteId, Seen<Customer> | Unreadable | Gone>(ids.map((id) => [id, GONE]));
  for (const some of chunksOf(ids.filter(isNumber), MOST_PER_PAGE)) {
    const { nodes } = await client.ask(CUSTOMERS_BY_ID, { ids: some.map((id) => gid("Customer", id)) });
    for (const [index, id] of some.entries()) {
      const row = nodes[index] ?? null;
      if (row !== null) found.set(id, readCustomer(row));
    }
  }
  return found;
}

function readCustomer(row: unknown): Seen<Customer> | Unreadable {
  return readRow(row, () => toCustomer(customerSchema.parse(row)));
}

/** Shopify keeps one address; for whom it counts is for each order to say. */
function toCustomer(customer: z.infer<typeof customerSchema>): Customer {
  const email = customer.defaultEmailAddress?.emailAddress ?? "";
  return {
    remoteId: tailOf(customer.id),
    email,
    firstName: customer.firstName ?? "",
    lastName: customer.lastName ?? "",
    username: "",
    billing: toAddress(customer.defaultAddress, email),
    shipping: toAddress(customer.defaultAddress, null),
    registeredAt: customer.createdAt,
    modifiedAt: customer.updatedAt,
  };
}
