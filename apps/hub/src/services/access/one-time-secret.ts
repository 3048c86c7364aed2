// Secrets that the hub gives out once and then knows only by their fingerprint.
import { createHash } from "node:crypto";

/** `randomBytes` of node:crypto. */
export type Randomness = (bytes: number) => Buffer;

const SECRET_BYTES = 32;

export function newSecret(random: Randomness): string {
  return random(SECRET_BYTES).toString("base64url");
}

/** A plain hash is enough: nobody can guess 32 random bytes, however fast they hash. */
export function fingerprint(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

export function newUserId(random: Randomness): string {
  return `user_${random(10).toString("hex")}`;
}
