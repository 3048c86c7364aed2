// Users. Whatever belongs to one account names it; the few statements that look across accounts say so.
import { type Selectable, sql, type Updateable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type UserRow = Selectable<Tables["users"]>;
export type UserChanges = Updateable<Tables["users"]>;

export type NewUserRow = Pick<UserRow, "public_id" | "account_id" | "email" | "name" | "role"> & {
  readonly password_hash: string | null;
  readonly invitation_hash: Buffer | null;
  readonly invitation_expires_at: Date | null;
  readonly administrator: boolean;
  readonly created_at: Date;
  readonly tokens_valid_from: Date;
};

/** Undefined where the e-mail address is taken, by whichever account. */
export function insertUser(db: Db, user: NewUserRow): Promise<UserRow | undefined> {
  return db
    .insertInto("users")
    .values(user)
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returningAll()
    .executeTakeFirst();
}

export function selectUser(db: Db, accountId: number, publicId: string): Promise<UserRow | undefined> {
  return db
    .selectFrom("users")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("public_id", "=", publicId)
    .executeTakeFirst();
}

export function selectUsers(
  db: Db,
  accountId: number,
  page: { readonly afterId: number; readonly limit: number },
): Promise<UserRow[]> {
  return db
    .selectFrom("users")
    .selectAll()
    .where("account_id", "=", accountId)
    .where("id", ">", page.afterId)
    .orderBy("id")
    .limit(page.limit)
    .execute();
}

export function updateUser(db: Db, accountId: number, id: number, changes: UserChanges): Promise<UserRow> {
  return db
    .updateTable("users")
    .set(changes)
    .where("account_id", "=", accountId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Ids of those who are owners and not disabled. Until the transaction ends nobody else can change one of them. */
export async function lockOwners(db: Db, accountId: number): Promise<number[]> {
  const rows = await db
    .selectFrom("users")
    .select("id")
    .where("account_id", "=", accountId)
    .where("role", "=", "owner")
    .where("disabled_at", "is", null)
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

/** Across accounts: who logs in has not said which account is theirs. */
export function selectUserByEmail(db: Db, email: string): Promise<UserRow | undefined> {
  return db.selectFrom("users").selectAll().where(sql`lower(email)`, "=", email.toLowerCase()).executeTakeFirst();
}

export type LoginState = Pick<
  UserRow,
  "id" | "public_id" | "account_id" | "role" | "administrator" | "disabled_at" | "tokens_valid_from"
>;

/** Across accounts: what decides whether somebody's logins are still good, and what they may do. */
export function selectLoginState(db: Db, publicId: string): Promise<LoginState | undefined> {
  return loginState(db, publicId).executeTakeFirst();
}

/** The same about one login, which may have been ended by itself. */
export function selectLogin(
  db: Db,
  publicId: string,
  loginId: string,
): Promise<(LoginState & { readonly ended: boolean }) | undefined> {
  return loginState(db, publicId)
    .select(sql<boolean>`exists (select from ended_logins where login_id = ${loginId})`.as("ended"))
    .executeTakeFirst();
}

function loginState(db: Db, publicId: string) {
  return db
    .selectFrom("users")
    .select(["id", "public_id", "account_id", "role", "administrator", "disabled_at", "tokens_valid_from"])
    .where("public_id", "=", publicId);
}

/** Across accounts: spends an invitation that is still good. Of two who try at once, one gets nothing. */
export function spendInvitation(
  db: Db,
  invitation: { readonly hash: Buffer; readonly now: Date },
  changes: UserChanges,
): Promise<UserRow | undefined> {
  return db
    .updateTable("users")
    .set({ ...changes, invitation_hash: null, invitation_expires_at: null })
    .where("invitation_hash", "=", invitation.hash)
    .where("invitation_expires_at", ">", invitation.now)
    .where("disabled_at", "is", null)
    .returningAll()
    .executeTakeFirst();
}

/** Across accounts: the user whom the first start made. */
export function selectFirstUser(db: Db): Promise<UserRow | undefined> {
  return db.selectFrom("users").selectAll().orderBy("id").limit(1).executeTakeFirst();
}

export async function selectUserPublicId(db: Db, id: number): Promise<string | undefined> {
  const row = await db.selectFrom("users").select("public_id").where("id", "=", id).executeTakeFirst();
  return row?.public_id;
}
