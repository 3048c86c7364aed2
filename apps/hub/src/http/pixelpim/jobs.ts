// What takes longer than a caller waits: told as a job, to be looked at.
import type { RunRow } from "../../database/sync/runs.ts";

export function toJob({ id, connection_id: connectionId }: RunRow) {
  return {
    jobId: id,
    message: "It goes on in the background",
    statusUrl: `/integration/woocommerce/connections/${connectionId}/runs/${id}`,
  };
}

/** `wait` in the body or in the query: to the end, however long it takes. */
export function budgetOf(
  patienceMs: number,
  inBody: boolean,
  { wait }: { readonly wait?: string | undefined },
): number {
  return inBody || wait === "true" ? Number.POSITIVE_INFINITY : patienceMs;
}
