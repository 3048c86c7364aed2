// Accounts: each is a shop of its own that sees nothing of the others.
import { z } from "zod";
import { emailSchema, nameSchema, newPasswordSchema } from "./credentials.ts";

export const accountSchema = z
  .object({ id: z.int(), name: z.string(), created_at: z.iso.datetime() })
  .meta({ id: "Account", example: { id: 1, name: "My shop", created_at: "2026-11-20T09:00:00.000Z" } });
export type Account = z.infer<typeof accountSchema>;

export const accountChangeRequestSchema = z
  .object({ name: nameSchema.meta({ description: "Of the shop." }) })
  .meta({ id: "AccountChangeRequest", example: { name: "Harbour & Pine" } });

export const newAccountRequestSchema = z
  .object({
    name: nameSchema.meta({ description: "Of the shop." }),
    email: emailSchema.meta({ description: "Of its first owner." }),
    password: newPasswordSchema,
  })
  .meta({
    id: "NewAccountRequest",
    example: { name: "Second shop", email: "grace@example.com", password: "correct horse battery" },
  });

export const newAccountSchema = z
  .object({
    account: accountSchema,
    user: z.object({ id: z.string(), email: z.string(), role: z.literal("owner") }),
  })
  .meta({
    id: "NewAccount",
    example: {
      account: { id: 2, name: "Second shop", created_at: "2026-11-20T09:00:00.000Z" },
      user: { id: "user_9f2c4e7a1b3d5f608192", email: "grace@example.com", role: "owner" },
    },
  });
