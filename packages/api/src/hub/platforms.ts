// The platforms that can be connected.
import { z } from "zod";

export const platformListSchema = z
  .object({
    platforms: z.array(
      z.object({
        platform: z.string(),
        title: z.string(),
        access: z.enum(["keys", "oauth2"]),
        api_version: z.string(),
        topics: z.array(z.string()).meta({ description: "Webhook topics." }),
        settings: z.array(
          z.object({
            name: z.string(),
            type: z.string(),
            required: z.boolean(),
            secret: z.boolean().meta({ description: "Never shown again." }),
          }),
        ),
      }),
    ),
  })
  .meta({
    id: "PlatformList",
    example: {
      platforms: [
        {
          platform: "woocommerce",
          title: "WooCommerce",
          access: "keys",
          api_version: "wc/v3",
          topics: ["order.created", "order.updated"],
          settings: [{ name: "consumer_key", type: "string", required: true, secret: true }],
        },
      ],
    },
  });
