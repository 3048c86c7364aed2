// Customers of all stores.
import { customerDetailSchema, customerListSchema, customerQuerySchema } from "@logix/api/hub/customers";
import { idParamsSchema } from "@logix/api/hub/ids";
import { problemReplies } from "@logix/api/problem";
import { orderStatusSchema } from "@logix/model";
import type { CustomerOrder, Customers } from "../../services/customers/customers.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toCustomer } from "./customer-reply.ts";

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
  description: "Of all stores where they were merged with customers there.",
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
    const { customer, others, latestOrders } = await customers.get(principalOf(request), request.params.id);
    return {
      ...toCustomer(customer),
      also: others.map(toCustomer),
      latest_orders: latestOrders.map(toLatestOrder),
    };
  });
}

function toLatestOrder({ displayNumber, status, currency, total_minor, placed_at, ...order }: CustomerOrder) {
  return {
    id: order.id,
    connection_id: order.connection_id,
    connection_public_id: order.connection_public_id,
    display_number: displayNumber,
    status: orderStatusSchema.parse(status),
    currency,
    total_minor,
    placed_at: placed_at.toISOString(),
  };
}
