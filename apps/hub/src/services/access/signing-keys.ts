// The keys that sign login tokens. The newest signs, older ones verify until they retire; all processes share them.
import { createSecretKey, type KeyObject } from "node:crypto";
import {
  deleteRetiredSigningKeys,
  insertSigningKey,
  lockSigningKeys,
  type SigningKeyRow,
  selectSigningKeys,
} from "../../database/access/signing-keys.ts";
import type { Database, Db } from "../../database/database.ts";
import { SEALED, type Sealer } from "../../database/sealing.ts";
import { newSecret, type Randomness } from "./one-time-secret.ts";

export type SigningKey = {
  readonly id: string;
  readonly secret: KeyObject;
  readonly createdAt: Date;
  readonly retiresAt: Date;
};

export type SigningKeysOptions = {
  readonly database: Database;
  readonly sealer: Sealer;
  readonly now: () => Date;
  readonly random: Randomness;
};

const DAY_MS = 24 * 60 * 60_000;
const SIGNS_MS = 30 * DAY_MS;
/** Longer than any login lasts after the key's last day of signing, with room for clocks that differ. */
const RETIRES_MS = SIGNS_MS + 2 * DAY_MS;
/** Made-up key ids must not become a query each. */
const REREAD_MS = 1_000;

export function makeSigningKeys(options: SigningKeysOptions) {
  const { database, now } = options;
  let held: readonly SigningKey[] = [];
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  const read = async () => {
    readAt = now().getTime();
    held = (await selectSigningKeys(database.db, now())).map((row) => toKey(options, row));
  };
  /** Requests that come at the same moment share one read. */
  const reread = async () => {
    if (!reading && now().getTime() - readAt < REREAD_MS) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
  };
  const find = (id: string) => held.find((key) => key.id === id && key.retiresAt > now());

  return {
    /** The key to sign with now; makes one where there is none, or the newest has served its time. */
    signing: async (): Promise<SigningKey> => {
      const newest = held[0];
      if (newest && stillSigns(newest.createdAt, now())) return newest;
      const [row, ...older] = await database.transaction((db) => ensureSigningKey(options, db));
      const key = toKey(options, row);
      held = [key, ...older.map((old) => toKey(options, old))];
      return key;
    },
    /** Undefined for an id that is unknown or retired. */
    verifying: async (id: string): Promise<SigningKey | undefined> => {
      if (!find(id)) await reread();
      return find(id);
    },
  };
}

export type SigningKeys = ReturnType<typeof makeSigningKeys>;

type AtLeastOne<Thing> = readonly [Thing, ...Thing[]];

async function ensureSigningKey(options: SigningKeysOptions, db: Db): Promise<AtLeastOne<SigningKeyRow>> {
  await lockSigningKeys(db);
  const at = options.now();
  const [newest, ...older] = await selectSigningKeys(db, at);
  if (newest && stillSigns(newest.created_at, at)) return [newest, ...older];
  await deleteRetiredSigningKeys(db, at);
  const made = newRow(options, at);
  await insertSigningKey(db, made);
  return newest ? [made, newest, ...older] : [made];
}

function newRow({ sealer, random }: SigningKeysOptions, at: Date): SigningKeyRow {
  return {
    id: `key_${random(6).toString("hex")}`,
    secret_sealed: sealer.seal(newSecret(random), SEALED.signingKey),
    created_at: at,
    retires_at: new Date(at.getTime() + RETIRES_MS),
  };
}

function stillSigns(createdAt: Date, at: Date): boolean {
  return at.getTime() - createdAt.getTime() < SIGNS_MS;
}

/** A key object shows nothing of itself when it is logged by mistake. */
function toKey({ sealer }: SigningKeysOptions, row: SigningKeyRow): SigningKey {
  const secret = createSecretKey(Buffer.from(sealer.open(row.secret_sealed, SEALED.signingKey), "base64url"));
  return { id: row.id, secret, createdAt: row.created_at, retiresAt: row.retires_at };
}
