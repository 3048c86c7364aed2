// The Logix dialect: a store that is connected by the merchant's yes in the store's own pages.
import { z } from "zod";
import { createdIntegrationSchema, integrationFields } from "./logix.ts";

export const authoriseRequestSchema = z
  .strictObject({
    shop: z.string().trim().min(1).max(200).meta({ example: "my-shop.myshopify.com" }),
    client_id: z.string().trim().min(1).max(200).meta({ description: "Of your own app on the platform." }),
    client_secret: z.string().trim().min(1).max(500),
    scopes: z
      .array(z.string().min(1).max(100))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "What Logix needs, where it is left out." }),
    redirect_uri: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional()
      .meta({ description: "Where the merchant comes back to. Logix's own callback where it is left out." }),
    ...integrationFields,
  })
  .meta({ id: "AuthoriseRequest" });

export const authoriseReplySchema = z
  .object({
    authorization_url: z.url().meta({ description: "Send the merchant here." }),
    state: z.string().meta({ description: "Comes back with the merchant; good for one use by the user who began." }),
    expires_at: z.string(),
  })
  .meta({ id: "AuthoriseReply" });

export const callbackRequestSchema = z
  .object({ code: z.string().min(1).max(2000), state: z.string().min(1).max(500) })
  .catchall(z.string().max(5000))
  .meta({ id: "OAuthCallback", description: "Everything that the platform sent to your page, unchanged." });

/** A merchant who says no comes back without a code. */
export const callbackQuerySchema = z
  .object({
    state: z.string().max(200).optional(),
    code: z.string().max(5000).optional(),
    shop: z.string().max(300).optional(),
    timestamp: z.string().max(50).optional(),
    hmac: z.string().max(300).optional(),
  })
  .catchall(z.string().max(5000));

export const callbackReplySchema = z
  .object({ message: z.string(), integration: createdIntegrationSchema })
  .meta({ id: "OAuthReply" });
