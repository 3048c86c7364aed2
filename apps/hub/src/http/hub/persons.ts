// The same human in several stores: suggested, merged by a person, undone.
import {
  type CustomerMerge,
  duplicateListSchema,
  duplicateQuerySchema,
  mergeListSchema,
  mergeQuerySchema,
  mergeRequestSchema,
  mergeSchema,
  refuseDuplicateSchema,
  unmergeRequestSchema,
} from "@logix/api/hub/persons";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { Merge, Persons } from "../../services/customers/persons.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { toCustomer } from "./customer-reply.ts";

export type PersonServices = { readonly persons: Persons };

const tags = ["Customers"];
const read = { access: "customers:read" } as const;
/** Who works on orders knows who their buyers are. */
const write = { access: "orders:write" } as const;

const listDuplicates = {
  tags,
  operationId: "listCustomerDuplicates",
  summary: "Customers that may be the same person, the certain ones first",
  description:
    "By equal e-mail address, equal phone number, or equal name and postcode. Addresses that a marketplace made up are left out.",
  querystring: duplicateQuerySchema,
  response: { 200: duplicateListSchema, ...problemReplies },
};

const refuseDuplicate = {
  tags,
  operationId: "refuseCustomerDuplicate",
  summary: "They are alike, but not the same",
  description: "They are not suggested again.",
  body: refuseDuplicateSchema,
  response: { 204: z.null(), ...problemReplies },
};

const mergeCustomers = {
  tags,
  operationId: "mergeCustomers",
  summary: "These customers are one person",
  description: "Nothing is told to the stores, and every customer stays what they are there. It can be undone.",
  body: mergeRequestSchema,
  response: { 200: mergeSchema, ...problemReplies },
};

const unmergeCustomers = {
  tags,
  operationId: "unmergeCustomers",
  summary: "Undo a merge",
  description: "What was merged before it stays merged. A later merge of the same customers has to be undone first.",
  body: unmergeRequestSchema,
  response: { 200: mergeSchema, ...problemReplies },
};

const listMerges = {
  tags,
  operationId: "listCustomerMerges",
  summary: "What was merged and undone, newest first",
  querystring: mergeQuerySchema,
  response: { 200: mergeListSchema, ...problemReplies },
};

export function personRoutes(server: HubServer, { persons }: PersonServices): void {
  server.get("/customers/duplicates", { config: read, schema: listDuplicates }, async (request) => {
    const { items, nextCursor } = await persons.duplicates(principalOf(request), request.query);
    const duplicates = items.map(({ certainty, grounds, customers }) => ({
      certainty,
      grounds: [...grounds],
      customers: customers.map(toCustomer),
    }));
    return { duplicates, next_cursor: nextCursor };
  });
  server.post("/customers/duplicates/refuse", { config: write, schema: refuseDuplicate }, async (request, reply) => {
    await persons.refuse(principalOf(request), request.body.customer_ids);
    return reply.status(204).send(null);
  });
  server.post("/customers/merge", { config: write, schema: mergeCustomers }, async (request) => {
    const { customer_ids: customerIds, reason = null } = request.body;
    return toMerge(await persons.merge(principalOf(request), { customerIds, reason }));
  });
  server.post("/customers/unmerge", { config: write, schema: unmergeCustomers }, async (request) =>
    toMerge(await persons.unmerge(principalOf(request), request.body.person_id)),
  );
  server.get("/customers/merges", { config: read, schema: listMerges }, async (request) => {
    const { items, nextCursor } = await persons.merges(principalOf(request), request.query);
    return { merges: items.map(toMerge), next_cursor: nextCursor };
  });
}

function toMerge(merge: Merge): CustomerMerge {
  return {
    person_id: merge.id,
    grounds: mergeSchema.shape.grounds.parse(merge.grounds),
    reason: merge.reason,
    merged_by: merge.merged_by,
    merged_at: merge.merged_at.toISOString(),
    undone_by: merge.undone_by,
    undone_at: merge.undone_at?.toISOString() ?? null,
    customers: merge.customers.map(toCustomer),
  };
}
