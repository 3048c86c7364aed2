// The platforms that can be connected.
import { z } from "zod";

export const platformListSchema = z
  .object({
    public_url: z.string().meta({ description: "Where stores reach this hub." }),
    platforms: z.array(
      z.object({
        platform: z.string(),
        title: z.string(),
        access: z.enum(["keys", "oauth2"]),
        approval: z
          .boolean()
          .meta({ description: "Whether its stores hand out keys by themselves, once their merchant has agreed." }),
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
      public_url: "https://hub.example.com",
      platforms: [
        {
          platform: "woocommerce",
          title: "WooCommerce",
          access: "keys",
          approval: true,
          api_version: "wc/v3",
          topics: ["order.created", "order.updated"],
          settings: [{ name: "consumer_key", type: "string", required: true, secret: true }],
        },
      ],
    },
  });
