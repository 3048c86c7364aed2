// Where alerts are told: mail, a chat, or a signed webhook. Secrets go in and never come out again.
import { z } from "zod";
import { alertCodeSchema, severitySchema } from "./alert-codes.ts";
import { stampSchema } from "./moments.ts";
import { lineSchema } from "./text.ts";

const clockSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time; write it like 22:00")
  .meta({ example: "22:00" });

const quietSchema = z
  .strictObject({
    from: clockSchema,
    to: clockSchema,
    zone: lineSchema(60).refine(isZone, { error: "is not a time zone; write it like Europe/Berlin" }),
    critical_passes: z.boolean().default(true).meta({ description: "Whether what is critical is told all the same." }),
  })
  .refine(({ from, to }) => from !== to, { error: "must end at another time than it begins", path: ["to"] })
  .meta({
    id: "QuietHours",
    example: { from: "22:00", to: "07:00", zone: "Europe/Berlin", critical_passes: true },
  });

const urlSchema = z
  .url({ protocol: /^https?$/, error: "is not a web address" })
  .max(2_000)
  .meta({ example: "https://hooks.example.com/logix" });
const mailSchema = z.email("is not an e-mail address").max(254).meta({ example: "shop@example.com" });

const smtpSchema = z
  .strictObject({
    host: lineSchema(253).regex(/^[\w.:-]+$/, "is not a host"),
    port: z.int().min(1).max(65_535).default(587),
    secure: z.boolean().default(false).meta({ description: "TLS from the first byte, as on port 465." }),
    user: lineSchema(300).optional(),
    password: z.string().max(1_000).optional().meta({ description: "Left out in a change it stays as it is." }),
  })
  .meta({ id: "MailServer", example: { host: "smtp.example.com", port: 587, secure: false } });

const targetSchema = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("email"),
      to: z.array(mailSchema).min(1, "must name somebody").max(20),
      from: mailSchema.optional(),
      smtp: smtpSchema.optional().meta({ description: "In place of the installation's mail server." }),
    }),
    z.strictObject({
      kind: z.literal("slack").meta({ description: "Whatever takes incoming webhooks as Slack does." }),
      url: urlSchema,
    }),
    z.strictObject({
      kind: z.literal("webhook").meta({ description: "Signed as in standardwebhooks.com." }),
      url: urlSchema,
    }),
  ])
  .meta({ id: "AlertTarget", example: { kind: "email" as const, to: ["shop@example.com"] } });
export type AlertTarget = z.output<typeof targetSchema>;

const wishes = {
  name: lineSchema(100),
  min_severity: severitySchema.meta({ description: "Nothing below it is told here." }),
  codes: z.array(alertCodeSchema).min(1).max(50).nullable().meta({ description: "Only these; null for all." }),
  enabled: z.boolean(),
  group_seconds: z.int().min(0).max(3600).meta({ description: "What happens within so many seconds is one message." }),
  repeat_hours: z.int().min(1).max(720).nullable().meta({ description: "Told again while it lasts; null: once." }),
  quiet_hours: quietSchema.nullable(),
};

const channelExample = {
  id: 2,
  name: "Shop mail",
  kind: "email" as const,
  target: "shop@example.com",
  min_severity: "warning" as const,
  codes: null,
  enabled: true,
  group_seconds: 60,
  repeat_hours: 24,
  quiet_hours: null,
  last_sent_at: "2026-11-20T09:01:01.000Z",
  failing_since: null,
  last_error: null,
  created_at: "2026-11-20T08:00:00.000Z",
  updated_at: "2026-11-20T08:00:00.000Z",
};

export const alertChannelSchema = z
  .object({
    id: z.int(),
    kind: z.enum(["email", "slack", "webhook"]),
    target: z.string().meta({ description: "Who is told, or the host that is called." }),
    ...wishes,
    last_sent_at: stampSchema.nullable(),
    failing_since: stampSchema.nullable().meta({ description: "Since when nothing arrives here." }),
    last_error: z.string().nullable(),
    created_at: stampSchema,
    updated_at: stampSchema,
  })
  .meta({ id: "AlertChannel", example: channelExample });
export type AlertChannel = z.infer<typeof alertChannelSchema>;

export const madeAlertChannelSchema = alertChannelSchema
  .extend({
    secret: z.string().nullable().meta({ description: "Of a webhook: with it you check signatures. Shown only here." }),
  })
  .meta({ id: "MadeAlertChannel", example: { ...channelExample, secret: null } });

export const alertChannelListSchema = z
  .object({ alert_channels: z.array(alertChannelSchema) })
  .meta({ id: "AlertChannelList", example: { alert_channels: [channelExample] } });

export const newAlertChannelSchema = z
  .strictObject({
    name: wishes.name,
    target: targetSchema,
    min_severity: wishes.min_severity.default("warning"),
    codes: wishes.codes.default(null),
    enabled: wishes.enabled.default(true),
    group_seconds: wishes.group_seconds.default(60),
    repeat_hours: wishes.repeat_hours.default(null),
    quiet_hours: wishes.quiet_hours.default(null),
  })
  .meta({
    id: "NewAlertChannel",
    example: { name: "Shop mail", target: { kind: "email", to: ["shop@example.com"] }, min_severity: "warning" },
  });

export const alertChannelChangeSchema = z
  .strictObject({ ...wishes, target: targetSchema })
  .partial()
  .meta({ id: "AlertChannelChange", example: { enabled: false } });

export const channelTriedSchema = z
  .object({
    arrived: z.boolean(),
    error: z.string().nullable().meta({ description: "Why it did not." }),
  })
  .meta({ id: "AlertChannelTried", example: { arrived: true, error: null } });

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}
