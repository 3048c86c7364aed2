// The single-store credentials of old: their status, and their change into connections.
import { z } from "zod";

export const credentialsStatusSchema = z
  .object({
    woocommerce: z.object({
      configured: z.boolean(),
      connectionId: z.int().nullable(),
      storeName: z.string().nullable(),
      storeUrl: z.string().nullable(),
      isActive: z.boolean(),
      isDefault: z.boolean(),
      connectionCount: z.int(),
    }),
  })
  .meta({ id: "PimCredentialsStatus" });
export type CredentialsStatus = z.infer<typeof credentialsStatusSchema>;

const text = (most: number) => z.string().trim().min(1).max(most);

/** A row of the old table. Other kinds of integration than WooCommerce may stand beside and are passed over. */
export const oldCredentialsSchema = z.object({
  userEmail: text(254).optional(),
  user_email: text(254).optional(),
  userId: z.union([text(100), z.int()]).optional(),
  user_id: z.union([text(100), z.int()]).optional(),
  integrationType: text(100).default("woocommerce"),
  credentials: z
    .object({
      apiUrl: text(2000),
      consumerKey: text(500),
      consumerSecret: text(500),
      webhookSecret: text(500).nullish(),
    })
    .or(z.record(z.string(), z.unknown())),
});
export type OldCredentials = z.infer<typeof oldCredentialsSchema>;

export const migrationRequestSchema = z
  .strictObject({ records: z.array(oldCredentialsSchema).min(1).max(1000) })
  .meta({ id: "PimCredentialsMigration" });

export const migrationReplySchema = z
  .object({
    created: z.int(),
    existing: z.int(),
    passedOver: z.int(),
    failed: z.int(),
    records: z.array(
      z.object({
        user: z.string(),
        status: z.enum(["created", "existing", "passed_over", "failed"]),
        connectionId: z.int().nullable(),
        message: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "PimCredentialsMigrationReply" });
export type MigrationReply = z.infer<typeof migrationReplySchema>;
