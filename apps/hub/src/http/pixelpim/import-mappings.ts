// Import mappings of a connection.
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { connectionParamsSchema, mappingParamsSchema } from "@logix/api/pixelpim/ids";
import {
  type ImportMapping,
  importMappingPatchSchema,
  importMappingSchema,
  newImportMappingSchema,
} from "@logix/api/pixelpim/mappings";
import { z } from "zod";
import type { ImportMappingRow } from "../../database/publishing/mappings-import.ts";
import type { ImportMappings } from "../../services/publishing/mappings.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { idOf, warnOfMismatch } from "./ids.ts";
import { stringMapSchema } from "./mapping-columns.ts";
import type { PimConnections } from "./own-connection.ts";

export type PimImportMappingServices = { readonly importMappings: ImportMappings };

const tags = ["PixelPim: import mappings"];

const create = {
  tags,
  operationId: "pimCreateImportMapping",
  summary: "Lay down what is taken from a store",
  description: "From now on it is the connection's active one; the one before is not any more.",
  params: connectionParamsSchema,
  body: newImportMappingSchema,
  response: { 201: importMappingSchema, ...pimErrorReplies },
};
const list = {
  tags,
  operationId: "pimListImportMappings",
  summary: "All import mappings of a store",
  params: connectionParamsSchema,
  response: { 200: z.array(importMappingSchema), ...pimErrorReplies },
};
const readActive = {
  tags,
  operationId: "pimActiveImportMapping",
  summary: "The import mapping in use",
  description: "null where there is none.",
  params: connectionParamsSchema,
  response: { 200: importMappingSchema.nullable(), ...pimErrorReplies },
};
const change = {
  tags,
  operationId: "pimUpdateImportMapping",
  summary: "Change an import mapping",
  params: mappingParamsSchema,
  body: importMappingPatchSchema,
  response: { 200: importMappingSchema, ...pimErrorReplies },
};
const remove = {
  tags,
  operationId: "pimDeleteImportMapping",
  summary: "Delete an import mapping",
  params: mappingParamsSchema,
  response: { 204: z.null(), ...pimErrorReplies },
};

export function importMappingRoutes(
  server: HubServer,
  { importMappings }: PimImportMappingServices,
  own: PimConnections,
): void {
  const ofConnection = "/connections/:connectionId/import-mappings";
  const single = "/connections/import-mappings/:mappingId";

  server.post(ofConnection, { config: { access: "integration:create" }, schema: create }, async (request, reply) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    const { connectionId, ...mapping } = request.body;
    warnOfMismatch(reply, connection.id, connectionId);
    return reply.status(201).send(toMapping(await importMappings.create(connection, mapping)));
  });

  server.get(ofConnection, { config: { access: "integration:read" }, schema: list }, async (request) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    return (await importMappings.list(connection)).map(toMapping);
  });

  server.get(
    `${ofConnection}/active`,
    { config: { access: "integration:read" }, schema: readActive },
    async (request, reply) => {
      const connection = await own.get(principalOf(request), request.params.connectionId);
      const active = await importMappings.active(connection);
      // A handler that returns null sends no body, and the body is what was asked for.
      return active
        ? toMapping(active)
        : reply.type("application/json; charset=utf-8").serializer(JSON.stringify).send(null);
    },
  );

  server.put(single, { config: { access: "integration:update" }, schema: change }, async (request) => {
    const { attributeMappings, fieldMappings, isActive } = request.body;
    const id = idOf(request.params.mappingId, "Mapping");
    return toMapping(
      await importMappings.change(principalOf(request), id, { attributeMappings, fieldMappings, isActive }),
    );
  });

  server.delete(single, { config: { access: "integration:delete" }, schema: remove }, async (request, reply) => {
    await importMappings.remove(principalOf(request), idOf(request.params.mappingId, "Mapping"));
    return reply.status(204).send(null);
  });
}

function toMapping(row: ImportMappingRow): ImportMapping {
  return {
    id: row.id,
    connectionId: row.connection_id,
    attributeMappings: stringMapSchema.parse(row.attribute_mappings),
    fieldMappings: stringMapSchema.parse(row.field_mappings),
    isActive: row.is_active,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
