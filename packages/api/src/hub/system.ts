// What this installation is and how it is doing.
import { z } from "zod";
import { stampSchema } from "./moments.ts";

const bytesSchema = z.number().min(0);

const installationSchema = z.object({
  role: z.enum(["all", "api", "worker"]),
  public_url: z.string(),
  started_at: stampSchema,
  node: z.string(),
  memory_bytes: bytesSchema,
  database: z.object({
    kind: z.enum(["embedded", "external"]),
    version: z.string(),
    bytes: bytesSchema,
  }),
  disk: z
    .object({ free_bytes: bytesSchema, total_bytes: bytesSchema })
    .nullable()
    .meta({ description: "Of the embedded database's folder." }),
  queues: z.record(z.string(), z.object({ waiting: z.int(), active: z.int() })),
  encryption: z.object({
    sealed: z.int().meta({ description: "Secrets that are kept." }),
    due: z.int().meta({ description: "Of those, sealed under another key than the current one." }),
    has_previous_key: z.boolean(),
  }),
  mail: z.object({ configured: z.boolean(), from: z.string().nullable() }),
});
export type Installation = z.infer<typeof installationSchema>;

export const systemSchema = z
  .object({
    version: z.string(),
    platforms: z.array(
      z.object({
        platform: z.string(),
        label: z.string(),
        api_version: z.string(),
        sunset_at: stampSchema.nullable(),
        days_left: z.int().nullable(),
        warning: z.string().nullable(),
      }),
    ),
    installation: installationSchema
      .nullable()
      .meta({ description: "For administrators of this installation; null for all others." }),
  })
  .meta({
    id: "System",
    example: {
      version: "0.1.0",
      platforms: [
        {
          platform: "woocommerce",
          label: "WooCommerce",
          api_version: "wc/v3",
          sunset_at: null,
          days_left: null,
          warning: null,
        },
      ],
      installation: null,
    },
  });
export type SystemReply = z.infer<typeof systemSchema>;
