// Customers of all stores.
import { type Customer, customerDetailSchema, customerListSchema, customerQuerySchema } from "@logix/api/hub/customers";
import { idParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import { orderStatusSchema } from "@logix/model";
import type { CustomerRow } from "../../database/customers-read.ts";
import type { CustomerOrder, Customers } from "../../services/customers/customers.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toPostalAddress } from "./address-reply.ts";

export type CustomerServices = { readonly customers: Customers };

const tags = ["Customers"];
const config = { access: "customers:read" } as const;

const listCustomers = {
  tags,
  operationId: "listCustomers",
  summary: "Customers, newest first",
  description: "Buyers without an account in their store are among them: `guest`.",
  querystring: customerQuerySchema,
  response: { 200: customerListSchema, ...problemReplies },
};

const readCustomer = {
  tags,
  operationId: "readCustomer",
  summary: "One customer with their latest orders",
  params: idParamsSchema,
  response: { 200: customerDetailSchema, ...problemReplies },
};

export function customerRoutes(server: HubServer, { customers }: CustomerServices): void {
  server.get("/customers", { config, schema: listCustomers }, async (request) => {
    const { connection_id: connection, ...query } = request.query;
    const { items, nextCursor } = await customers.list(principalOf(request), { ...query, connection });
    return { customers: items.map(toCustomer), next_cursor: nextCursor };
  });
  server.get("/customers/:id", { config, schema: readCustomer }, async (request) => {
    const { customer, latestOrders } = await customers.get(principalOf(request), request.params.id);
    return { ...toCustomer(customer), latest_orders: latestOrders.map(toLatestOrder) };
  });
}

function toCustomer(row: CustomerRow): Customer {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
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

function toLatestOrder({ id, displayNumber, status, currency, total_minor, placed_at }: CustomerOrder) {
  return {
    id,
    display_number: displayNumber,
    status: orderStatusSchema.parse(status),
    currency,
    total_minor,
    placed_at: placed_at.toISOString(),
  };
}
