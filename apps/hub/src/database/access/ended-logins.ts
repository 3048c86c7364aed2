// Logins that were ended before their token ran out.
import type { Db } from "../database.ts";

export type EndedLogin = {
  readonly loginId: string;
  readonly accountId: number;
  readonly userId: number;
  readonly expiresAt: Date;
};

/** False where it was ended before. */
export async function insertEndedLogin(db: Db, login: EndedLogin): Promise<boolean> {
  const { loginId, accountId, userId, expiresAt } = login;
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("ended_logins")
    .values({ login_id: loginId, account_id: accountId, user_id: userId, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column("login_id").doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Their tokens are refused for their age by now. */
export async function forgetEndedLogins(db: Db, accountId: number, before: Date): Promise<void> {
  await db.deleteFrom("ended_logins").where("account_id", "=", accountId).where("expires_at", "<", before).execute();
}
