// Who may do what to whom, beyond the permission for users as such.
import { ROLE_PERMISSIONS, type Role } from "@logix/api/permissions";
import { HubError } from "@logix/model";
import type { UserRow } from "../../database/access/users.ts";
import type { Principal } from "../principal.ts";

export type UserChange = {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly disabled?: boolean | undefined;
};

/** Nobody gives, or takes away, more than they have: a token for users alone must not make itself an owner. */
export function refuseBeyondOwn(principal: Principal, role: Role): void {
  const beyond = ROLE_PERMISSIONS[role].filter((permission) => !principal.permissions.has(permission));
  if (beyond.length === 0) return;
  throw new HubError("forbidden", `The role ${role} may do more than you may: ${beyond.join(", ")}`, {
    code: "role_beyond_own",
    remedy: "Ask an owner of the account",
    issues: [{ field: "role", problem: `includes ${beyond.join(", ")}` }],
  });
}

/** @param owners those of the account who are not disabled, this one included */
export function refuseLastOwner(user: UserRow, change: UserChange, owners: readonly number[]): void {
  const stays = (change.role ?? user.role) === "owner" && change.disabled !== true;
  if (stays || !owners.includes(user.id) || owners.length > 1) return;
  throw new HubError("conflict", "This is the last owner of the account", {
    code: "last_owner",
    remedy: "Make somebody else an owner first",
    issues: [{ field: change.disabled ? "disabled" : "role", problem: "would leave the account without an owner" }],
  });
}

/** The installation's administrator cannot be shut out by the people of one account. */
export function refuseAdministrator(user: UserRow, change: UserChange): void {
  if (!user.administrator || !change.disabled) return;
  throw new HubError("conflict", "An administrator of this installation cannot be disabled", {
    code: "administrator_stays",
  });
}
