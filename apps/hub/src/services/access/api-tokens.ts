// Tokens for programs: each acts for the user who made it, with some of that user's permissions.
import { PERMISSIONS, type Permission } from "@logix/api/permissions";
import { HubError } from "@logix/model";
import { insertApiToken, revokeApiToken, selectApiTokens } from "../../database/access/api-tokens.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { record } from "./audit.ts";
import { fingerprint, newSecret, type Randomness } from "./one-time-secret.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "./page-cursor.ts";

/** How a token is told from a login at first sight, also by programs that search for leaked ones. */
export const API_TOKEN_PREFIX = "lgx_";

export type ApiToken = {
  readonly id: number;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** `user_…` */
  readonly userId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
};

export type NewApiToken = {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly expiresAt?: Date | undefined;
};

export type ApiTokensOptions = {
  readonly database: Database;
  /** Told when a token was revoked. */
  readonly forget: () => void;
  readonly now: () => Date;
  readonly random: Randomness;
};

export function makeApiTokens({ database, forget, now, random }: ApiTokensOptions) {
  return {
    /** `secret` is the token itself: it can be shown only now. */
    create: async (principal: Principal, wanted: NewApiToken): Promise<{ token: ApiToken; secret: string }> => {
      refuseBeyondOwn(principal, wanted.permissions);
      refusePast(wanted.expiresAt, now());
      const secret = `${API_TOKEN_PREFIX}${newSecret(random)}`;
      const row = await database.asAccount(principal.accountId, async (db) => {
        const made = await insertApiToken(db, toRow(principal, wanted, { hash: fingerprint(secret), at: now() }));
        const { name, permissions } = made;
        await record(db, principal, "token.created", `token:${made.id}`, { name, permissions });
        return made;
      });
      return { token: toApiToken({ ...row, user_public_id: principal.userPublicId }), secret };
    },

    /** Newest first, without the revoked ones. */
    list: async ({ accountId }: Principal, { limit, cursor }: PageRequest): Promise<Page<ApiToken>> => {
      const page = { beforeId: idOfCursor(cursor), limit: limit + 1 };
      const rows = await database.asAccount(accountId, (db) => selectApiTokens(db, accountId, page));
      const { items, nextCursor } = toPage(rows, limit);
      return { items: items.map(toApiToken), nextCursor };
    },

    revoke: async (principal: Principal, id: number): Promise<void> => {
      await database.asAccount(principal.accountId, async (db) => {
        const revoked = await revokeApiToken(db, principal.accountId, id, now());
        if (!revoked) throw new HubError("missing", "There is no such token", { code: "token_missing_here" });
        await record(db, principal, "token.revoked", `token:${id}`, { name: revoked.name });
      });
      forget();
    },
  };
}

/** A permission that no longer exists is left out. */
export function toPermissions(stored: readonly string[]): readonly Permission[] {
  return PERMISSIONS.filter((permission) => stored.includes(permission));
}

function toRow(principal: Principal, wanted: NewApiToken, { hash, at }: { hash: Buffer; at: Date }) {
  return {
    account_id: principal.accountId,
    user_id: principal.userId,
    name: wanted.name,
    token_hash: hash,
    permissions: [...toPermissions(wanted.permissions)],
    created_at: at,
    expires_at: wanted.expiresAt ?? null,
  };
}

type Row = Awaited<ReturnType<typeof selectApiTokens>>[number];

function toApiToken(row: Row): ApiToken {
  return {
    id: row.id,
    name: row.name,
    permissions: toPermissions(row.permissions),
    userId: row.user_public_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
  };
}

function refuseBeyondOwn(principal: Principal, permissions: readonly Permission[]): void {
  const beyond = permissions.filter((permission) => !principal.permissions.has(permission));
  if (beyond.length === 0) return;
  throw new HubError("forbidden", `A token cannot have permissions that you lack: ${beyond.join(", ")}`, {
    code: "permissions_beyond_own",
    remedy: "Leave them out, or ask an owner of the account",
    issues: beyond.map((permission) => ({ field: "permissions", problem: `${permission} is not yours to give` })),
  });
}

function refusePast(expiresAt: Date | undefined, now: Date): void {
  if (!expiresAt || expiresAt > now) return;
  throw new HubError("invalid", "The token would have expired already", {
    code: "expires_in_the_past",
    issues: [{ field: "expires_at", problem: "is in the past", remedy: "Name a later moment, or leave it out" }],
  });
}
