// Deliveries for those who ask what came in and what became of it.
import type { Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type DeliveryRow = Omit<Selectable<Tables["deliveries"]>, "body" | "body_hash"> & {
  readonly connection_public_id: string;
};

export type DeliveryQuery = {
  readonly accountId: number;
  readonly connectionId: number | null;
  readonly state: string | null;
  readonly kind: string | null;
  readonly remoteId: string | null;
  readonly before: number | null;
  readonly limit: number;
};

/** Newest first, without bodies. */
export async function listDeliveries(db: Db, query: DeliveryQuery): Promise<readonly DeliveryRow[]> {
  const { connectionId, state, kind, remoteId, before } = query;
  let rows = deliveryRows(db).where("deliveries.account_id", "=", query.accountId);
  if (connectionId !== null) rows = rows.where("deliveries.connection_id", "=", connectionId);
  if (state !== null) rows = rows.where("deliveries.state", "=", state);
  if (kind !== null) rows = rows.where("deliveries.kind", "=", kind);
  if (remoteId !== null) rows = rows.where("deliveries.remote_id", "=", remoteId);
  if (before !== null) rows = rows.where("deliveries.id", "<", before);
  return rows.orderBy("deliveries.id", "desc").limit(query.limit).execute();
}

export async function findDelivery(
  db: Db,
  accountId: number,
  id: number,
): Promise<(DeliveryRow & { readonly body: string }) | undefined> {
  return deliveryRows(db)
    .select("deliveries.body")
    .where("deliveries.account_id", "=", accountId)
    .where("deliveries.id", "=", id)
    .executeTakeFirst();
}

function deliveryRows(db: Db) {
  return db
    .selectFrom("deliveries")
    .innerJoin("connections", "connections.id", "deliveries.connection_id")
    .select([
      "deliveries.id",
      "deliveries.account_id",
      "deliveries.connection_id",
      "deliveries.topic",
      "deliveries.kind",
      "deliveries.remote_id",
      "deliveries.delivery_id",
      "deliveries.signed",
      "deliveries.copies",
      "deliveries.state",
      "deliveries.note",
      "deliveries.received_at",
      "deliveries.settled_at",
      "connections.public_id as connection_public_id",
    ]);
}
