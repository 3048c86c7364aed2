// The credentials of old: how they stand now that they are connections, and the way to get there.
import {
  type CredentialsStatus,
  credentialsStatusSchema,
  migrationReplySchema,
  migrationRequestSchema,
} from "@logix/api/pixelpim/credentials";
import { pimErrorReplies } from "@logix/api/pixelpim/error";
import { problemReplies } from "@logix/api/problem";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import type { DefaultConnections } from "../../services/connections/default-connection.ts";
import type { CredentialMigration } from "../../services/publishing/credential-migration.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";
import { PLATFORM } from "./own-connection.ts";

export type PimCredentialServices = {
  readonly defaultConnections: DefaultConnections;
  readonly credentialMigration: CredentialMigration;
};

const tags = ["PixelPim: credentials"];

const status = {
  tags,
  operationId: "pimCredentialsStatus",
  summary: "Whether a store is connected",
  description: "Of the default store, else of the newest. Credentials are in no reply.",
  response: { 200: credentialsStatusSchema, ...pimErrorReplies },
};
const migrate = {
  tags,
  operationId: "migrateCredentials",
  summary: "Turn single-store credentials into connections",
  description: "Repeatable. Each is tried before it is saved. Users of other accounts need an administrator.",
  body: migrationRequestSchema,
  response: { 200: migrationReplySchema, ...problemReplies },
};

/** Below /integrations, where the single-store API had it. */
export function credentialStatusRoutes(server: HubServer, { defaultConnections }: PimCredentialServices): void {
  server.get("/credentials/status", { config: { access: "integration:read" }, schema: status }, async (request) =>
    toStatus(await defaultConnections.list(principalOf(request), PLATFORM)),
  );
}

/** Below /api/v1. */
export function credentialMigrationRoutes(server: HubServer, { credentialMigration }: PimCredentialServices): void {
  server.post("/credentials/migration", { config: { access: "integration:create" }, schema: migrate }, (request) =>
    credentialMigration.migrate(principalOf(request), request.body.records),
  );
}

function toStatus(rows: readonly ConnectionRow[]): CredentialsStatus {
  const [first] = rows;
  return {
    woocommerce: {
      configured: first !== undefined,
      connectionId: first?.id ?? null,
      storeName: first?.name ?? null,
      storeUrl: first?.store_url ?? null,
      isActive: first?.status === "active",
      isDefault: first?.is_default ?? false,
      connectionCount: rows.length,
    },
  };
}
