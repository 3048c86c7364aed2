// Who is asking: one shape for a person who logged in and for a program with a token.
import type { Permission } from "@logix/api/permissions";

export type Principal = {
  readonly accountId: number;
  readonly userId: number;
  /** `user_…` */
  readonly userPublicId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** May make further accounts on this installation. */
  readonly administrator: boolean;
  readonly via: "login" | "token";
};

/** How the principal is named in histories and the audit log. */
export function actorOf(principal: Principal): string {
  return `user:${principal.userPublicId}`;
}
