// One-time links with which a user chooses a password.
import { fingerprint, newSecret, type Randomness } from "./one-time-secret.ts";

export type Invitation = {
  /** Below the address of this hub. */
  readonly path: string;
  readonly expiresAt: Date;
};

export type NewInvitation = Invitation & { readonly hash: Buffer };

export function newInvitation(options: {
  readonly random: Randomness;
  readonly now: Date;
  readonly lastsMs: number;
}): NewInvitation {
  const token = newSecret(options.random);
  return {
    path: `/welcome?token=${token}`,
    hash: fingerprint(token),
    expiresAt: new Date(options.now.getTime() + options.lastsMs),
  };
}
