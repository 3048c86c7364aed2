// Logging in with a password, and choosing the first one by an invitation.
import { HubError } from "@logix/model";
import {
  selectUserByEmail,
  spendInvitation,
  type UserChanges,
  type UserRow,
  updateUser,
} from "../../database/access/users.ts";
import type { Database, Db } from "../../database/database.ts";
import { record } from "./audit.ts";
import type { LoginAttempts, Who } from "./login-attempts.ts";
import type { Login, LoginTokens } from "./login-tokens.ts";
import { fingerprint } from "./one-time-secret.ts";
import type { Passwords } from "./passwords.ts";
import { principalOfUser } from "./user.ts";

export type LoginOptions = {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly attempts: LoginAttempts;
  readonly loginTokens: LoginTokens;
  /** Told when logins were ended. */
  readonly forget: () => void;
  readonly now: () => Date;
};

export function makeLogin(options: LoginOptions) {
  const { database, passwords, attempts, loginTokens, forget, now } = options;
  return {
    /** @throws HubError `unauthenticated` (`login_failed`), or `limited` after too many failures */
    logIn: ({ password, ...who }: Who & { readonly password: string }): Promise<Login> =>
      attempts.count(who, async () => {
        const user = await selectUserByEmail(database.db, who.email);
        const { fits, outdated } = await passwords.verify(password, user?.password_hash);
        if (!user || !fits || user.disabled_at) throw loginFailed();
        const newHash = outdated ? await passwords.rehash(password) : undefined;
        await database.transaction((db) => noteLogin(db, user, newHash));
        return loginTokens.issue(user);
      }),

    /** Ends the logins that the user had before: an invitation also serves who lost a password. */
    acceptInvitation: async (invitation: { readonly token: string; readonly password: string }): Promise<Login> => {
      const password_hash = await passwords.hash(invitation.password);
      const user = await database.transaction((db) =>
        spend(db, { hash: fingerprint(invitation.token), now: now() }, { password_hash, tokens_valid_from: now() }),
      );
      forget();
      return loginTokens.issue(user);
    },
  };
}

/** Whoever got in needs the one-time link no longer, and it may lie about in a terminal's log. */
async function noteLogin(db: Db, user: UserRow, newHash: string | undefined): Promise<void> {
  const changes: UserChanges = {
    ...(newHash !== undefined && { password_hash: newHash }),
    ...(user.invitation_hash !== null && { invitation_hash: null, invitation_expires_at: null }),
  };
  if (Object.keys(changes).length > 0) await updateUser(db, user.account_id, user.id, changes);
  await record(db, principalOfUser(user), "user.logged_in", `user:${user.public_id}`);
}

async function spend(db: Db, invitation: { hash: Buffer; now: Date }, changes: UserChanges): Promise<UserRow> {
  const user = await spendInvitation(db, invitation, changes);
  if (!user) throw invitationInvalid();
  await record(db, principalOfUser(user), "user.invitation_accepted", `user:${user.public_id}`);
  return user;
}

/** The same for an unknown address, a wrong password and a disabled user. */
function loginFailed(): HubError {
  return new HubError("unauthenticated", "The e-mail address or the password is wrong", {
    code: "login_failed",
    remedy: "Check both; an owner of the account can make a new invitation link",
  });
}

function invitationInvalid(): HubError {
  return new HubError("invalid", "The invitation is unknown, used or expired", {
    code: "invitation_invalid",
    remedy: "Ask an owner of the account for a new one; for the first user, start the hub again",
    issues: [{ field: "token", problem: "is unknown, used or expired" }],
  });
}
