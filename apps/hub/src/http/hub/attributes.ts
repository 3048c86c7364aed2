// What an account says about its attributes.
import {
  type Attribute,
  attributeListSchema,
  attributeParamsSchema,
  attributeRequestSchema,
  attributeSchema,
} from "@logix/api/hub/attributes";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { AttributeDefinitionRow } from "../../database/catalogue/attribute-definitions.ts";
import type { Attributes } from "../../services/catalogue/attributes.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type AttributeServices = { readonly attributes: Attributes };

const tags = ["Attributes"];
const read = { access: "products:read" } as const;
const write = { access: "products:write" } as const;
const params = attributeParamsSchema;

const listAttributes = {
  tags,
  operationId: "listAttributes",
  summary: "The attributes that are described",
  description: "Products may have any others too.",
  response: { 200: attributeListSchema, ...problemReplies },
};

const readAttribute = {
  tags,
  operationId: "readAttribute",
  summary: "One attribute",
  params,
  response: { 200: attributeSchema, ...problemReplies },
};

const saveAttribute = {
  tags,
  operationId: "saveAttribute",
  summary: "Describe an attribute",
  description: "From then on its values are checked; those that are there already stay.",
  params,
  body: attributeRequestSchema,
  response: { 200: attributeSchema, ...problemReplies },
};

const removeAttribute = {
  tags,
  operationId: "removeAttribute",
  summary: "No longer describe an attribute",
  description: "Products keep their values.",
  params,
  response: { 204: z.null(), ...problemReplies },
};

export function attributeRoutes(server: HubServer, { attributes }: AttributeServices): void {
  server.get("/attributes", { config: read, schema: listAttributes }, async (request) => ({
    attributes: (await attributes.list(principalOf(request))).map(toAttribute),
  }));
  server.get("/attributes/:name", { config: read, schema: readAttribute }, async (request) =>
    toAttribute(await attributes.get(principalOf(request), request.params.name)),
  );
  server.put("/attributes/:name", { config: write, schema: saveAttribute }, async (request) => {
    const { type, unit = null, options = null } = request.body;
    const { name } = request.params;
    return toAttribute(await attributes.save(principalOf(request), { name, type, unit, options }));
  });
  server.delete("/attributes/:name", { config: write, schema: removeAttribute }, async (request, reply) => {
    await attributes.remove(principalOf(request), request.params.name);
    return reply.status(204).send(null);
  });
}

function toAttribute(row: AttributeDefinitionRow): Attribute {
  return {
    name: row.name,
    type: row.type,
    unit: row.unit,
    options: row.options,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
