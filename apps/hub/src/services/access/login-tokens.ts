// What a login gets: a signed token for 12 hours. Only HS256 under one of our own keys is ever accepted.
import { HubError } from "@logix/model";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Randomness } from "./one-time-secret.ts";
import type { SigningKeys } from "./signing-keys.ts";

export type Login = { readonly token: string; readonly expiresAt: Date };

export type LoginClaims = {
  /** Of this login alone. */
  readonly loginId: string;
  /** `user_…` */
  readonly userPublicId: string;
  readonly accountId: number;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
};

export type TokenUser = { readonly public_id: string; readonly account_id: number; readonly tokens_valid_from: Date };

const LASTS_MS = 12 * 60 * 60_000;
const ISSUER = "logix";
const ALGORITHM = "HS256";

const claimsSchema = z.object({ sub: z.string(), acc: z.int(), iat: z.number(), jti: z.string(), exp: z.number() });

export function makeLoginTokens(options: {
  readonly signingKeys: SigningKeys;
  readonly now: () => Date;
  readonly random: Randomness;
}) {
  const { signingKeys, now, random } = options;

  const keyOf = async ({ kid }: { readonly kid?: string }) => {
    const key = kid === undefined ? undefined : await signingKeys.verifying(kid);
    if (!key) throw new errors.JWKSNoMatchingKey();
    return key.secret;
  };

  return {
    issue: async (user: TokenUser): Promise<Login> => {
      const key = await signingKeys.signing();
      const issuedAt = issueTime(user, now());
      const expiresAt = Math.floor((issuedAt + LASTS_MS) / 1000);
      const token = await new SignJWT({ acc: user.account_id })
        .setProtectedHeader({ alg: ALGORITHM, kid: key.id, typ: "JWT" })
        .setIssuer(ISSUER)
        .setSubject(user.public_id)
        .setJti(random(12).toString("base64url"))
        .setIssuedAt(issuedAt / 1000)
        .setExpirationTime(expiresAt)
        .sign(key.secret);
      return { token, expiresAt: new Date(expiresAt * 1000) };
    },

    /** @throws HubError `unauthenticated` with `token_expired` or `token_invalid` */
    read: async (token: string): Promise<LoginClaims> => {
      try {
        const { payload } = await jwtVerify(token, keyOf, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          currentDate: now(),
        });
        return toClaims(claimsSchema.parse(payload));
      } catch (error) {
        throw toHubError(error);
      }
    },
  };
}

export type LoginTokens = ReturnType<typeof makeLoginTokens>;

export function tokenExpired(): HubError {
  return new HubError("unauthenticated", "The token has expired", {
    code: "token_expired",
    remedy: "Log in again, or make a new token",
  });
}

export function tokenInvalid(): HubError {
  return new HubError("unauthenticated", "The token is not valid, or no longer", {
    code: "token_invalid",
    remedy: "Log in again, or make a new token",
  });
}

/**
 * To the millisecond, or a token made in the same second as a changed password could not be told from older ones.
 * Never before `tokens_valid_from`, which a process whose clock runs ahead may have written.
 */
function issueTime(user: TokenUser, now: Date): number {
  return Math.max(now.getTime(), user.tokens_valid_from.getTime());
}

function toClaims({ jti, sub, acc, iat, exp }: z.infer<typeof claimsSchema>): LoginClaims {
  return {
    loginId: jti,
    userPublicId: sub,
    accountId: acc,
    issuedAt: new Date(Math.round(iat * 1000)),
    expiresAt: new Date(exp * 1000),
  };
}

/** What is not about the token itself, such as a lost database, stays what it is. */
function toHubError(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return tokenExpired();
  if (error instanceof errors.JOSEError || error instanceof z.ZodError) return tokenInvalid();
  return error;
}
