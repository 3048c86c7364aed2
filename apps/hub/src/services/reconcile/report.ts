// The rows of a sweep as CSV: one line for each row and field that differed.

import { z } from "zod";
import type { DriftRow } from "../../database/reconcile/reconcile-rows.ts";
import { toCsvLine } from "../catalogue/csv-cells.ts";

const fieldsSchema = z.record(z.string(), z.object({ here: z.string().nullable(), there: z.string().nullable() }));
const HEADINGS = [
  "domain",
  "remote_id",
  "parent_remote_id",
  "finding",
  "field",
  "here",
  "there",
  "in_flight",
  "cure",
  "outcome",
  "found_at",
  "settled_at",
];

/** Piece by piece, so that a report of any length stays small in memory. */
export async function* csvReport(pages: AsyncIterable<readonly DriftRow[]>): AsyncGenerator<string> {
  yield toCsvLine(HEADINGS);
  for await (const rows of pages) yield rows.flatMap(linesOf).join("");
}

function linesOf(row: DriftRow): readonly string[] {
  const fields = Object.entries(fieldsSchema.parse(row.fields));
  const told = fields.length === 0 ? [["", "", ""]] : fields.map(([name, { here, there }]) => [name, here, there]);
  return told.map((field) =>
    toCsvLine(
      [
        row.domain,
        row.remote_id,
        row.parent_remote_id,
        row.finding,
        ...field,
        String(row.in_flight),
        row.cure,
        row.outcome,
        row.found_at.toISOString(),
        row.settled_at?.toISOString(),
      ].map((cell) => cell ?? ""),
    ),
  );
}
