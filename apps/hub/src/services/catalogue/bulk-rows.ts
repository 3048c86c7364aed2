// One row of a bulk run: read, checked, and what became of it.
import { bulkProductSchema } from "@logix/api/hub/products";
import type { BulkResult } from "../../database/catalogue/product-bulk.ts";
import type { AttributeDefinitions } from "./attribute-check.ts";
import { type Column, headerOf, readHeader } from "./csv-columns.ts";
import { columnNameOf, toBulkRow } from "./csv-read.ts";
import type { ProductUnit } from "./product-plan.ts";
import { toProductUnit } from "./product-request.ts";
import type { WrittenProduct } from "./product-writes.ts";

export type RowProblem = { readonly sku: string | null; readonly field: string | null; readonly message: string };
type ReadRow = { readonly unit: ProductUnit } | { readonly problem: RowProblem };

export type RowReader = {
  read(row: unknown): ReadRow;
  toResult(row: number, written: WrittenProduct): BulkResult;
};

/** By the header of CSV, or null for JSON. */
export function makeRowReader(header: readonly string[] | null, definitions: AttributeDefinitions): RowReader {
  const columns = header && readHeader(header);
  const nameOf = (field: string) => (columns ? columnNameOf(field) : field);

  function read(row: unknown): ReadRow {
    const uneven = columns && findUnevenness(columns, row);
    if (uneven) return { problem: uneven };
    const given = columns && isLine(row) ? toBulkRow(columns, row, definitions) : row;
    const checked = bulkProductSchema.safeParse(given);
    if (checked.success) return { unit: toProductUnit(checked.data) };
    const [issue] = checked.error.issues;
    const path = issue?.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : (issue?.path ?? []);
    const message = issue?.code === "unrecognized_keys" ? "is not known here" : (issue?.message ?? "is not valid");
    return { problem: { sku: skuOf(given), field: path.length > 0 ? nameOf(path.join(".")) : null, message } };
  }

  function toResult(row: number, { sku, productId, ...written }: WrittenProduct): BulkResult {
    if (written.outcome === "failed") {
      return failedRow(row, { sku, field: nameOf(written.problem.field), message: written.problem.problem });
    }
    const outcome = written.outcome === "skipped" ? "unchanged" : written.outcome;
    return { row, sku, productId, outcome, message: null, field: null };
  }

  return { read, toResult };
}

export function failedRow(row: number, problem: RowProblem): BulkResult {
  return { row, productId: null, outcome: "failed", ...problem };
}

function findUnevenness(columns: readonly Column[], row: unknown): RowProblem | null {
  if (isLine(row) && row.length === columns.length) return null;
  const count = isLine(row) ? row.length : 0;
  const at = columns.findIndex((column) => headerOf(column) === "sku");
  const sku = isLine(row) ? (row[at] ?? null) : null;
  return { sku, field: null, message: `has ${count} cells, but the header has ${columns.length}` };
}

function isLine(row: unknown): row is readonly string[] {
  return Array.isArray(row) && row.every((cell) => typeof cell === "string");
}

/** As far as it can be shown to a person. */
function skuOf(row: unknown): string | null {
  if (typeof row !== "object" || row === null || !("sku" in row) || typeof row.sku !== "string") return null;
  return row.sku.replace(/[\p{Cc}\p{Cs}]/gu, " ").slice(0, 200);
}
