// All that carries products between the catalogue and the stores, put together from its parts.
import type { Database } from "../../database/database.ts";
import type { Locks } from "../../database/locks.ts";
import type { Queue } from "../../engine/queue.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { Stores } from "../connections/stores.ts";
import type { Parking } from "../sync/parking.ts";
import { makeConflictSieve } from "./conflict-sieve.ts";
import { makeExportDryRun } from "./export-dry-run.ts";
import { makeExportUndo } from "./export-undo.ts";
import { makeExporter } from "./exporter.ts";
import { makeImportDryRun } from "./import-dry-run.ts";
import { makeImportSieve } from "./import-sieve.ts";
import { makeImporter } from "./importer.ts";
import { makeMappingFields } from "./mapping-fields.ts";
import { makeExportMappings, makeImportMappings } from "./mappings.ts";
import { makeProductExports } from "./product-exports.ts";
import { makeProductImports } from "./product-imports.ts";
import { makePublishingRuns } from "./publishing-runs.ts";
import { makeRunItemList } from "./run-item-list.ts";
import { makeSingleProducts } from "./single-products.ts";
import { makeSyncStatuses } from "./sync-statuses.ts";
import { makeTurns } from "./turns.ts";

/** Of callers that wait, so many are served at once; each holds a lock, and those are not many. */
const MOST_AT_ONCE = 6;
const DEFAULT_PATIENCE_MS = 25_000;

export type PublishingOptions = {
  readonly database: Database;
  readonly locks: Locks;
  readonly queue: Queue;
  readonly stores: Stores;
  readonly parking: Parking;
  readonly alerts: Pick<Alerts, "raise" | "settle">;
  /** How long a caller is kept waiting before the work goes on in the background. */
  readonly patienceMs?: number | undefined;
};

export function makePublishing({ database, locks, queue, stores, parking, alerts, patienceMs }: PublishingOptions) {
  const importSieve = makeImportSieve(alerts);
  const publishingRuns = makePublishingRuns(database, locks, queue, makeTurns(MOST_AT_ONCE), {
    export: makeExporter(database, stores, parking, makeConflictSieve(database, alerts)),
    import: makeImporter(database, stores, parking, importSieve),
  });
  const productExports = makeProductExports(database, publishingRuns);
  const productImports = makeProductImports(database, publishingRuns);
  return {
    publishingRuns,
    importSieve,
    exportMappings: makeExportMappings(database),
    importMappings: makeImportMappings(database),
    mappingFields: makeMappingFields(database),
    runItemList: makeRunItemList(database),
    productExports,
    productImports,
    exportDryRun: makeExportDryRun(database, stores, productExports),
    importDryRun: makeImportDryRun(database, stores, productImports),
    exportUndo: makeExportUndo(database, locks, stores),
    singleProducts: makeSingleProducts(database, stores, productExports),
    syncStatuses: makeSyncStatuses(database, productExports),
    patienceMs: patienceMs ?? DEFAULT_PATIENCE_MS,
  };
}
