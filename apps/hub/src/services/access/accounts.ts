// Accounts: made by an administrator of this installation, seen by their own users.
import { HubError } from "@logix/model";
import { type AccountRow, selectAccount } from "../../database/accounts.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { record, systemOf } from "./audit.ts";
import { type MadeAccount, makeAccount } from "./new-account.ts";
import type { Randomness } from "./one-time-secret.ts";
import type { Passwords } from "./passwords.ts";

export type NewAccountRequest = { readonly name: string; readonly email: string; readonly password: string };

export function makeAccounts(options: {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly now: () => Date;
  readonly random: Randomness;
}) {
  const { database, passwords, now, random } = options;
  return {
    /** @throws HubError `forbidden` for who is no administrator, `conflict` for an e-mail address that is taken */
    create: async (principal: Principal, { name, email, password }: NewAccountRequest): Promise<MadeAccount> => {
      refuseOthers(principal);
      const owner = {
        ...WITHOUT_INVITATION,
        email,
        name: nameFrom(email),
        password_hash: await passwords.hash(password),
      };
      return database.transaction(async (db) => {
        const made = await makeAccount(db, { accountName: name, owner }, { now: now(), random });
        const subject = `account:${made.account.id}`;
        await record(db, systemOf(made.account.id), "account.created", subject, { owner: made.user.public_id });
        await record(db, principal, "account.created", subject, { name });
        return made;
      });
    },

    own: async ({ accountId }: Principal): Promise<AccountRow> => {
      const account = await database.asAccount(accountId, (db) => selectAccount(db, accountId));
      if (!account) throw new HubError("missing", "The account is gone", { code: "account_missing" });
      return account;
    },
  };
}

const WITHOUT_INVITATION = { administrator: false, invitation_hash: null, invitation_expires_at: null };

function refuseOthers({ administrator }: Principal): void {
  if (administrator) return;
  throw new HubError("forbidden", "Only an administrator of this installation makes accounts", {
    code: "administrator_needed",
    remedy: "Ask whoever installed the hub",
  });
}

function nameFrom(email: string): string {
  return email.split("@")[0]?.slice(0, 100) || email;
}
