// From a login token to who is asking. The token says who; what they may do is looked up, so changes act within seconds.
import { ROLE_PERMISSIONS } from "@logix/api/permissions";
import { selectLogin } from "../../database/access/users.ts";
import type { Database } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { type LoginClaims, type LoginTokens, tokenExpired, tokenInvalid } from "./login-tokens.ts";
import { makeShortMemory } from "./short-memory.ts";

type HeldLogin = NonNullable<Awaited<ReturnType<typeof selectLogin>>>;

const KEEP_MS = 3_000;
const MOST = 10_000;

export function makeLoginPrincipals(options: {
  readonly database: Database;
  readonly loginTokens: LoginTokens;
  readonly now: () => Date;
}) {
  const { database, loginTokens, now } = options;
  const states = makeShortMemory<HeldLogin | undefined>({ now, keepMs: KEEP_MS, most: MOST });
  // Checking a signature takes longer than all the rest that is done before a request reaches its route.
  const verified = makeShortMemory<LoginClaims>({ now, keepMs: KEEP_MS, most: MOST });
  return {
    /** @throws HubError `unauthenticated` */
    principalOf: async (token: string): Promise<Principal> => {
      const claims = await verified.get(token, () => loginTokens.read(token));
      if (claims.expiresAt <= now()) throw tokenExpired();
      const { userPublicId, loginId } = claims;
      const state = await states.get(`${userPublicId} ${loginId}`, () =>
        selectLogin(database.db, userPublicId, loginId),
      );
      if (!state || !isGood(claims, state)) throw tokenInvalid();
      return toPrincipal(state);
    },
    /** After a change to users or logins, so that it acts at once in this process; others follow within seconds. */
    forget: () => states.forgetAll(),
  };
}

function isGood(claims: LoginClaims, state: HeldLogin): boolean {
  return (
    !state.ended &&
    state.account_id === claims.accountId &&
    state.disabled_at === null &&
    claims.issuedAt.getTime() >= state.tokens_valid_from.getTime()
  );
}

function toPrincipal(state: HeldLogin): Principal {
  return {
    accountId: state.account_id,
    userId: state.id,
    userPublicId: state.public_id,
    permissions: new Set(ROLE_PERMISSIONS[state.role]),
    administrator: state.administrator,
    via: "login",
  };
}
