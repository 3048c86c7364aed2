// The Logix dialect: stores that hand out keys by themselves, after their merchant has agreed.
import { z } from "zod";
import { createdIntegrationSchema, integrationFields } from "./logix.ts";

export const approvalRequestSchema = z
  .strictObject({
    store_url: z.string().trim().min(1).max(500).meta({ example: "https://your-store.com" }),
    return_url: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .meta({ description: "Where the browser goes when the merchant has agreed or not." }),
    ...integrationFields,
  })
  .meta({ id: "ApprovalRequest" });

export const approvalReplySchema = z
  .object({
    approval_url: z.url().meta({ description: "Send the merchant here." }),
    state: z.string(),
    expires_at: z.string(),
  })
  .meta({ id: "ApprovalReply" });

export const approvalStateSchema = z.object({
  granted: z.boolean().meta({ description: "The store has handed over keys: finish the connection." }),
});
export const approvalParamsSchema = z.object({ state: z.string().min(1).max(200) });
export const approvalDoneSchema = z.object({ message: z.string(), integration: createdIntegrationSchema });
