// The PixelPim dialect: many WooCommerce stores under one catalogue.
import type { Connector } from "../../connector-kit/contract.ts";
import type { HubServer } from "../hub-server.ts";
import { connectionRoutes, type PimConnectionServices } from "./connections.ts";
import { credentialMigrationRoutes, credentialStatusRoutes, type PimCredentialServices } from "./credentials.ts";
import { replyPimNotFound, replyWithPimError } from "./error-replies.ts";
import { exportMappingRoutes, type PimExportMappingServices } from "./export-mappings.ts";
import { exportRoutes, type PimExportServices } from "./exports.ts";
import { importMappingRoutes, type PimImportMappingServices } from "./import-mappings.ts";
import { importRoutes, type PimImportServices } from "./imports.ts";
import { pimConnections } from "./own-connection.ts";
import { type PimRunServices, runRoutes } from "./runs.ts";
import { type PimSingleProductServices, singleProductRoutes } from "./single-products.ts";
import { type PimSyncStatusServices, syncStatusRoutes } from "./sync-status.ts";

export type PimServices = PimConnectionServices &
  PimExportMappingServices &
  PimImportMappingServices &
  PimExportServices &
  PimImportServices &
  PimSingleProductServices &
  PimRunServices &
  PimSyncStatusServices &
  PimCredentialServices;

/** Below the root: the dialect's paths are older than /api/v1. */
export function pixelPimRoutes(server: HubServer, connector: Connector, services: PimServices): void {
  const own = pimConnections(services.connections);
  void server.register(
    async (scope: HubServer) => {
      speakPixelPim(scope);
      connectionRoutes(scope, connector, services, own);
      exportMappingRoutes(scope, services, own);
      importMappingRoutes(scope, services, own);
      exportRoutes(scope, services, own);
      importRoutes(scope, services, own);
      singleProductRoutes(scope, services, own);
      runRoutes(scope, services, own);
      syncStatusRoutes(scope, services, own);
    },
    { prefix: "/integration/woocommerce" },
  );
  void server.register(
    async (scope: HubServer) => {
      speakPixelPim(scope);
      credentialStatusRoutes(scope, services);
    },
    { prefix: "/integrations" },
  );
  void server.register(async (scope: HubServer) => credentialMigrationRoutes(scope, services), { prefix: "/api/v1" });
}

/** Everything that goes wrong in this scope is told in its own shape, unknown routes included. */
function speakPixelPim(scope: HubServer): void {
  scope.setErrorHandler((error, request, reply) => replyWithPimError(error, request, reply));
  scope.setNotFoundHandler((request, reply) => replyPimNotFound(request, reply));
}
