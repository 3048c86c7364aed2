// Tokens for programs. Only a fingerprint of each is stored.
import type { Insertable, Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type ApiTokenRow = Omit<Selectable<Tables["api_tokens"]>, "token_hash">;

const READABLE = [
  "id",
  "account_id",
  "user_id",
  "name",
  "permissions",
  "created_at",
  "expires_at",
  "last_used_at",
  "revoked_at",
] as const;

export function insertApiToken(db: Db, token: Insertable<Tables["api_tokens"]>): Promise<ApiTokenRow> {
  return db.insertInto("api_tokens").values(token).returning(READABLE).executeTakeFirstOrThrow();
}

/** Newest first, without the revoked ones. */
export function selectApiTokens(
  db: Db,
  accountId: number,
  page: { readonly beforeId: number | undefined; readonly limit: number },
) {
  return db
    .selectFrom("api_tokens")
    .innerJoin("users", "users.id", "api_tokens.user_id")
    .select(READABLE.map((column) => `api_tokens.${column}` as const))
    .select("users.public_id as user_public_id")
    .where("api_tokens.account_id", "=", accountId)
    .where("api_tokens.revoked_at", "is", null)
    .$if(page.beforeId !== undefined, (query) => query.where("api_tokens.id", "<", page.beforeId ?? 0))
    .orderBy("api_tokens.id", "desc")
    .limit(page.limit)
    .execute();
}

/** Undefined where there is none, or it was revoked before. */
export function revokeApiToken(db: Db, accountId: number, id: number, at: Date): Promise<ApiTokenRow | undefined> {
  return db
    .updateTable("api_tokens")
    .set({ revoked_at: at })
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .returning(READABLE)
    .executeTakeFirst();
}

/** Across accounts: who calls has only the token to show. */
export function selectApiTokenByHash(db: Db, hash: Buffer) {
  return db
    .selectFrom("api_tokens")
    .innerJoin("users", "users.id", "api_tokens.user_id")
    .select([
      "api_tokens.id",
      "api_tokens.account_id",
      "api_tokens.permissions",
      "api_tokens.expires_at",
      "api_tokens.last_used_at",
      "users.id as user_id",
      "users.public_id as user_public_id",
      "users.role",
      "users.administrator",
    ])
    .where("api_tokens.token_hash", "=", hash)
    .where("api_tokens.revoked_at", "is", null)
    .where("users.disabled_at", "is", null)
    .executeTakeFirst();
}

export type UsableApiToken = NonNullable<Awaited<ReturnType<typeof selectApiTokenByHash>>>;

export async function touchApiToken(db: Db, id: number, at: Date): Promise<void> {
  await db.updateTable("api_tokens").set({ last_used_at: at }).where("id", "=", id).execute();
}
