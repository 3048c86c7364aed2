// Where a sweep goes on after a slice, or after a kill.
import { z } from "zod";
import { checkpointSchema } from "../sync/run-reader.ts";

export const positionSchema = z.object({
  domain: z.enum(["orders", "products", "customers"]),
  /**
   * Compare the ranges, tell what our own stock should show, have rows read again, look whether it helped; at the very end,
   * where products were among it, look for fields that both sides changed.
   */
  step: z.enum(["compare", "stock", "mend", "verify", "conflicts"]),
  /** Of the range that comes next: behind this id, within this part. */
  part: z.enum(["live", "archived", "all"]).nullable(),
  after: z.string().nullable(),
  checkpoint: checkpointSchema.nullable(),
  /** Rows up to this one, or products, have been worked on in this step. */
  row: z.int(),
  /** What has not been read again by then stays apart. */
  waitUntil: z.iso.datetime().nullable(),
});
export type Position = Readonly<z.infer<typeof positionSchema>>;

export function beginningOf(domain: Position["domain"]): Position {
  return { domain, step: "compare", part: null, after: null, checkpoint: null, row: 0, waitUntil: null };
}

export function atStep(position: Position, step: Position["step"], waitUntil: Date | null = null): Position {
  return { ...beginningOf(position.domain), step, waitUntil: waitUntil?.toISOString() ?? null };
}
