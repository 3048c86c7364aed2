// What an import would change in the catalogue, field by field. Nothing is written.
import type { CatalogueProduct } from "@logix/model";
import { isHubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { applyChange, type Differences, differencesOf, NO_CONTENT } from "../catalogue/product-change.ts";
import { productsByIds } from "../catalogue/products-by-ids.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Principal } from "../principal.ts";
import { catalogueOf } from "./exporter.ts";
import { type Candidate, candidatesOf, toFamilies } from "./import-page.ts";
import { notInStore, refuseInactive } from "./mapping-rules.ts";
import { type ImportRequest, type ProductImports, unreadable } from "./product-imports.ts";
import type { ImportOrder } from "./run-orders.ts";

export type ForeseenListing = {
  readonly remoteId: string;
  readonly productId: number | null;
  readonly outcome: "imported" | "updated" | "skipped" | "failed";
  readonly message: string | null;
  readonly changes: Differences;
};
export type ImportForecast = {
  readonly items: readonly ForeseenListing[];
  /** False where the time was up before all of the store was looked at. */
  readonly isWhole: boolean;
};

export type ImportDryRun = ReturnType<typeof makeImportDryRun>;

export function makeImportDryRun(database: Database, stores: Stores, imports: ProductImports) {
  async function foreseePage(connection: Connection, order: ImportOrder, states: Parameters<typeof toFamilies>[0]) {
    return database.asAccount(connection.accountId, async (db) => {
      const candidates = await candidatesOf(db, connection, order, toFamilies(states));
      const ids = candidates.flatMap(({ existing }) => [...existing.values()]);
      const products = await productsByIds(db, connection.accountId, [...new Set(ids)]);
      return candidates.map((candidate) => foresee(candidate, order, products));
    });
  }

  return {
    /** @throws HubError `invalid` where the store cannot be read */
    foresee: async (
      principal: Principal,
      connection: Connection,
      request: ImportRequest,
      budgetMs: number,
    ): Promise<ImportForecast> => {
      refuseInactive(connection);
      const order = await imports.orderOf(principal, connection, request);
      const ends = performance.now() + budgetMs;
      const items: ForeseenListing[] = [];
      try {
        const filter = order.remoteIds === null ? {} : { remoteIds: order.remoteIds };
        for await (const page of catalogueOf(stores, connection, "request").read(filter)) {
          const states = page.records.map(({ record }) => record);
          items.push(...(await foreseePage(connection, order, states)));
          if (performance.now() > ends) return { items, isWhole: false };
        }
      } catch (error) {
        throw isHubError(error) ? unreadable(connection, error) : error;
      }
      return { items: [...items, ...missingOf(connection, order, items)], isWhole: true };
    },
  };
}

function foresee(
  candidate: Candidate,
  { updateExisting }: ImportOrder,
  products: ReadonlyMap<number, CatalogueProduct>,
): ForeseenListing {
  const { remoteId } = candidate.family.head;
  const productId = candidate.existing.get(candidate.skus.get(remoteId) ?? "") ?? null;
  const nothing = { remoteId, productId, message: null, changes: {} };
  if ("problem" in candidate) return { ...nothing, outcome: "failed", message: candidate.problem };
  if (productId !== null && !updateExisting) return { ...nothing, outcome: "skipped" };
  const before = products.get(productId ?? 0) ?? NO_CONTENT;
  const changes = differencesOf(before, applyChange(before, candidate.product));
  return { ...nothing, outcome: productId === null ? "imported" : "updated", changes };
}

function missingOf(
  connection: Connection,
  { remoteIds }: ImportOrder,
  items: readonly ForeseenListing[],
): readonly ForeseenListing[] {
  const seen = new Set(items.map((item) => item.remoteId));
  return (remoteIds ?? [])
    .filter((id) => !seen.has(id))
    .map((remoteId) => ({
      remoteId,
      productId: null,
      outcome: "failed",
      message: notInStore(connection),
      changes: {},
    }));
}
