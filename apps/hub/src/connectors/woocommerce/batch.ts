// Writes many things with few requests; a batch that is too much for the store is cut in halves, down to one.
import { HubError, isHubError } from "@logix/model";
import { z } from "zod";
import type { WooClient } from "./client.ts";
import { plainText } from "./entities.ts";
import { chunksOf, MOST } from "./listing.ts";
import { batchEntrySchema } from "./schemas.ts";

export type Update = { readonly id: string; readonly fields: Readonly<Record<string, unknown>> };
/** Per update the thing as the store shows it now, or why it was not written. */
export type Outcome = { readonly row: unknown } | { readonly error: HubError };

/** So many single updates that fail before any succeeds mean that the store is down, not that one item is bad. */
const PATIENCE = 3;

// https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products
export async function updateMany(client: WooClient, path: string, updates: readonly Update[]): Promise<Outcome[]> {
  const tally: Tally = { written: 0, failures: [] };
  const outcomes: Outcome[] = [];
  for (const chunk of chunksOf(updates, MOST)) outcomes.push(...(await updateInHalves(client, path, chunk, tally)));
  return outcomes;
}

type Tally = { written: number; readonly failures: HubError[] };

async function updateInHalves(
  client: WooClient,
  path: string,
  updates: readonly Update[],
  tally: Tally,
): Promise<Outcome[]> {
  const hopeless = tally.written === 0 ? tally.failures[PATIENCE - 1] : undefined;
  if (hopeless !== undefined) return updates.map(() => ({ error: hopeless }));
  try {
    const outcomes = await updateAtOnce(client, path, updates);
    tally.written += updates.length;
    return outcomes;
  } catch (error) {
    if (!isTooMuch(error)) throw error;
    if (updates.length === 1) {
      tally.failures.push(error);
      return [{ error }];
    }
    const middle = Math.ceil(updates.length / 2);
    const first = await updateInHalves(client, path, updates.slice(0, middle), tally);
    return [...first, ...(await updateInHalves(client, path, updates.slice(middle), tally))];
  }
}

// QUIRK(woocommerce): a batch answers 200 with one entry per operation, in order, the failed ones among them.
async function updateAtOnce(client: WooClient, path: string, updates: readonly Update[]): Promise<Outcome[]> {
  const body = { update: updates.map(({ id, fields }) => ({ id: Number(id), ...fields })) };
  const { json } = await client.ask({ method: "POST", path: `${path}/batch`, body });
  const entries = z.object({ update: z.array(z.unknown()) }).safeParse(json).data?.update ?? [];
  return updates.map(({ id }, index) => outcomeOf(entries[index], id));
}

function outcomeOf(row: unknown, id: string): Outcome {
  const entry = batchEntrySchema.safeParse(row).data;
  if (entry === undefined || entry.id !== id) {
    return {
      error: new HubError("unreadable", "The store's answer says nothing about this item", { code: "no_entry" }),
    };
  }
  if (entry.error === undefined) return { row };
  const { code, message } = entry.error;
  const kind = /invalid_(product_)?id$/.test(code) ? "missing" : "refused";
  return { error: new HubError(kind, plainText(message), { code, remote: { status: 200, code, message } }) };
}

/** The store could not bear the request, or its answer did not come: it may have been done all the same. */
export function isTooMuch(error: unknown): error is HubError {
  if (!isHubError(error, "unreachable", "refused")) return false;
  const status = error.details.remote?.status ?? 0;
  return error.details.code === "timeout" || status === 413 || (status >= 500 && error.details.code === "server_error");
}
