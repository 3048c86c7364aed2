// Makes an account with everything that it needs from its first minute: an owner, and a place where stock lies.

import { type AccountRow, insertAccount, insertDefaultLocation } from "../../database/access/accounts.ts";
import { insertUser, type NewUserRow, type UserRow } from "../../database/access/users.ts";
import type { Db } from "../../database/database.ts";
import { newUserId, type Randomness } from "./one-time-secret.ts";
import { emailTaken } from "./user.ts";

export type NewAccount = {
  readonly accountName: string;
  readonly owner: Pick<
    NewUserRow,
    "email" | "name" | "password_hash" | "invitation_hash" | "invitation_expires_at" | "administrator"
  >;
};

export type MadeAccount = { readonly account: AccountRow; readonly user: UserRow };

/** @throws HubError `conflict` where the owner's e-mail address is taken */
export async function makeAccount(
  db: Db,
  { accountName, owner }: NewAccount,
  tools: { readonly now: Date; readonly random: Randomness },
): Promise<MadeAccount> {
  const account = await insertAccount(db, accountName, tools.now);
  const user = await insertUser(db, {
    ...owner,
    public_id: newUserId(tools.random),
    account_id: account.id,
    role: "owner",
    created_at: tools.now,
    tokens_valid_from: tools.now,
  });
  if (!user) throw emailTaken();
  await insertDefaultLocation(db, account.id, "Main");
  return { account, user };
}
