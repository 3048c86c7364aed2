// A user as the rest of the hub sees one: without password and invitation.
import { ROLE_PERMISSIONS, type Role } from "@logix/api/permissions";
import { HubError } from "@logix/model";
import type { UserRow } from "../../database/access/users.ts";
import type { Principal } from "../principal.ts";

export type User = {
  /** `user_…` */
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly administrator: boolean;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly createdAt: Date;
};

export function toUser(row: UserRow): User {
  return {
    id: row.public_id,
    email: row.email,
    name: row.name,
    role: row.role,
    administrator: row.administrator,
    disabled: row.disabled_at !== null,
    hasPassword: row.password_hash !== null,
    createdAt: row.created_at,
  };
}

/** A user acting for themselves, before there is a token. */
export function principalOfUser(row: UserRow): Principal {
  return {
    accountId: row.account_id,
    userId: row.id,
    userPublicId: row.public_id,
    permissions: new Set(ROLE_PERMISSIONS[row.role]),
    administrator: row.administrator,
    via: "login",
  };
}

export function noSuchUser(): HubError {
  return new HubError("missing", "There is no such user", { code: "user_missing" });
}

export function emailTaken(): HubError {
  return new HubError("conflict", "Another user has this e-mail address", {
    code: "email_taken",
    remedy: "Use another address; one person needs one for each account",
    issues: [{ field: "email", problem: "is taken" }],
  });
}
