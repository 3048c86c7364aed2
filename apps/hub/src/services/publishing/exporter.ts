// Carries an export from product to product, a hundred at a time, each with an end of its own.
import { HubError } from "@logix/model";
import type { CatalogueWriter } from "../../connector-kit/catalogue.ts";
import { failPendingLinks } from "../../database/catalogue/product-links.ts";
import type { Database } from "../../database/database.ts";
import { findPublishingRun } from "../../database/publishing/publishing-runs.ts";
import { failRun, type RunRow } from "../../database/sync/runs.ts";
import type { Connection, Patience, Stores } from "../connections/stores.ts";
import { type Parking, wordsOf } from "../sync/parking.ts";
import type { ConflictSieve } from "./conflict-sieve.ts";
import { failedItem } from "./export-items.ts";
import { loadForExport } from "./export-load.ts";
import { planExport } from "./export-plan.ts";
import { storeExported } from "./export-store.ts";
import { writePlanned } from "./export-write.ts";
import { rulesOf } from "./mapping-rules.ts";
import type { Carrier } from "./publishing-runs.ts";
import { type ExportOrder, exportCheckpointSchema, exportOrderSchema } from "./run-orders.ts";

const MOST_AT_ONCE = 100;

export function makeExporter(
  database: Database,
  stores: Stores,
  parking: Parking,
  conflicts: Pick<ConflictSieve, "sift">,
): Carrier {
  async function exportBatch(connection: Connection, order: ExportOrder, patience: Patience, ids: readonly number[]) {
    const rules = rulesOf(connection);
    const { settled, planned } = planExport(order, rules, ids, await loadForExport(database, connection, ids));
    const writer = catalogueOf(stores, connection, patience);
    const sifted = await conflicts.sift(connection, writer, planned);
    return [...settled, ...(await writePlanned(connection, writer, order, sifted))];
  }

  return {
    carry: async (run, connection, patience, ends) => {
      const order = exportOrderSchema.parse(run.filter);
      for (let next = placeOf(run); next < order.items.length; ) {
        const ids = nextBatch(order, next);
        const settled = await exportBatch(connection, order, patience, ids);
        next += ids.length;
        await storeExported(database, run, settled, next);
        if (performance.now() > ends && next < order.items.length) return false;
      }
      return true;
    },
    giveUp: async (run, connection, error) => {
      const { items } = exportOrderSchema.parse(run.filter);
      const failure = failureOf(error);
      const next = placeOf((await findPublishingRun(database.db, connection.id, run.id)) ?? run);
      const left = items.slice(next).map((id) => failedItem(id, failure));
      await storeExported(database, run, left, items.length);
      await failPendingLinks(database.db, { connectionId: connection.id, runId: run.id }, failure);
      await failRun(database.db, run.id, failure);
      if (failure.kind === "disconnected") await parking.disconnect(connection, error);
    },
  };
}

/** @throws HubError `invalid` where the platform's catalogue cannot be written */
export function catalogueOf(stores: Stores, connection: Connection, patience: Patience): CatalogueWriter {
  const { catalogue } = stores.open(connection, patience);
  if (catalogue) return catalogue;
  throw new HubError("invalid", `${connection.connector.title} takes no products yet`, { code: "catalogue_missing" });
}

export function failureOf(error: unknown) {
  const known = error instanceof HubError ? error : undefined;
  return {
    kind: known?.kind ?? "unreachable",
    code: known?.details.code ?? known?.kind ?? "failed",
    message: known ? wordsOf(error) : "Something went wrong on our side",
    remedy: known?.details.remedy ?? null,
  };
}

function placeOf(run: RunRow): number {
  return run.checkpoint === null ? 0 : exportCheckpointSchema.parse(run.checkpoint).next;
}

/** Products and variants never go together: those have to be there for these. */
export function nextBatch({ items, firstVariant }: ExportOrder, next: number): readonly number[] {
  const end = next < firstVariant ? firstVariant : items.length;
  return items.slice(next, Math.min(next + MOST_AT_ONCE, end));
}
