// Accounts: made by an administrator of this installation, seen by their own users.
import { HubError } from "@logix/model";
import { type AccountRow, selectAccount, updateAccountName } from "../../database/access/accounts.ts";
import type { Database, Db } from "../../database/database.ts";
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

    own: ({ accountId }: Principal): Promise<AccountRow> => database.asAccount(accountId, (db) => read(db, accountId)),

    /** As the hub: who acts for an account may only read the row of the account itself. */
    rename: (principal: Principal, name: string): Promise<AccountRow> =>
      database.transaction(async (db) => {
        const before = await read(db, principal.accountId);
        if (before.name === name) return before;
        await record(db, principal, "account.renamed", `account:${before.id}`, { name: [before.name, name] });
        return updateAccountName(db, before.id, name);
      }),
  };
}

const WITHOUT_INVITATION = { administrator: false, invitation_hash: null, invitation_expires_at: null };

async function read(db: Db, accountId: number): Promise<AccountRow> {
  const account = await selectAccount(db, accountId);
  if (!account) throw new HubError("missing", "The account is gone", { code: "account_missing" });
  return account;
}

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
