// Exports and imports in the shapes of the hub dialect.
import type { Foreseen, ProductStores, RunItemList } from "@logix/api/hub/publishing";
import type { NamedRunItemRow, ProductTitle } from "../../database/publishing/run-items-read.ts";
import type * as exporting from "../../services/publishing/export-dry-run.ts";
import { exportDetailSchema } from "../../services/publishing/export-items.ts";
import type { ForeseenListing } from "../../services/publishing/import-dry-run.ts";
import type { ProductInStore } from "../../services/publishing/product-stores.ts";

type Titles = ReadonlyMap<number, ProductTitle>;

export function toForeseenExport(item: exporting.Foreseen, titles: Titles): Foreseen {
  const changes = toChanges(item.changes);
  return {
    ...titleOf(item.productId, titles),
    remote_id: item.remoteId,
    outcome:
      item.problem !== null ? "fail" : changes.length === 0 ? "nothing" : item.remoteId === null ? "create" : "update",
    problem: item.problem,
    warnings: [...item.warnings],
    changes,
  };
}

export function toForeseenImport(item: ForeseenListing, titles: Titles): Foreseen {
  const changes = toChanges(item.changes);
  const outcomes = { imported: "create", updated: "update", skipped: "skip", failed: "fail" } as const;
  const outcome = outcomes[item.outcome];
  return {
    ...(item.productId === null ? newcomer(changes) : titleOf(item.productId, titles)),
    remote_id: item.remoteId,
    outcome: outcome === "update" && changes.length === 0 ? "nothing" : outcome,
    problem: item.message,
    warnings: [],
    changes,
  };
}

function toChanges(changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>) {
  return Object.entries(changes).map(([field, { from = null, to = null }]) => ({ field, from, to }));
}

function titleOf(id: number, titles: Titles) {
  const title = titles.get(id);
  return { product_id: id, sku: title?.sku ?? null, name: title?.name ?? null };
}

/** What is not in the catalogue yet bears the name that it will have. */
function newcomer(changes: ReturnType<typeof toChanges>) {
  const name = changes.find(({ field }) => field === "name")?.to;
  return { product_id: null, sku: null, name: typeof name === "string" ? name : null };
}

export function toRunItem(row: NamedRunItemRow): RunItemList["items"][number] {
  const { sentFields = [], warnings = [], remedy = null } = exportDetailSchema.parse(row.detail ?? {});
  return {
    id: row.id,
    product_id: row.product_id,
    sku: row.sku,
    name: row.name,
    remote_id: row.remote_id,
    outcome: row.outcome,
    message: row.message,
    remedy,
    sent_fields: sentFields,
    warnings,
    at: row.at.toISOString(),
  };
}

export function toStore({ connection, link, problem, compared }: ProductInStore): ProductStores["stores"][number] {
  return {
    connection_id: connection.id,
    connection_public_id: connection.publicId,
    name: connection.name,
    remote_id: link?.remote_id ?? null,
    sync_status: link?.sync_status ?? null,
    error: link?.sync_status === "error" ? (link.error_message ?? null) : null,
    last_exported_at: link?.last_exported_at?.toISOString() ?? null,
    problem,
    fields: [...compared],
  };
}
