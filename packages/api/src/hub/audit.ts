// The trail of who changed what in an account.
import { z } from "zod";
import { nextCursorSchema, pageQuerySchema } from "./page.ts";

const entryExample = {
  id: 42,
  at: "2026-11-20T09:00:00.000Z",
  actor: "user:user_9f2c4e7a1b3d5f608192",
  action: "user.changed",
  subject: "user:user_1b3d5f6081929f2c4e7a",
  detail: { role: ["viewer", "manager"] },
};

export const auditEntrySchema = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: "`user:…`, or `system`." }),
    action: z.string(),
    subject: z.string(),
    detail: z.record(z.string(), z.unknown()).meta({ description: "Never holds a secret." }),
  })
  .meta({ id: "AuditEntry", example: entryExample });
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const wordSchema = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}]+$/u, "must be one line of text");

export const auditQuerySchema = pageQuerySchema.extend({
  action: wordSchema.optional().meta({ example: "user.changed" }),
  subject: wordSchema.optional().meta({ example: entryExample.subject }),
});

export const auditListSchema = z
  .object({ entries: z.array(auditEntrySchema), next_cursor: nextCursorSchema })
  .meta({ id: "AuditList", example: { entries: [entryExample], next_cursor: null } });
