// Secrets at rest: AES-256-GCM under a key that is named in the sealed text, so that keys can be changed one day.
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** What is sealed, and at the same time bound to its column: a text moved elsewhere does not open. */
export const SEALED = {
  connectionSettings: "connections.settings_sealed",
  signingKey: "signing_keys.secret_sealed",
  alertChannel: "alert_channels.settings_sealed",
  authorisation: "authorisations.request_sealed",
  grantedKeys: "authorisations.granted_sealed",
} as const;

export type Sealer = {
  seal(plain: string, purpose: string): string;
  /** @throws SealingError */
  open(sealed: string, purpose: string): string;
  /** Sealed under the current key; false for one that is due to be sealed anew. */
  isCurrent(sealed: string): boolean;
};

export type SealingKeys = {
  /** 32 bytes. */
  readonly current: Buffer;
  /** Still opens what was sealed before the key was changed. */
  readonly previous?: Buffer;
};

/** Names neither the secret nor the key. */
export class SealingError extends Error {
  override readonly name = "SealingError";
  readonly code: "key_unknown" | "sealed_text_broken" | "key_unusable";

  constructor(code: SealingError["code"], message: string) {
    super(message);
    this.code = code;
  }
}

type Key = { readonly id: string; readonly secret: Buffer };
type Parts = { readonly keyId: string; readonly iv: Buffer; readonly tag: Buffer; readonly text: Buffer };

const VERSION = "v1";
const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export function makeSealer({ current, previous }: SealingKeys): Sealer {
  const sealing = toKey(current);
  const opening = new Map([previous, current].filter((key) => key !== undefined).map((key) => [toKey(key).id, key]));
  return {
    seal: (plain, purpose) => seal(sealing, plain, purpose),
    open: (sealed, purpose) => {
      const parts = toParts(sealed);
      const key = opening.get(parts.keyId);
      if (!key) throw unknownKey(parts.keyId);
      return open(key, parts, purpose);
    },
    isCurrent: (sealed) => sealed.startsWith(`${VERSION}.${sealing.id}.`),
  };
}

function toKey(secret: Buffer): Key {
  if (secret.length !== KEY_BYTES) {
    throw new SealingError("key_unusable", `An encryption key has ${secret.length} bytes, but needs ${KEY_BYTES}`);
  }
  return { id: createHash("sha256").update(secret).digest("hex").slice(0, 8), secret };
}

function seal(key: Key, plain: string, purpose: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key.secret, iv, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
  const text = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  const parts = [iv, cipher.getAuthTag(), text].map((part) => part.toString("base64url"));
  return [VERSION, key.id, ...parts].join(".");
}

function open(key: Buffer, { iv, tag, text }: Parts, purpose: string): string {
  const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag);
  try {
    return Buffer.concat([decipher.update(text), decipher.final()]).toString("utf8");
  } catch {
    // The cause says nothing more than "unable to authenticate data".
    throw broken(`it was changed, or sealed for something else than ${purpose}`);
  }
}

function toParts(sealed: string): Parts {
  const [version, keyId, iv, tag, text, ...rest] = sealed.split(".");
  if (version !== VERSION || !keyId || !iv || !tag || text === undefined || rest.length > 0) {
    throw broken("it is not of the form that this version of the hub writes");
  }
  const parts = { keyId, iv: fromBase64(iv), tag: fromBase64(tag), text: fromBase64(text) };
  if (parts.iv.length !== IV_BYTES || parts.tag.length !== TAG_BYTES) throw broken("a part of it is cut off");
  return parts;
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, "base64url");
}

function broken(why: string): SealingError {
  return new SealingError("sealed_text_broken", `A stored secret cannot be opened: ${why}`);
}

function unknownKey(keyId: string): SealingError {
  return new SealingError(
    "key_unknown",
    `A stored secret cannot be opened: it was sealed under another encryption key (${keyId}). Give that key as LOGIX_ENCRYPTION_KEY, or as LOGIX_ENCRYPTION_KEY_PREVIOUS beside a new one.`,
  );
}
