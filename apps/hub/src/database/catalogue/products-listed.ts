// Where products are listed.
import type { Selectable } from "kysely";
import type { Db } from "../database.ts";
import type { Tables } from "../tables.ts";

export type ProductListingRow = Pick<
  Selectable<Tables["product_links"]>,
  | "product_id"
  | "connection_id"
  | "remote_id"
  | "sync_status"
  | "error_code"
  | "error_message"
  | "error_remedy"
  | "last_exported_at"
  | "last_imported_at"
> & { readonly connection_public_id: string };

export async function listingsOfProducts(
  db: Db,
  accountId: number,
  productIds: readonly number[],
): Promise<readonly ProductListingRow[]> {
  return db
    .selectFrom("product_links as link")
    .innerJoin("connections", "connections.id", "link.connection_id")
    .select([
      "link.product_id",
      "link.connection_id",
      "link.remote_id",
      "link.sync_status",
      "link.error_code",
      "link.error_message",
      "link.error_remedy",
      "link.last_exported_at",
      "link.last_imported_at",
      "connections.public_id as connection_public_id",
    ])
    .where("link.account_id", "=", accountId)
    .where("link.product_id", "in", [...productIds])
    .where("connections.deleted_at", "is", null)
    .orderBy("link.product_id")
    .orderBy("link.connection_id")
    .execute();
}
