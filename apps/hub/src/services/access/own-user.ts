// What a signed-in user can see and do about themselves.
import { PERMISSIONS, type Permission } from "@logix/api/permissions";
import { HubError } from "@logix/model";
import { type AccountRow, selectAccount } from "../../database/access/accounts.ts";
import { forgetEndedLogins, insertEndedLogin } from "../../database/access/ended-logins.ts";
import { selectUser, type UserChanges, type UserRow, updateUser } from "../../database/access/users.ts";
import type { Database, Db } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { type AuditDetail, record } from "./audit.ts";
import type { LoginAttempts } from "./login-attempts.ts";
import type { Login, LoginTokens } from "./login-tokens.ts";
import type { Passwords } from "./passwords.ts";
import { noSuchUser, toUser, type User } from "./user.ts";

export type Me = { readonly user: User; readonly account: AccountRow; readonly permissions: readonly Permission[] };

export type PasswordChange = { readonly current: string; readonly next: string; readonly address: string };

export type OwnUserOptions = {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly attempts: LoginAttempts;
  readonly loginTokens: LoginTokens;
  /** Told when logins were ended. */
  readonly forget: () => void;
  readonly now: () => Date;
};

export function makeOwnUser(options: OwnUserOptions) {
  const { database, passwords, attempts, loginTokens, forget, now } = options;

  const change = async (
    principal: Principal,
    action: string,
    changes: UserChanges,
    detail: AuditDetail = {},
  ): Promise<UserRow> => {
    const user = await database.asAccount(principal.accountId, async (db) => {
      await record(db, principal, action, `user:${principal.userPublicId}`, detail);
      return updateUser(db, principal.accountId, principal.userId, changes);
    });
    forget();
    return user;
  };

  const me = (principal: Principal): Promise<Me> =>
    database.asAccount(principal.accountId, async (db) => ({
      user: toUser(await ownRow(db, principal)),
      account: await ownAccount(db, principal),
      permissions: PERMISSIONS.filter((permission) => principal.permissions.has(permission)),
    }));

  return {
    me,

    rename: async (principal: Principal, name: string): Promise<Me> => {
      refuseTokens(principal);
      const before = await database.asAccount(principal.accountId, (db) => ownRow(db, principal));
      if (before.name !== name) await change(principal, "user.changed", { name }, { name: [before.name, name] });
      return me(principal);
    },

    /** Ends all logins of the user, and returns a new one. API tokens are not touched. */
    changePassword: async (principal: Principal, { current, next, address }: PasswordChange): Promise<Login> => {
      refuseTokens(principal);
      const user = await database.asAccount(principal.accountId, (db) => ownRow(db, principal));
      await attempts.count({ email: user.email, address }, async () => {
        const { fits } = await passwords.verify(current, user.password_hash);
        if (!fits) throw passwordWrong();
      });
      const password_hash = await passwords.hash(next, "new_password");
      const changes = { password_hash, tokens_valid_from: justAfter(now()), ...NO_INVITATION };
      return loginTokens.issue(await change(principal, "user.password_changed", changes));
    },

    /** Ends the one login that the token is of, whoever holds a copy of it; others go on. */
    logOut: async (principal: Principal, token: string): Promise<void> => {
      refuseTokens(principal);
      const { loginId, expiresAt } = await loginTokens.read(token);
      const { accountId, userId, userPublicId } = principal;
      await database.asAccount(accountId, async (db) => {
        await forgetEndedLogins(db, accountId, now());
        const isNew = await insertEndedLogin(db, { loginId, accountId, userId, expiresAt });
        if (isNew) await record(db, principal, "user.logged_out", `user:${userPublicId}`);
      });
      forget();
    },

    logOutEverywhere: async (principal: Principal): Promise<void> => {
      refuseTokens(principal);
      await change(principal, "user.logged_out_everywhere", { tokens_valid_from: justAfter(now()) });
    },
  };
}

const NO_INVITATION = { invitation_hash: null, invitation_expires_at: null };

/** A login made within the same millisecond ends with the others. */
function justAfter(now: Date): Date {
  return new Date(now.getTime() + 1);
}

async function ownRow(db: Db, principal: Principal): Promise<UserRow> {
  const user = await selectUser(db, principal.accountId, principal.userPublicId);
  if (!user) throw noSuchUser();
  return user;
}

async function ownAccount(db: Db, { accountId }: Principal): Promise<AccountRow> {
  const account = await selectAccount(db, accountId);
  if (!account) throw new HubError("missing", "The account is gone", { code: "account_missing" });
  return account;
}

/** A program's token, once leaked, must not lock out its user or help to guess the password. */
function refuseTokens({ via }: Principal): void {
  if (via === "login") return;
  throw new HubError("forbidden", "This needs a login, an API token is not enough", {
    code: "login_needed",
    remedy: "Log in with e-mail and password, and use the token from there",
  });
}

function passwordWrong(): HubError {
  return new HubError("invalid", "The current password is wrong", {
    code: "password_wrong",
    issues: [{ field: "current_password", problem: "is wrong" }],
  });
}
