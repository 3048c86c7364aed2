// Export mappings of a connection.
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { connectionParamsSchema, mappingParamsSchema } from "@logix/api/pixelpim/ids";
import {
  type ExportMapping,
  exportMappingPatchSchema,
  exportMappingSchema,
  newExportMappingSchema,
} from "@logix/api/pixelpim/mappings";
import { z } from "zod";
import type { ExportMappingRow } from "../../database/publishing/mappings-export.ts";
import type { ExportMappings } from "../../services/publishing/mappings.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { idOf, warnOfMismatch } from "./ids.ts";
import { stringMapSchema } from "./mapping-columns.ts";
import type { PimConnections } from "./own-connection.ts";

export type PimExportMappingServices = { readonly exportMappings: ExportMappings };

const tags = ["PixelPim: export mappings"];

const create = {
  tags,
  operationId: "pimCreateExportMapping",
  summary: "Lay down what goes to a store",
  description: "From now on it is the connection's active one; the one before is not any more.",
  params: connectionParamsSchema,
  body: newExportMappingSchema,
  response: { 201: exportMappingSchema, ...pimErrorReplies },
};
const list = {
  tags,
  operationId: "pimListExportMappings",
  summary: "All export mappings of a store",
  params: connectionParamsSchema,
  response: { 200: z.array(exportMappingSchema), ...pimErrorReplies },
};
const readActive = {
  tags,
  operationId: "pimActiveExportMapping",
  summary: "The export mapping in use",
  description: "null where there is none.",
  params: connectionParamsSchema,
  response: { 200: exportMappingSchema.nullable(), ...pimErrorReplies },
};
const change = {
  tags,
  operationId: "pimUpdateExportMapping",
  summary: "Change an export mapping",
  params: mappingParamsSchema,
  body: exportMappingPatchSchema,
  response: { 200: exportMappingSchema, ...pimErrorReplies },
};
const remove = {
  tags,
  operationId: "pimDeleteExportMapping",
  summary: "Delete an export mapping",
  params: mappingParamsSchema,
  response: { 204: z.null(), ...pimErrorReplies },
};

export function exportMappingRoutes(
  server: HubServer,
  { exportMappings }: PimExportMappingServices,
  own: PimConnections,
): void {
  const ofConnection = "/connections/:connectionId/export-mappings";
  const single = "/connections/export-mappings/:mappingId";

  server.post(ofConnection, { config: { access: "integration:create" }, schema: create }, async (request, reply) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    const { connectionId, ...mapping } = request.body;
    warnOfMismatch(reply, connection.id, connectionId);
    return reply.status(201).send(toMapping(await exportMappings.create(connection, mapping)));
  });

  server.get(ofConnection, { config: { access: "integration:read" }, schema: list }, async (request) => {
    const connection = await own.get(principalOf(request), request.params.connectionId);
    return (await exportMappings.list(connection)).map(toMapping);
  });

  server.get(
    `${ofConnection}/active`,
    { config: { access: "integration:read" }, schema: readActive },
    async (request, reply) => {
      const connection = await own.get(principalOf(request), request.params.connectionId);
      const active = await exportMappings.active(connection);
      // A handler that returns null sends no body, and the body is what was asked for.
      return active
        ? toMapping(active)
        : reply.type("application/json; charset=utf-8").serializer(JSON.stringify).send(null);
    },
  );

  server.put(single, { config: { access: "integration:update" }, schema: change }, async (request) => {
    const { selectedFields, fieldMappings, isActive } = request.body;
    const id = idOf(request.params.mappingId, "Mapping");
    return toMapping(
      await exportMappings.change(principalOf(request), id, { selectedFields, fieldMappings, isActive }),
    );
  });

  server.delete(single, { config: { access: "integration:delete" }, schema: remove }, async (request, reply) => {
    await exportMappings.remove(principalOf(request), idOf(request.params.mappingId, "Mapping"));
    return reply.status(204).send(null);
  });
}

function toMapping(row: ExportMappingRow): ExportMapping {
  return {
    id: row.id,
    connectionId: row.connection_id,
    selectedFields: row.selected_fields,
    fieldMappings: stringMapSchema.parse(row.field_mappings),
    isActive: row.is_active,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
