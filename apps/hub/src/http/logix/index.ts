// The Logix dialect, the same for every platform in the registry.
import type { Connector } from "../../connector-kit/contract.ts";
import type { WebhookReceiver } from "../../services/sync/webhook-receiver.ts";
import type { HubServer } from "../hub-server.ts";
import { type ApprovalServices, approvalRoutes } from "./approvals.ts";
import { type IntegrationServices, integrationRoutes } from "./integrations.ts";
import { type OAuthServices, oauthRoutes } from "./oauth.ts";
import { receiverRoutes } from "./receiver.ts";
import { type SyncServices, syncRoutes } from "./sync.ts";

export type LogixServices = IntegrationServices &
  SyncServices &
  OAuthServices &
  ApprovalServices & { readonly receiver: WebhookReceiver };

/** Below /api/v1. */
export function logixRoutes(server: HubServer, connectors: Iterable<Connector>, services: LogixServices): void {
  for (const connector of connectors) {
    void server.register(
      async (scope: HubServer) => {
        integrationRoutes(scope, connector, services);
        syncRoutes(scope, connector, services);
        if (connector.oauth) oauthRoutes(scope, connector, services);
        if (connector.approval) approvalRoutes(scope, connector, services);
      },
      { prefix: `/${connector.platform}` },
    );
    void server.register(async (scope: HubServer) => receiverRoutes(scope, connector, services), {
      prefix: `/${connector.platform}`,
    });
  }
}
