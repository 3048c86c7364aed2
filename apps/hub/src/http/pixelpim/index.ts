// The PixelPim dialect: many WooCommerce stores under one catalogue.
import type { Connector } from "../../connector-kit/contract.ts";
import type { HubServer } from "../hub-server.ts";
import { connectionRoutes, type PimConnectionServices } from "./connections.ts";
import { replyPimNotFound, replyWithPimError } from "./error-replies.ts";
import { exportMappingRoutes, type PimExportMappingServices } from "./export-mappings.ts";
import { importMappingRoutes, type PimImportMappingServices } from "./import-mappings.ts";
import { pimConnections } from "./own-connection.ts";

export type PimServices = PimConnectionServices & PimExportMappingServices & PimImportMappingServices;

/** Below the root: the dialect's paths are older than /api/v1. */
export function pixelPimRoutes(server: HubServer, connector: Connector, services: PimServices): void {
  const own = pimConnections(services.connections);
  void server.register(
    async (scope: HubServer) => {
      speakPixelPim(scope);
      connectionRoutes(scope, connector, services, own);
      exportMappingRoutes(scope, services, own);
      importMappingRoutes(scope, services, own);
    },
    { prefix: "/integration/woocommerce" },
  );
}

/** Everything that goes wrong in this scope is told in its own shape, unknown routes included. */
function speakPixelPim(scope: HubServer): void {
  scope.setErrorHandler((error, request, reply) => replyWithPimError(error, request, reply));
  scope.setNotFoundHandler((request, reply) => replyPimNotFound(request, reply));
}
