// The trail of who changed what.
import { type AuditEntry, auditListSchema, auditQuerySchema } from "@logix/api/hub/audit";
import { problemReplies } from "@logix/api/problem";
import type { AuditRow } from "../../database/access/audit.ts";
import type { AccessServices } from "../../services/access/index.ts";
import { principalOf } from "../auth.ts";
import type { HubServer } from "../hub-server.ts";

const config = { access: "admin:audit" } as const;

const listAudit = {
  tags: ["Audit"],
  summary: "Who changed what, newest first",
  querystring: auditQuerySchema,
  response: { 200: auditListSchema, ...problemReplies },
};

export function auditRoutes(server: HubServer, { audit }: Pick<AccessServices, "audit">): void {
  server.get("/audit", { config, schema: listAudit }, async (request) => {
    const { items, nextCursor } = await audit.list(principalOf(request), request.query);
    return { entries: items.map(toReply), next_cursor: nextCursor };
  });
}

function toReply({ id, at, actor, action, subject, detail }: AuditRow): AuditEntry {
  return { id, at: at.toISOString(), actor, action, subject, detail };
}
