// One product in one store: brought up to date there, or deleted there for good.
import { HubError, isHubError } from "@logix/model";
import {
  deleteLink,
  linksOfProducts,
  markRemoteDeleted,
  type ProductLinkRow,
} from "../../database/catalogue/product-links.ts";
import type { Database } from "../../database/database.ts";
import { record } from "../access/audit.ts";
import { productsByIds } from "../catalogue/products-by-ids.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { wordsOf } from "../sync/parking.ts";
import { catalogueOf } from "./exporter.ts";
import { notInStore, refuseInactive } from "./mapping-rules.ts";
import type { ExportOutcome, ProductExports } from "./product-exports.ts";

export type Removal = { readonly removed: boolean; readonly message: string | null };

export type SingleProducts = ReturnType<typeof makeSingleProducts>;

export function makeSingleProducts(database: Database, stores: Stores, exports: ProductExports) {
  async function linkOf({ accountId, id }: Connection, productId: number): Promise<ProductLinkRow | undefined> {
    const [link] = await database.asAccount(accountId, (db) => linksOfProducts(db, id, [productId]));
    return link;
  }

  async function refuseUnknown({ accountId }: Connection, productId: number): Promise<void> {
    const products = await database.asAccount(accountId, (db) => productsByIds(db, accountId, [productId]));
    if (!products.has(productId)) throw new HubError("missing", "Product not found", { code: "product_unknown" });
  }

  async function forget(principal: Principal, connection: Connection, link: ProductLinkRow): Promise<void> {
    await database.asAccount(connection.accountId, async (db) => {
      await deleteLink(db, link);
      await record(db, principal, "listing.deleted", `connection:${connection.publicId}`, {
        product: link.product_id,
        remote: link.remote_id,
      });
    });
  }

  return {
    /** What changed of it since the last export. @throws HubError `missing` */
    update: async (
      connection: Connection,
      productId: number,
      fieldsToExport: readonly string[] | undefined,
      budgetMs: number,
    ): Promise<ExportOutcome> => {
      await refuseUnknown(connection, productId);
      const link = await linkOf(connection, productId);
      if (link?.remote_id == null) throw notSynced();
      const request = { productIds: [productId], fieldsToExport, partialUpdate: true, mayCreate: false } as const;
      return exports.export(connection, { ...request, cause: "update" }, budgetMs);
    },
    /** Past the store's bin. The product stays here. @throws HubError `missing` */
    remove: async (principal: Principal, connection: Connection, productId: number): Promise<Removal> => {
      const link = await linkOf(connection, productId);
      if (!link) await refuseUnknown(connection, productId);
      if (link?.remote_id == null) throw notSynced();
      refuseInactive(connection);
      const listing = { remoteId: link.remote_id, parentRemoteId: link.parent_remote_id };
      try {
        const outcome = await catalogueOf(stores, connection, "request").remove(listing);
        if (outcome === "removed") {
          await forget(principal, connection, link);
          return { removed: true, message: null };
        }
      } catch (error) {
        if (!isHubError(error)) throw error;
        return { removed: false, message: wordsOf(error) };
      }
      const message = notInStore(connection);
      await database.asAccount(connection.accountId, (db) => markRemoteDeleted(db, link.id, message));
      return { removed: false, message };
    },
  };
}

function notSynced(): HubError {
  return new HubError("missing", "Product not synced to this connection", { code: "not_synced" });
}
