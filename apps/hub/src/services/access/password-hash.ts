// Passwords as encoded hashes that name their own algorithm and cost, so that both can be raised later.
// Numbers follow the OWASP password storage cheat sheet.
import * as crypto from "node:crypto";
import { promisify } from "node:util";

type Settings = Readonly<Record<string, number>>;
type Algorithm = (password: string, salt: Buffer, settings: Settings) => Promise<Buffer>;
type Encoded = { readonly name: string; readonly settings: string; readonly salt: Buffer; readonly hash: Buffer };

const HASH_BYTES = 32;
const SALT_BYTES = 16;
const MOST_MEMORY_BYTES = 256 * 1024 * 1024;

/** Node has argon2 from 24.7 on. */
const hasArgon2 = typeof crypto.argon2 === "function";
const preferred = hasArgon2
  ? { name: "argon2id", settings: "v=19,m=19456,t=2,p=1" }
  : { name: "scrypt", settings: "ln=15,r=8,p=3" };

const algorithms: Readonly<Record<string, Algorithm>> = { argon2id, scrypt };

export async function hashPassword(password: string, random: (bytes: number) => Buffer): Promise<string> {
  const salt = random(SALT_BYTES);
  const hash = await derive({ ...preferred, salt, password });
  return ["", preferred.name, preferred.settings, toText(salt), toText(hash)].join("$");
}

export async function fitsPassword(password: string, encoded: string): Promise<boolean> {
  const { hash, ...rest } = parse(encoded);
  const derived = await derive({ ...rest, password });
  return derived.length === hash.length && crypto.timingSafeEqual(derived, hash);
}

/** Made with an algorithm or a cost that is no longer the one for new passwords. */
export function isOutdated(encoded: string): boolean {
  const { name, settings } = parse(encoded);
  return `${name}$${settings}` !== `${preferred.name}$${preferred.settings}`;
}

function derive(input: { name: string; settings: string; salt: Buffer; password: string }): Promise<Buffer> {
  const algorithm = algorithms[input.name];
  if (!algorithm) throw new Error(`A stored password was hashed with ${input.name}, which this version does not know`);
  // The same word typed on two systems may arrive composed or decomposed.
  return algorithm(input.password.normalize("NFKC"), input.salt, toSettings(input.settings));
}

async function argon2id(password: string, salt: Buffer, { m = 0, t = 0, p = 0 }: Settings): Promise<Buffer> {
  if (!hasArgon2) {
    throw new Error("A stored password was hashed with argon2id, which needs Node 24.7 or newer. Update Node.");
  }
  const cost = { memory: m, passes: t, parallelism: p, tagLength: HASH_BYTES };
  return promisify(crypto.argon2)("argon2id", { message: password, nonce: salt, ...cost });
}

function scrypt(password: string, salt: Buffer, { ln = 0, r = 0, p = 0 }: Settings): Promise<Buffer> {
  const cost = { N: 2 ** ln, r, p, maxmem: MOST_MEMORY_BYTES };
  return new Promise((resolve, reject) => {
    crypto.scrypt(password, salt, HASH_BYTES, cost, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}

function parse(encoded: string): Encoded {
  const [empty, name, settings, salt, hash] = encoded.split("$");
  if (empty !== "" || !name || !settings || !salt || !hash) throw new Error("A stored password hash cannot be read");
  return { name, settings, salt: Buffer.from(salt, "base64url"), hash: Buffer.from(hash, "base64url") };
}

function toSettings(text: string): Settings {
  const pairs = text.split(",").map((pair) => pair.split("="));
  return Object.fromEntries(pairs.map(([name, value]) => [name, Number(value)]));
}

function toText(bytes: Buffer): string {
  return bytes.toString("base64url");
}
