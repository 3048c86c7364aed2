// The people of an account: added, changed, and disabled rather than deleted, since histories name them.
import type { Role } from "@logix/api/permissions";
import {
  insertUser,
  lockOwners,
  selectUser,
  selectUsers,
  type UserChanges,
  type UserRow,
  updateUser,
} from "../../database/access/users.ts";
import type { Database, Db } from "../../database/database.ts";
import type { Principal } from "../principal.ts";
import { record } from "./audit.ts";
import { type Invitation, type NewInvitation, newInvitation } from "./invitations.ts";
import { newUserId, type Randomness } from "./one-time-secret.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "./page-cursor.ts";
import type { Passwords } from "./passwords.ts";
import { emailTaken, noSuchUser, toUser, type User } from "./user.ts";
import { refuseAdministrator, refuseBeyondOwn, refuseLastOwner, type UserChange } from "./user-rules.ts";

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Without it an invitation is made. */
  readonly password?: string | undefined;
};

export type UsersOptions = {
  readonly database: Database;
  readonly passwords: Passwords;
  /** Told when somebody's rights changed. */
  readonly forget: () => void;
  readonly now: () => Date;
  readonly random: Randomness;
};

const INVITATION_LASTS_MS = 7 * 24 * 60 * 60_000;

export function makeUsers(options: UsersOptions) {
  const { database, passwords, forget, now, random } = options;
  const invite = () => newInvitation({ random, now: now(), lastsMs: INVITATION_LASTS_MS });
  const inAccount = async <Result>(principal: Principal, work: (db: Db) => Promise<Result>): Promise<Result> => {
    const result = await database.asAccount(principal.accountId, work);
    forget();
    return result;
  };

  return {
    list: async ({ accountId }: Principal, { limit, cursor }: PageRequest): Promise<Page<User>> => {
      const page = { afterId: idOfCursor(cursor) ?? 0, limit: limit + 1 };
      const { items, nextCursor } = toPage(
        await database.asAccount(accountId, (db) => selectUsers(db, accountId, page)),
        limit,
      );
      return { items: items.map(toUser), nextCursor };
    },

    create: async (principal: Principal, wanted: NewUser): Promise<{ user: User; invitation: Invitation | null }> => {
      refuseBeyondOwn(principal, wanted.role);
      const hash = wanted.password === undefined ? null : await passwords.hash(wanted.password);
      const invitation = hash === null ? invite() : null;
      const row = { ...wanted, hash, invitation, publicId: newUserId(random), now: now() };
      const user = await inAccount(principal, (db) => insert(db, principal, row));
      return { user: toUser(user), invitation };
    },

    change: async (principal: Principal, publicId: string, change: UserChange): Promise<User> =>
      toUser(await inAccount(principal, (db) => applyChange(db, principal, { publicId, change, now: now() }))),

    /** A new one-time link, for an invitation that expired or a password that was lost. The old password still works. */
    inviteAgain: async (principal: Principal, publicId: string): Promise<Invitation> => {
      const invitation = invite();
      await inAccount(principal, (db) => replaceInvitation(db, principal, publicId, invitation));
      return invitation;
    },
  };
}

async function insert(
  db: Db,
  principal: Principal,
  wanted: NewUser & { publicId: string; hash: string | null; invitation: NewInvitation | null; now: Date },
): Promise<UserRow> {
  const user = await insertUser(db, {
    public_id: wanted.publicId,
    account_id: principal.accountId,
    email: wanted.email,
    name: wanted.name,
    role: wanted.role,
    password_hash: wanted.hash,
    invitation_hash: wanted.invitation?.hash ?? null,
    invitation_expires_at: wanted.invitation?.expiresAt ?? null,
    administrator: false,
    created_at: wanted.now,
    tokens_valid_from: wanted.now,
  });
  if (!user) throw emailTaken();
  const detail = { email: user.email, role: user.role, invited: wanted.invitation !== null };
  await record(db, principal, "user.created", `user:${user.public_id}`, detail);
  return user;
}

async function applyChange(
  db: Db,
  principal: Principal,
  { publicId, change, now }: { publicId: string; change: UserChange; now: Date },
): Promise<UserRow> {
  // First of all, so that of two owners who demote each other at the same moment the second sees what the first did.
  const owners = await lockOwners(db, principal.accountId);
  const user = await ownedUser(db, principal, publicId);
  if (change.role !== undefined) refuseBeyondOwn(principal, change.role);
  refuseLastOwner(user, change, owners);
  refuseAdministrator(user, change);
  const { columns, detail } = toColumns(user, change, now);
  if (Object.keys(columns).length === 0) return user;
  await record(db, principal, "user.changed", `user:${publicId}`, detail);
  return updateUser(db, principal.accountId, user.id, columns);
}

async function replaceInvitation(
  db: Db,
  principal: Principal,
  publicId: string,
  { hash, expiresAt }: NewInvitation,
): Promise<void> {
  const user = await ownedUser(db, principal, publicId);
  await record(db, principal, "user.invited", `user:${publicId}`);
  await updateUser(db, principal.accountId, user.id, { invitation_hash: hash, invitation_expires_at: expiresAt });
}

/** One of the caller's account, with no more rights than the caller. */
async function ownedUser(db: Db, principal: Principal, publicId: string): Promise<UserRow> {
  const user = await selectUser(db, principal.accountId, publicId);
  if (!user) throw noSuchUser();
  refuseBeyondOwn(principal, user.role);
  return user;
}

/** Only what really changes, and for the audit what it was before. */
function toColumns(user: UserRow, { name, role, disabled }: UserChange, now: Date) {
  const isDisabled = user.disabled_at !== null;
  const changesName = name !== undefined && name !== user.name;
  const changesRole = role !== undefined && role !== user.role;
  const changesState = disabled !== undefined && disabled !== isDisabled;
  const columns: UserChanges = {
    ...(changesName && { name }),
    ...(changesRole && { role }),
    // Logins from before do not come back to life when the user is enabled again.
    ...(changesState && { disabled_at: disabled ? now : null, tokens_valid_from: new Date(now.getTime() + 1) }),
  };
  const detail = {
    ...(changesName && { name: [user.name, name] }),
    ...(changesRole && { role: [user.role, role] }),
    ...(changesState && { disabled: [isDisabled, disabled] }),
  };
  return { columns, detail };
}
