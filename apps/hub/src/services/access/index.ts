// Accounts, people, tokens, and who is asking: put together from their parts.
import type { Database } from "../../database/database.ts";
import type { Sealer } from "../../database/sealing.ts";
import { makeAccounts } from "./accounts.ts";
import { makeApiTokenPrincipals } from "./api-token-principals.ts";
import { makeApiTokens } from "./api-tokens.ts";
import { makeAudit } from "./audit.ts";
import { makeFirstRun } from "./first-run.ts";
import { makeLogin } from "./login.ts";
import { type GiveBack, type Limiter, makeLoginAttempts } from "./login-attempts.ts";
import { makeLoginPrincipals } from "./login-principals.ts";
import { makeLoginTokens } from "./login-tokens.ts";
import type { Randomness } from "./one-time-secret.ts";
import { makeOwnUser } from "./own-user.ts";
import { makePasswords } from "./passwords.ts";
import { makeSigningKeys } from "./signing-keys.ts";
import { makeUsers } from "./users.ts";

export type AccessOptions = {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly limiter: Limiter;
  readonly giveBack: GiveBack;
  readonly now: () => Date;
  readonly random: Randomness;
};

export function makeAccess(options: AccessOptions) {
  const passwords = makePasswords(options);
  const attempts = makeLoginAttempts(options);
  const loginTokens = makeLoginTokens({ ...options, signingKeys: makeSigningKeys(options) });
  const loginPrincipals = makeLoginPrincipals({ ...options, loginTokens });
  const apiTokenPrincipals = makeApiTokenPrincipals(options);
  const forget = () => {
    loginPrincipals.forget();
    apiTokenPrincipals.forget();
  };
  const parts = { ...options, passwords, attempts, loginTokens, forget };
  return {
    login: { ...makeLogin(parts), principalOf: loginPrincipals.principalOf },
    apiTokens: { ...makeApiTokens(parts), principalOf: apiTokenPrincipals.principalOf },
    ownUser: makeOwnUser(parts),
    users: makeUsers(parts),
    accounts: makeAccounts(parts),
    audit: makeAudit(options),
    firstRun: makeFirstRun(parts),
  };
}

export type AccessServices = ReturnType<typeof makeAccess>;
