// What became of an export, in the words of the PixelPim document.
import type { ExportReply, ExportResult } from "@logix/api/pixelpim/products";
import type { ExportForecast, Foreseen } from "../../services/publishing/export-dry-run.ts";
import { exportDetailSchema } from "../../services/publishing/export-items.ts";
import type { ExportOutcome, RunItem } from "../../services/publishing/product-exports.ts";
import type { ExportOrder } from "../../services/publishing/run-orders.ts";

export function toExportReply(connectionId: number, outcomes: readonly ExportOutcome[]): ExportReply {
  const results = outcomes.flatMap(({ order, items }) => {
    const ends = items.map((item) => ({ productId: item.product_id ?? 0, result: toResult(connectionId, item) }));
    return gathered(order, ends);
  });
  const [only] = outcomes;
  return { ...counted(connectionId, results), ...(outcomes.length === 1 && only && { jobId: only.run.id }) };
}

export function toForecastReply(connectionId: number, { order, items, isWhole }: ExportForecast): ExportReply {
  const ends = items.map((item) => ({ productId: item.productId, result: toForeseen(connectionId, item) }));
  return { ...counted(connectionId, gathered(order, ends)), dryRun: true, ...(!isWhole && { incomplete: true }) };
}

function counted(connectionId: number, results: readonly ExportResult[]): ExportReply {
  const failedCount = results.filter(({ status }) => status === "error").length;
  const isSkipped = ({ status, sentFields, variants = [] }: ExportResult) =>
    status === "success" && sentFields?.length === 0 && variants.every((each) => each.sentFields?.length === 0);
  return {
    success: failedCount === 0,
    connectionId,
    syncedCount: results.length - failedCount,
    failedCount,
    skippedCount: results.filter(isSkipped).length,
    results: [...results],
  };
}

type End = { readonly productId: number; readonly result: ExportResult };

/** In the order in which they were asked for; variants that went with their product stand within it. */
function gathered({ asked, parents }: ExportOrder, ends: readonly End[]): readonly ExportResult[] {
  const results = new Map(ends.map(({ productId, result }) => [productId, result]));
  const brought = Map.groupBy(ends, ({ productId }) => parents[String(productId)] ?? null);
  return asked.flatMap((id) => {
    const result = results.get(id);
    return result ? [withVariants(result, brought.get(id)?.map((end) => end.result) ?? [])] : [];
  });
}

/** A product whose variant failed is not as it should be. */
function withVariants(result: ExportResult, ends: readonly ExportResult[]): ExportResult {
  if (ends.length === 0) return result;
  const variants = ends.map(({ productId, wooProductId, status, message, sentFields, changes }) => ({
    productId,
    wooProductId,
    status,
    message,
    sentFields,
    changes,
  }));
  const failed = ends.filter(({ status }) => status === "error");
  if (failed.length === 0 || result.status === "error") return { ...result, variants };
  const message = `${failed.length} of its ${ends.length} variants failed: ${failed[0]?.message ?? ""}`;
  return { ...result, status: "error", message, variants };
}

function toResult(connectionId: number, item: RunItem): ExportResult {
  const { exportedFields, sentFields, warnings, remedy } = exportDetailSchema.parse(item.detail ?? {});
  const own = { connectionId, productId: item.product_id ?? 0 };
  if (item.outcome === "failed") {
    return { ...own, status: "error", message: item.message ?? "It failed", ...(remedy && { remedy }) };
  }
  return {
    ...own,
    wooProductId: Number(item.remote_id),
    status: "success",
    exportedFields,
    lastExportedAt: item.at.toISOString(),
    sentFields,
    linked: item.outcome === "adopted",
    ...(warnings && warnings.length > 0 && { warnings }),
  };
}

function toForeseen(connectionId: number, foreseen: Foreseen): ExportResult {
  const { productId, remoteId, problem, fields, warnings, changes } = foreseen;
  const own = { connectionId, productId, ...(remoteId !== null && { wooProductId: Number(remoteId) }) };
  if (problem !== null) return { ...own, status: "error", message: problem };
  return {
    ...own,
    status: "success",
    exportedFields: [...fields],
    sentFields: Object.keys(changes),
    lastExportedAt: null,
    ...(warnings.length > 0 && { warnings: [...warnings] }),
    changes,
  };
}
