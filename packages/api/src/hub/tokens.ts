// API tokens: how programs sign in.
import { z } from "zod";
import { permissionSchema } from "../permissions.ts";
import { nameSchema } from "./credentials.ts";
import { nextCursorSchema } from "./page.ts";

const MOST_ID = 2_147_483_647;

const tokenExample = {
  id: 7,
  name: "Warehouse scanner",
  permissions: ["orders:read", "stock:write"] as const,
  user_id: "user_9f2c4e7a1b3d5f608192",
  created_at: "2026-11-20T09:00:00.000Z",
  expires_at: null,
  last_used_at: null,
};

export const apiTokenSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    permissions: z
      .array(permissionSchema)
      .meta({ description: "At most these, and only as long as the token's user has them." }),
    user_id: z.string().meta({ description: "Who made it, and on whose behalf it acts." }),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().nullable(),
    last_used_at: z.iso.datetime().nullable().meta({ description: "To the minute." }),
  })
  .meta({ id: "ApiToken", example: { ...tokenExample, permissions: [...tokenExample.permissions] } });
export type ApiToken = z.infer<typeof apiTokenSchema>;

export const newApiTokenSchema = apiTokenSchema
  .extend({ token: z.string().meta({ description: "The token itself. It is shown only here." }) })
  .meta({
    id: "NewApiToken",
    example: { ...tokenExample, permissions: [...tokenExample.permissions], token: "lgx_q0Zb3mX…" },
  });

export const newApiTokenRequestSchema = z
  .object({
    name: nameSchema,
    permissions: z.array(permissionSchema).min(1, "must name one permission at least"),
    expires_at: z.iso
      .datetime({ offset: true, error: "is not a moment; write it like 2027-01-31T00:00:00Z" })
      .nullish()
      .meta({ description: "Without it the token works until it is revoked." }),
  })
  .meta({
    id: "NewApiTokenRequest",
    example: { name: "Warehouse scanner", permissions: ["orders:read", "stock:write"] },
  });

export const apiTokenIdParamsSchema = z.object({ id: z.coerce.number().int().min(1).max(MOST_ID) });

export const apiTokenListSchema = z.object({ tokens: z.array(apiTokenSchema), next_cursor: nextCursorSchema }).meta({
  id: "ApiTokenList",
  example: { tokens: [{ ...tokenExample, permissions: [...tokenExample.permissions] }], next_cursor: null },
});
