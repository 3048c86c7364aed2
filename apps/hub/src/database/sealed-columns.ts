// Every place where a sealed text is stored, for the change of the encryption key.
import type { Db } from "./database.ts";

export type SealedText = { readonly id: number; readonly sealed: string };
export type SealedKey = { readonly id: string; readonly sealed: string };

/** A connection that was deleted has none left. */
export function selectSealedSettings(db: Db, afterId: number, limit: number): Promise<SealedText[]> {
  return db
    .selectFrom("connections")
    .select(["id", "settings_sealed as sealed"])
    .where("id", ">", afterId)
    .where("settings_sealed", "!=", "")
    .orderBy("id")
    .limit(limit)
    .execute();
}

/** False where somebody else stored newer settings meanwhile: those stay. */
export async function replaceSealedSettings(db: Db, old: SealedText, sealed: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("connections")
    .set({ settings_sealed: sealed })
    .where("id", "=", old.id)
    .where("settings_sealed", "=", old.sealed)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** All at once: there are never more than a handful. */
export function selectSealedSigningKeys(db: Db): Promise<SealedKey[]> {
  return db.selectFrom("signing_keys").select(["id", "secret_sealed as sealed"]).orderBy("id").execute();
}

export async function replaceSealedSigningKey(db: Db, old: SealedKey, sealed: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("signing_keys")
    .set({ secret_sealed: sealed })
    .where("id", "=", old.id)
    .where("secret_sealed", "=", old.sealed)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** All at once: an account has a few. A channel that was deleted has none left. */
export function selectSealedChannels(db: Db): Promise<SealedText[]> {
  return db
    .selectFrom("alert_channels")
    .select(["id", "settings_sealed as sealed"])
    .where("settings_sealed", "!=", "")
    .orderBy("id")
    .execute();
}

export async function replaceSealedChannel(db: Db, old: SealedText, sealed: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("alert_channels")
    .set({ settings_sealed: sealed })
    .where("id", "=", old.id)
    .where("settings_sealed", "=", old.sealed)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}
