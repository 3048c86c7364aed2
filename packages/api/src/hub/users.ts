// The people of an account.
import { z } from "zod";
import { roleSchema } from "../permissions.ts";
import { emailSchema, nameSchema, newPasswordSchema } from "./credentials.ts";
import { nextCursorSchema } from "./page.ts";

const userExample = {
  id: "user_9f2c4e7a1b3d5f608192",
  email: "ada@example.com",
  name: "Ada",
  role: "manager",
  administrator: false,
  disabled: false,
  has_password: true,
  created_at: "2026-11-20T09:00:00.000Z",
} as const;

export const userSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    administrator: z.boolean().meta({ description: "May make further accounts on this installation." }),
    disabled: z.boolean().meta({ description: "Can neither log in nor use tokens." }),
    has_password: z.boolean().meta({ description: "False until an invitation has been accepted." }),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "User", example: userExample });
export type User = z.infer<typeof userSchema>;

export const userIdParamsSchema = z.object({
  id: z
    .string()
    .max(64)
    .regex(/^[\w-]+$/, "is not a user's id")
    .meta({ example: userExample.id }),
});

export const invitationSchema = z
  .object({
    path: z.string().meta({ description: "The one-time link, below the address of this hub. It is shown only here." }),
    expires_at: z.iso.datetime(),
  })
  .meta({ id: "Invitation", example: { path: "/welcome?token=q0Zb3mX…", expires_at: "2026-11-27T09:00:00.000Z" } });

export const newUserRequestSchema = z
  .object({
    email: emailSchema,
    name: nameSchema,
    role: roleSchema,
    password: newPasswordSchema.optional().meta({ description: "Without it an invitation is made." }),
  })
  .meta({ id: "NewUserRequest", example: { email: "ada@example.com", name: "Ada", role: "manager" } });

export const newUserSchema = z
  .object({ user: userSchema, invitation: invitationSchema.nullable() })
  .meta({ id: "NewUser", example: { user: userExample, invitation: null } });

export const userChangeRequestSchema = z
  .object({ name: nameSchema.optional(), role: roleSchema.optional(), disabled: z.boolean().optional() })
  .meta({ id: "UserChangeRequest", example: { role: "operator" }, description: "What is left out stays as it is." });

export const userListSchema = z
  .object({ users: z.array(userSchema), next_cursor: nextCursorSchema })
  .meta({ id: "UserList", example: { users: [userExample], next_cursor: null } });
