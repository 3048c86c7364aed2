// The installation: what it is, and how it is doing.
import { type SystemReply, systemSchema } from "@logix/api/hub/system";
import { problemReplies } from "@logix/api/problem";
import type { Installation, System } from "../../services/system/system.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

export type SystemServices = { readonly system: System };

const readSystem = {
  tags: ["System"],
  operationId: "readSystem",
  summary: "Version, health, and the ends of platforms' APIs",
  description: "`installation` is for administrators of this installation.",
  response: { 200: systemSchema, ...problemReplies },
};

export function systemRoutes(server: HubServer, { system }: SystemServices): void {
  server.get("/system", { config: { access: "signed-in" }, schema: readSystem }, async (request) => {
    const { version, platforms, installation } = await system.facts(principalOf(request));
    return {
      version,
      platforms: platforms.map(({ platform, label, version: api_version, sunsetAt, daysLeft, warning }) => ({
        platform,
        label,
        api_version,
        sunset_at: sunsetAt?.toISOString() ?? null,
        days_left: daysLeft,
        warning,
      })),
      installation: installation && toInstallation(installation),
    };
  });
}

function toInstallation(facts: Installation): NonNullable<SystemReply["installation"]> {
  const { disk, encryption, mail } = facts;
  return {
    role: facts.role,
    public_url: facts.publicUrl,
    started_at: facts.startedAt.toISOString(),
    node: facts.node,
    memory_bytes: facts.memoryBytes,
    database: facts.database,
    disk: disk && { free_bytes: disk.freeBytes, total_bytes: disk.totalBytes },
    queues: facts.queues,
    encryption: { sealed: encryption.sealed, due: encryption.due, has_previous_key: encryption.hasPreviousKey },
    mail: { configured: mail.isConfigured, from: mail.from ?? null },
  };
}
