// Export and import mappings of a connection.
import { connectionParamsSchema, idParamsSchema } from "@logix/api/hub/ids";
import {
  type ExportMapping,
  exportMappingChangeSchema,
  exportMappingListSchema,
  exportMappingSchema,
  type ImportMapping,
  importMappingChangeSchema,
  importMappingListSchema,
  importMappingSchema,
  mappingFieldsSchema,
  newExportMappingRequestSchema,
  newImportMappingRequestSchema,
} from "@logix/api/hub/mappings";
import { problemReplies } from "@logix/api/problem";
import { z } from "zod";
import type { ExportMappingRow } from "../../database/publishing/mappings-export.ts";
import type { ImportMappingRow } from "../../database/publishing/mappings-import.ts";
import type { Connections } from "../../services/connections/connections.ts";
import type { Principal } from "../../services/principal.ts";
import type { MappingFields } from "../../services/publishing/mapping-fields.ts";
import type { ExportMappings, ImportMappings } from "../../services/publishing/mappings.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type MappingServices = {
  readonly connections: Connections;
  readonly exportMappings: ExportMappings;
  readonly importMappings: ImportMappings;
  readonly mappingFields: MappingFields;
};

const tags = ["Mappings"];
const read = { access: "integration:read" } as const;
const update = { access: "integration:update" } as const;
const onConnection = { tags, params: connectionParamsSchema };
const onMapping = { tags, params: idParamsSchema };

const listFields = {
  ...onConnection,
  operationId: "listMappingFields",
  summary: "What a mapping can speak of",
  response: { 200: mappingFieldsSchema, ...problemReplies },
};
const listExport = {
  ...onConnection,
  operationId: "listExportMappings",
  summary: "The export mappings of a store",
  description: "Without an active one only name and SKU are sent.",
  response: { 200: exportMappingListSchema, ...problemReplies },
};
const createExport = {
  ...onConnection,
  operationId: "createExportMapping",
  summary: "Lay down what goes to a store",
  description: "From now on it is the active one.",
  body: newExportMappingRequestSchema,
  response: { 201: exportMappingSchema, ...problemReplies },
};
const changeExport = {
  ...onMapping,
  operationId: "changeExportMapping",
  summary: "Change an export mapping, or make it the active one",
  body: exportMappingChangeSchema,
  response: { 200: exportMappingSchema, ...problemReplies },
};
const removeExport = {
  ...onMapping,
  operationId: "removeExportMapping",
  summary: "Remove an export mapping",
  response: { 204: z.null(), ...problemReplies },
};
const listImport = {
  ...onConnection,
  operationId: "listImportMappings",
  summary: "The import mappings of a store",
  description: "Without an active one names are taken over as they are.",
  response: { 200: importMappingListSchema, ...problemReplies },
};
const createImport = {
  ...onConnection,
  operationId: "createImportMapping",
  summary: "Lay down what a store's fields are called here",
  description: "From now on it is the active one.",
  body: newImportMappingRequestSchema,
  response: { 201: importMappingSchema, ...problemReplies },
};
const changeImport = {
  ...onMapping,
  operationId: "changeImportMapping",
  summary: "Change an import mapping, or make it the active one",
  body: importMappingChangeSchema,
  response: { 200: importMappingSchema, ...problemReplies },
};
const removeImport = {
  ...onMapping,
  operationId: "removeImportMapping",
  summary: "Remove an import mapping",
  response: { 204: z.null(), ...problemReplies },
};

export function mappingRoutes(server: HubServer, services: MappingServices): void {
  const { connections, exportMappings, importMappings, mappingFields } = services;
  const publicIdOf = async (principal: Principal, id: number) =>
    (await connections.get(principal, String(id))).publicId;

  server.get("/connections/:id/mapping-fields", { config: read, schema: listFields }, async (request) => {
    return mappingFields.of(await connections.get(principalOf(request), request.params.id));
  });

  const exportPath = "/connections/:id/export-mappings";
  server.get(exportPath, { config: read, schema: listExport }, async (request) => {
    const connection = await connections.get(principalOf(request), request.params.id);
    return { mappings: (await exportMappings.list(connection)).map((row) => toExport(row, connection.publicId)) };
  });
  server.post(exportPath, { config: update, schema: createExport }, async (request, reply) => {
    const connection = await connections.get(principalOf(request), request.params.id);
    const { selected_fields: selectedFields, field_mappings: fieldMappings } = request.body;
    const row = await exportMappings.create(connection, { selectedFields, fieldMappings });
    return reply.status(201).send(toExport(row, connection.publicId));
  });
  server.patch("/export-mappings/:id", { config: update, schema: changeExport }, async (request) => {
    const principal = principalOf(request);
    const { selected_fields: selectedFields, field_mappings: fieldMappings, is_active: isActive } = request.body;
    const row = await exportMappings.change(principal, request.params.id, { selectedFields, fieldMappings, isActive });
    return toExport(row, await publicIdOf(principal, row.connection_id));
  });
  server.delete("/export-mappings/:id", { config: update, schema: removeExport }, async (request, reply) => {
    await exportMappings.remove(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });

  const importPath = "/connections/:id/import-mappings";
  server.get(importPath, { config: read, schema: listImport }, async (request) => {
    const connection = await connections.get(principalOf(request), request.params.id);
    return { mappings: (await importMappings.list(connection)).map((row) => toImport(row, connection.publicId)) };
  });
  server.post(importPath, { config: update, schema: createImport }, async (request, reply) => {
    const connection = await connections.get(principalOf(request), request.params.id);
    const { attribute_mappings: attributeMappings, field_mappings: fieldMappings } = request.body;
    const row = await importMappings.create(connection, { attributeMappings, fieldMappings });
    return reply.status(201).send(toImport(row, connection.publicId));
  });
  server.patch("/import-mappings/:id", { config: update, schema: changeImport }, async (request) => {
    const principal = principalOf(request);
    const { attribute_mappings: attributeMappings, field_mappings: fieldMappings, is_active: isActive } = request.body;
    const patch = { attributeMappings, fieldMappings, isActive };
    const row = await importMappings.change(principal, request.params.id, patch);
    return toImport(row, await publicIdOf(principal, row.connection_id));
  });
  server.delete("/import-mappings/:id", { config: update, schema: removeImport }, async (request, reply) => {
    await importMappings.remove(principalOf(request), request.params.id);
    return reply.status(204).send(null);
  });
}

const textsSchema = z.record(z.string(), z.string());

function toExport(row: ExportMappingRow, publicId: string): ExportMapping {
  return {
    ...stored(row, publicId),
    selected_fields: row.selected_fields,
    field_mappings: textsSchema.parse(row.field_mappings),
  };
}

function toImport(row: ImportMappingRow, publicId: string): ImportMapping {
  return {
    ...stored(row, publicId),
    attribute_mappings: textsSchema.parse(row.attribute_mappings),
    field_mappings: textsSchema.parse(row.field_mappings),
  };
}

function stored(row: ExportMappingRow | ImportMappingRow, publicId: string) {
  return {
    id: row.id,
    connection_id: row.connection_id,
    connection_public_id: publicId,
    is_active: row.is_active,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}
