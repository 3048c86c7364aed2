// Access and refresh tokens of the app in this store.
// https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens
import type { Random } from "../../shared/random.ts";
import type { Session } from "../graphql/context.ts";

const accessLifeMs = 3_600_000;
const refreshLifeMs = 90 * 86_400_000;
// Documented for the changelog of 28 August 2026: how long an old refresh token may outlive its replacement.
const graceMs = 30 * 86_400_000;

type AccessToken = { token: string; scopes: readonly string[]; expiresAt: number | undefined };
type RefreshToken = {
  token: string;
  scopes: readonly string[];
  expiresAt: number;
  /** Set once it was used: it stays good until its replacement is used. */
  replacedAt: number | undefined;
  /** The one that it replaces. */
  replaces: string | undefined;
};

export type TokenReply = {
  access_token: string;
  scope: string;
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
};

export class Tokens {
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, RefreshToken>();
  readonly #random: Random;
  readonly #now: () => number;

  constructor(random: Random, now: () => number) {
    this.#random = random;
    this.#now = now;
  }

  permanent(scopes: readonly string[]): TokenReply {
    return { access_token: this.#newAccess(scopes, undefined), scope: scopes.join(",") };
  }

  expiring(scopes: readonly string[], replaces?: string): TokenReply {
    const refresh: RefreshToken = {
      token: `shprt_${this.#random.hex(32)}`,
      scopes,
      expiresAt: this.#now() + refreshLifeMs,
      replacedAt: undefined,
      replaces,
    };
    this.#refresh.set(refresh.token, refresh);
    return {
      access_token: this.#newAccess(scopes, this.#now() + accessLifeMs),
      scope: scopes.join(","),
      expires_in: accessLifeMs / 1_000,
      refresh_token: refresh.token,
      refresh_token_expires_in: refreshLifeMs / 1_000,
    };
  }

  /** Undefined: invalid_grant. */
  refresh(token: string): TokenReply | undefined {
    const known = this.#refresh.get(token);
    if (!known || known.expiresAt <= this.#now()) return undefined;
    if (known.replacedAt !== undefined && known.replacedAt + graceMs <= this.#now()) return undefined;
    // The replacement is in use, so it has arrived: its predecessor ends here.
    if (known.replaces !== undefined) this.#refresh.delete(known.replaces);
    // Replacements that were asked for before and never used are forgotten.
    for (const other of [...this.#refresh.values()]) if (other.replaces === token) this.#refresh.delete(other.token);
    known.replacedAt ??= this.#now();
    return this.expiring(known.scopes, token);
  }

  session(token: string): Session | undefined {
    const known = this.#access.get(token);
    if (!known || (known.expiresAt !== undefined && known.expiresAt <= this.#now())) return undefined;
    return { token, scopes: new Set(known.scopes) };
  }

  isPermanent(token: string): boolean {
    return this.#access.get(token)?.expiresAt === undefined;
  }

  /** Ends access tokens as if their hour were over; refresh tokens live on. */
  expireAccess(): void {
    for (const token of this.#access.values()) if (token.expiresAt !== undefined) token.expiresAt = this.#now();
  }

  /** Every token of every kind, as an uninstall does. */
  revokeAll(): void {
    this.#access.clear();
    this.#refresh.clear();
  }

  /** What the merchant granted changes; tokens keep their names. */
  setScopes(scopes: readonly string[]): void {
    for (const token of [...this.#access.values(), ...this.#refresh.values()]) token.scopes = [...scopes];
  }

  list(): object {
    return { access: [...this.#access.values()], refresh: [...this.#refresh.values()] };
  }

  #newAccess(scopes: readonly string[], expiresAt: number | undefined): string {
    const token = `shpat_${this.#random.hex(32)}`;
    this.#access.set(token, { token, scopes: [...scopes], expiresAt });
    return token;
  }
}
