// The first start makes the first account and its owner, and says once how to get in.
import { emailSchema } from "@logix/api/hub/credentials";
import { lockFirstRun } from "../../database/access/accounts.ts";
import { selectFirstUser, type UserRow, updateUser } from "../../database/access/users.ts";
import type { Database, Db } from "../../database/database.ts";
import { record, systemOf } from "./audit.ts";
import { newInvitation } from "./invitations.ts";
import { makeAccount } from "./new-account.ts";
import type { Randomness } from "./one-time-secret.ts";
import type { Passwords } from "./passwords.ts";

export type FirstUser = { readonly email: string; readonly password?: string | undefined };

/** To be printed once: nobody can look it up again. */
export type Welcome = {
  readonly email: string;
  /** Only where it was generated. */
  readonly password?: string;
  /** Only where the password was not given: a one-time link, below the address of this hub. */
  readonly path?: string;
};

type Tools = {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly now: () => Date;
  readonly random: Randomness;
};

const LASTS_MS = 24 * 60 * 60_000;
/** A link this young was printed by another process that starts together with this one: it must go on working. */
const YOUNG_MS = 60_000;
const GENERATED_BYTES = 15;

export function makeFirstRun(tools: Tools) {
  return {
    /**
     * Makes the first user where there is none. While the one-time link has not been used and nobody has logged in,
     * each start gives a new one. Undefined where there is nothing to print. Of several processes, one does it.
     */
    ensureFirstUser: (wanted: FirstUser): Promise<Welcome | undefined> =>
      tools.database.transaction(async (db) => {
        await lockFirstRun(db);
        const first = await selectFirstUser(db);
        return first ? renew(tools, db, first) : make(tools, db, wanted);
      }),
  };
}

async function make(tools: Tools, db: Db, wanted: FirstUser): Promise<Welcome> {
  const now = tools.now();
  const email = emailSchema.parse(wanted.email);
  const generated = wanted.password === undefined ? tools.random(GENERATED_BYTES).toString("base64url") : undefined;
  const invitation =
    generated === undefined ? undefined : newInvitation({ random: tools.random, now, lastsMs: LASTS_MS });
  const owner = {
    email,
    name: "Administrator",
    password_hash: await tools.passwords.hash(generated ?? wanted.password ?? ""),
    invitation_hash: invitation?.hash ?? null,
    invitation_expires_at: invitation?.expiresAt ?? null,
    administrator: true,
  };
  const { account } = await makeAccount(db, { accountName: "My shop", owner }, { now, random: tools.random });
  await record(db, systemOf(account.id), "account.created", `account:${account.id}`);
  return { email, ...(generated && { password: generated }), ...(invitation && { path: invitation.path }) };
}

async function renew(tools: Tools, db: Db, first: UserRow): Promise<Welcome | undefined> {
  const now = tools.now();
  const { invitation_hash, invitation_expires_at, disabled_at } = first;
  if (!invitation_hash || !invitation_expires_at || disabled_at) return undefined;
  const madeAt = invitation_expires_at.getTime() - LASTS_MS;
  if (Math.abs(now.getTime() - madeAt) < YOUNG_MS) return undefined;
  const { hash, expiresAt, path } = newInvitation({ random: tools.random, now, lastsMs: LASTS_MS });
  await updateUser(db, first.account_id, first.id, { invitation_hash: hash, invitation_expires_at: expiresAt });
  return { email: first.email, path };
}
