// What a channel needs to know to reach somebody. Kept sealed; only the target's name is ever shown.
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { SEALED, type Sealer } from "../../database/sealing.ts";

const url = z.url({ protocol: /^https?$/, error: "is not a web address" }).max(2_000);

const smtp = z.strictObject({
  host: z
    .string()
    .regex(/^[\w.:-]+$/, "is not a host")
    .max(253),
  port: z.int().min(1).max(65_535),
  /** TLS from the first byte; without it STARTTLS is used where the server offers it. */
  secure: z.boolean(),
  user: z.string().max(300).optional(),
  password: z.string().max(1_000).optional(),
});

const channelSettingsSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("email"),
    to: z.array(z.email("is not an e-mail address").max(254)).min(1).max(20),
    from: z.email("is not an e-mail address").max(254).optional(),
    smtp: smtp.optional(),
  }),
  z.strictObject({ kind: z.literal("slack"), url }),
  z.strictObject({
    kind: z.literal("webhook"),
    url,
    secret: z.string(),
    /** Signs as well for a while after a rotation. */
    previous: z.strictObject({ secret: z.string(), until: z.iso.datetime() }).optional(),
  }),
]);
export type ChannelSettings = z.infer<typeof channelSettingsSchema>;

export function sealSettings(sealer: Sealer, settings: ChannelSettings): string {
  return sealer.seal(JSON.stringify(settings), SEALED.alertChannel);
}

export function openSettings(sealer: Sealer, sealed: string): ChannelSettings {
  return channelSettingsSchema.parse(JSON.parse(sealer.open(sealed, SEALED.alertChannel)));
}

/** As the Standard Webhooks spell it. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(24).toString("base64")}`;
}

/** A Slack address is a secret as a whole, and others may carry one in their path: the host says enough. */
export function shownTarget(settings: ChannelSettings): string {
  return settings.kind === "email" ? settings.to.join(", ") : new URL(settings.url).host;
}

/** Every text of the settings that must not be repeated anywhere. */
export function secretsOf(settings: ChannelSettings): readonly string[] {
  if (settings.kind === "email") return [settings.smtp?.password ?? ""].filter(isTelling);
  const path = new URL(settings.url).pathname.slice(1);
  const own = settings.kind === "webhook" ? [settings.secret, settings.previous?.secret ?? ""] : [];
  return [settings.url, path, ...own].filter(isTelling);
}

function isTelling(text: string): boolean {
  return text.length > 3;
}
