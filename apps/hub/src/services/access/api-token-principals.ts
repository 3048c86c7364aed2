// From an API token to who is asking: what the token was given, as far as its user still has it.
import { type Permission, ROLE_PERMISSIONS } from "@logix/api/permissions";
import { selectApiTokenByHash, touchApiToken, type UsableApiToken } from "../../database/access/api-tokens.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { toPermissions } from "./api-tokens.ts";
import { tokenExpired, tokenInvalid } from "./login-tokens.ts";
import { fingerprint } from "./one-time-secret.ts";
import { makeShortMemory } from "./short-memory.ts";

const KEEP_MS = 3_000;
const MOST_TOKENS = 10_000;
const TOUCH_MS = 60_000;

export function makeApiTokenPrincipals({ database, now }: { readonly database: Database; readonly now: () => Date }) {
  const tokens = makeShortMemory<UsableApiToken | undefined>({ now, keepMs: KEEP_MS, most: MOST_TOKENS });

  const read = async (hash: Buffer) => {
    const token = await selectApiTokenByHash(database.db, hash);
    if (token && isUntouched(token, now())) await touchApiToken(database.db, token.id, now());
    return token;
  };

  return {
    /** @throws HubError `unauthenticated` */
    principalOf: async (secret: string): Promise<Principal> => {
      const hash = fingerprint(secret);
      const token = await tokens.get(hash.toString("base64url"), () => read(hash));
      if (!token) throw tokenInvalid();
      if (isExpired(token, now())) throw tokenExpired();
      return toPrincipal(token);
    },
    /** After a change to tokens or users, so that it acts at once in this process; others follow within seconds. */
    forget: () => tokens.forgetAll(),
  };
}

function isExpired({ expires_at }: UsableApiToken, now: Date): boolean {
  return expires_at !== null && expires_at <= now;
}

/** When a token was last used is written down once a minute, not with every request. */
function isUntouched(token: UsableApiToken, now: Date): boolean {
  const last = token.last_used_at?.getTime() ?? 0;
  return !isExpired(token, now) && now.getTime() - last >= TOUCH_MS;
}

function toPrincipal(token: UsableApiToken): Principal {
  const ofUser = new Set<Permission>(ROLE_PERMISSIONS[token.role]);
  const permissions = new Set(toPermissions(token.permissions).filter((permission) => ofUser.has(permission)));
  return {
    accountId: token.account_id,
    userId: token.user_id,
    userPublicId: token.user_public_id,
    permissions,
    // Making accounts is about people, so a token must have been given that.
    administrator: token.administrator && permissions.has("admin:users"),
    via: "token",
  };
}
