// Logging in, and what a signed-in user can do about themselves.
import { z } from "zod";
import { permissionSchema, roleSchema } from "../permissions.ts";
import { accountSchema } from "./accounts.ts";
import { emailSchema, nameSchema, newPasswordSchema, passwordSchema } from "./credentials.ts";

export const loginRequestSchema = z
  .object({ email: emailSchema, password: passwordSchema })
  .meta({ id: "LoginRequest", example: { email: "ada@example.com", password: "correct horse battery" } });

export const loginSchema = z
  .object({
    token: z.string().meta({ description: "Goes into the header `Authorization: Bearer …`." }),
    expires_at: z.iso.datetime().meta({ description: "12 hours from now." }),
  })
  .meta({ id: "Login", example: { token: "eyJhbGciOi…", expires_at: "2026-11-20T21:00:00.000Z" } });

export const acceptInvitationRequestSchema = z
  .object({
    token: z.string().min(1).max(200).meta({ description: "From the one-time link." }),
    password: newPasswordSchema,
  })
  .meta({
    id: "AcceptInvitationRequest",
    example: { token: "q0Zb3mX…", password: "correct horse battery" },
    description: "Sets the password of the invited user. The link works once.",
  });

export const passwordChangeRequestSchema = z
  .object({ current_password: passwordSchema, new_password: newPasswordSchema })
  .meta({
    id: "PasswordChangeRequest",
    example: { current_password: "correct horse battery", new_password: "staple correct horse" },
    description: "Ends all other logins of this user. API tokens stay.",
  });

export const meChangeRequestSchema = z
  .object({ name: nameSchema })
  .meta({ id: "MeChangeRequest", example: { name: "Ada Lovelace" } });

export const meSchema = z
  .object({
    user: z.object({ id: z.string(), email: z.string(), name: z.string() }),
    account: accountSchema,
    role: roleSchema,
    permissions: z.array(permissionSchema).meta({ description: "What this login or token may do." }),
    administrator: z.boolean().meta({ description: "May make further accounts on this installation." }),
    via: z.enum(["login", "token"]),
  })
  .meta({
    id: "Me",
    example: {
      user: { id: "user_9f2c4e7a1b3d5f608192", email: "ada@example.com", name: "Ada" },
      account: { id: 1, name: "My shop", created_at: "2026-11-20T09:00:00.000Z" },
      role: "viewer",
      permissions: ["integration:read", "orders:read", "customers:read", "stock:read"],
      administrator: false,
      via: "login",
    },
  });
export type Me = z.infer<typeof meSchema>;
