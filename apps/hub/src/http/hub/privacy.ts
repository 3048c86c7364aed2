// What customers may ask for by law.
import { idParamsSchema } from "@logix/api/hub/ids";
import {
  type PrivacyRequestReply,
  privacyDataSchema,
  privacyListSchema,
  privacyQuerySchema,
  privacyRequestSchema,
} from "@logix/api/hub/privacy";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { PrivacyRequestRow } from "../../database/customers/privacy.ts";
import type { Privacy } from "../../services/customers/privacy.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type PrivacyServices = { readonly privacy: Privacy };

const tags = ["Privacy"];
const config = { access: "admin:audit" } as const;

const listPrivacyRequests = {
  tags,
  operationId: "listPrivacyRequests",
  summary: "Requests of customers about their data, newest first",
  querystring: privacyQuerySchema,
  response: { 200: privacyListSchema, ...problemReplies },
};

const readPrivacyData = {
  tags,
  operationId: "readPrivacyData",
  summary: "Everything that is held of the customer who asked",
  description: "Who looked is written to the audit log.",
  params: idParamsSchema,
  response: { 200: privacyDataSchema, ...problemReplies },
};

const completePrivacyRequest = {
  tags,
  operationId: "completePrivacyRequest",
  summary: "The customer has been answered",
  params: idParamsSchema,
  response: { 200: privacyRequestSchema, ...problemReplies },
};

const dataSchema = z.array(z.record(z.string(), z.unknown()));

export function privacyRoutes(server: HubServer, { privacy }: PrivacyServices): void {
  server.get("/privacy-requests", { config, schema: listPrivacyRequests }, async (request) => {
    const { items, nextCursor } = await privacy.list(principalOf(request), request.query);
    return { privacy_requests: items.map(toReply), next_cursor: nextCursor };
  });
  server.get("/privacy-requests/:id/data", { config, schema: readPrivacyData }, async (request) => {
    const { customers, orders } = await privacy.dataOf(principalOf(request), request.params.id);
    return { customers: dataSchema.parse(customers), orders: dataSchema.parse(orders) };
  });
  server.post("/privacy-requests/:id/complete", { config, schema: completePrivacyRequest }, async (request) =>
    toReply(await privacy.complete(principalOf(request), request.params.id)),
  );
}

function toReply(row: PrivacyRequestRow): PrivacyRequestReply {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: row.connection_public_id,
    what: row.what,
    state: row.state,
    email: row.email,
    customers_erased: row.customers_erased,
    orders_erased: row.orders_erased,
    received_at: row.received_at.toISOString(),
    due_at: row.due_at.toISOString(),
    done_at: row.done_at?.toISOString() ?? null,
  };
}
