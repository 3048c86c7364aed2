// Carries an import from page to page: a page, its links and the place behind it are stored in one transaction.
import type { ListingState } from "../../connector-kit/catalogue.ts";
import type { Page } from "../../connector-kit/contract.ts";
import { dropLinksOfDeleted } from "../../database/catalogue/product-links.ts";
import { dropOtherLinks, writeImportedLinks } from "../../database/catalogue/product-links-write.ts";
import { productRowsBySku } from "../../database/catalogue/products-read.ts";
import { lockCatalogue } from "../../database/catalogue/products-write.ts";
import type { Database, Db } from "../../database/database.ts";
import { recordProgress } from "../../database/publishing/publishing-runs.ts";
import { insertRunItems, listRunItems } from "../../database/publishing/run-items.ts";
import { failRun, type RunRow } from "../../database/sync/runs.ts";
import { upsertImported } from "../catalogue/imported-products.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Parking } from "../sync/parking.ts";
import { checkpointSchema } from "../sync/run-reader.ts";
import { catalogueOf, failureOf } from "./exporter.ts";
import { countsOf, failedListing, type Settled, settle, unreadableListing } from "./import-items.ts";
import { type Candidate, candidatesOf, toFamilies } from "./import-page.ts";
import type { ImportSieve } from "./import-sieve.ts";
import { notInStore } from "./mapping-rules.ts";
import type { Carrier } from "./publishing-runs.ts";
import { type ImportOrder, importOrderSchema } from "./run-orders.ts";

export function makeImporter(
  database: Database,
  stores: Stores,
  parking: Parking,
  conflicts: Pick<ImportSieve, "sift" | "keep">,
): Carrier {
  async function storePage(
    run: RunRow,
    connection: Connection,
    order: ImportOrder,
    page: Page<ListingState>,
  ): Promise<void> {
    const states = page.records.map(({ record }) => record);
    await database.transaction(async (db) => {
      await lockCatalogue(db, connection.accountId);
      const sifted = order.updateExisting ? await conflicts.sift(db, connection, states) : states;
      const families = toFamilies(sifted);
      const candidates = await candidatesOf(db, connection, order, families);
      const settled = [
        ...(await takeOver(db, connection, order, candidates)),
        ...page.unreadable.map(unreadableListing),
      ];
      await storeSettled(db, run, settled);
      await conflicts.keep(db, connection, takenOf(sifted, settled));
      await recordProgress(db, run.id, page.checkpoint, page.total, countsOf(settled));
    });
  }

  async function takeOver(
    db: Db,
    { accountId }: Connection,
    { updateExisting, actor }: ImportOrder,
    candidates: readonly Candidate[],
  ): Promise<readonly Settled[]> {
    const good = candidates.flatMap((each) => ("product" in each ? [each] : []));
    const results = await upsertImported(
      db,
      { accountId, actor },
      good.map(({ product }) => product),
      { updateExisting },
    );
    const resultOf = new Map<Candidate, (typeof results)[number] | undefined>(
      good.map((candidate, index) => [candidate, results[index]]),
    );
    const rows = await productRowsBySku(
      db,
      accountId,
      candidates.flatMap(({ skus }) => [...skus.values()]),
    );
    const idOfSku = new Map(rows.map((row) => [row.sku, row.id]));
    return candidates.flatMap((candidate) => settle(candidate, resultOf.get(candidate), idOfSku));
  }

  async function storeSettled(db: Db, run: RunRow, settled: readonly Settled[]): Promise<void> {
    const owner = { accountId: run.account_id, connectionId: run.connection_id, runId: run.id };
    const links = settled.flatMap(({ link }) => (link ? [link] : []));
    await dropLinksOfDeleted(
      db,
      owner.connectionId,
      links.map(({ remoteId }) => remoteId),
    );
    await dropOtherLinks(db, owner.connectionId, links);
    await writeImportedLinks(db, owner, links);
    await insertRunItems(
      db,
      owner,
      settled.map(({ item }) => item),
    );
  }

  /** Ids that were asked for and that the store did not know. */
  async function nameMissing(run: RunRow, connection: Connection, order: ImportOrder): Promise<void> {
    if (order.remoteIds === null) return;
    await database.transaction(async (db) => {
      const seen = new Set((await listRunItems(db, run.id)).map((item) => item.remote_id));
      const missing = order.remoteIds?.filter((id) => !seen.has(id)) ?? [];
      const settled = missing.map((id) => failedListing(id, notInStore(connection)));
      await storeSettled(db, run, settled);
      await recordProgress(db, run.id, { passed: order.remoteIds?.length ?? 0 }, null, countsOf(settled));
    });
  }

  return {
    carry: async (run, connection, patience, ends) => {
      const order = importOrderSchema.parse(run.filter);
      const resume = checkpointSchema.nullable().parse(run.checkpoint) ?? undefined;
      const filter = order.remoteIds === null ? {} : { remoteIds: order.remoteIds };
      for await (const page of catalogueOf(stores, connection, patience).read(filter, resume)) {
        await storePage(run, connection, order, page);
        if (performance.now() > ends) return false;
      }
      await nameMissing(run, connection, order);
      return true;
    },
    giveUp: async (run, connection, error) => {
      const failure = failureOf(error);
      await failRun(database.db, run.id, failure);
      if (failure.kind === "disconnected") await parking.disconnect(connection, error);
    },
  };
}

/** Listings that were taken over, with the products that they are. */
function takenOf(states: readonly ListingState[], settled: readonly Settled[]) {
  const productOf = new Map(settled.flatMap(({ link }) => (link ? [[link.remoteId, link.productId] as const] : [])));
  return states.flatMap((state) => {
    const productId = productOf.get(state.remoteId);
    return productId === undefined ? [] : [{ state, productId }];
  });
}
