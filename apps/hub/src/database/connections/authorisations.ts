// Pending consents of merchants, and the turn to renew a connection's credentials.
import { sql } from "kysely";
import type { Db } from "../database.ts";

export type AuthorisationRow = {
  readonly id: number;
  readonly account_id: number;
  readonly user_id: number;
  readonly user_public_id: string;
  readonly request_sealed: string;
  readonly granted_sealed: string | null;
};

export type AuthorisationWrite = {
  readonly accountId: number;
  readonly userId: number;
  readonly platform: string;
  readonly stateHash: Buffer;
  readonly requestSealed: string;
  readonly expiresAt: Date;
};

export async function insertAuthorisation(db: Db, write: AuthorisationWrite): Promise<void> {
  await db
    .insertInto("authorisations")
    .values({
      account_id: write.accountId,
      user_id: write.userId,
      platform: write.platform,
      state_hash: write.stateHash,
      request_sealed: write.requestSealed,
      expires_at: write.expiresAt,
    })
    .execute();
}

/** Without using it up. */
export async function findAuthorisation(
  db: Db,
  platform: string,
  stateHash: Buffer,
): Promise<AuthorisationRow | undefined> {
  const { rows } = await sql<AuthorisationRow>`
    select a.id, a.account_id, a.user_id, users.public_id as user_public_id, a.request_sealed, a.granted_sealed
    from authorisations a join users on users.id = a.user_id
    where a.platform = ${platform} and a.state_hash = ${stateHash} and a.used_at is null and a.expires_at > now()
      and users.disabled_at is null`.execute(db);
  return rows[0];
}

/** The store handed over keys; a second handing-over replaces nothing. */
export async function grantAuthorisation(db: Db, id: number, grantedSealed: string): Promise<void> {
  await db
    .updateTable("authorisations")
    .set({ granted_sealed: grantedSealed })
    .where("id", "=", id)
    .where("granted_sealed", "is", null)
    .execute();
}

/** True for exactly one caller. */
export async function useAuthorisation(db: Db, id: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("authorisations")
    .set({ used_at: sql<Date>`now()` })
    .where("id", "=", id)
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

export async function forgetOldAuthorisations(db: Db): Promise<void> {
  await sql`delete from authorisations where expires_at < now() - interval '1 day'`.execute(db);
}

/** True where nobody else renews this connection's credentials at the moment. */
export async function claimRenewal(db: Db, connectionId: number, forMs: number): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update connections set renewing_until = clock_timestamp() + ${forMs} * interval '1 millisecond'
    where id = ${connectionId} and deleted_at is null
      and (renewing_until is null or renewing_until < clock_timestamp())`.execute(db);
  return numAffectedRows !== undefined && numAffectedRows > 0n;
}

/** The new pair and the end of the turn in one statement: there is no moment at which one is true without the other. */
export async function storeRenewed(db: Db, connectionId: number, settingsSealed: string | null): Promise<void> {
  await sql`
    update connections set renewing_until = null, settings_sealed = coalesce(${settingsSealed}, settings_sealed)
    where id = ${connectionId} and deleted_at is null`.execute(db);
}
