// Undoes writes: the fields that were touched get back what the store had, unless somebody has changed them since.
import { HubError, isHubError } from "@logix/model";
import type { PutBack, PutBackResult } from "../../../connector-kit/catalogue.ts";
import { updateMany } from "../batch.ts";
import type { WooClient } from "../client.ts";
import { variationsOf } from "../products.ts";
import { failedBy } from "./failed.ts";
import { rowsEach } from "./look.ts";
import { removeListing } from "./remove.ts";
import { type Json, parentOf, type Row } from "./rows.ts";
import { backTo, readTouched, showsStill } from "./touched.ts";

export async function putBackListings(client: WooClient, items: readonly PutBack[]): Promise<PutBackResult[]> {
  const rows = await rowsEach(client, items);
  const results = new Map<PutBack, PutBackResult>();
  const restored: Restored[] = [];
  // Variations before the products that they belong to.
  for (const item of items.toSorted((one, other) => rank(one) - rank(other))) {
    const row = rows.get(item.remoteId) ?? null;
    if (row instanceof HubError) {
      results.set(item, { key: item.key, ...failedBy(row) });
      continue;
    }
    const fields = row === null ? null : fieldsBack(item, row);
    if (row === null) results.set(item, { key: item.key, outcome: "gone" });
    else if (fields === null) results.set(item, { key: item.key, outcome: "moved" });
    else if (item.before === null) results.set(item, await removed(client, item, row));
    else restored.push({ item, row, fields });
  }
  for (const [item, result] of await sent(client, restored)) results.set(item, result);
  return items.map((item) => results.get(item) ?? { key: item.key, outcome: "gone" });
}

type Restored = { readonly item: PutBack; readonly row: Row; readonly fields: Json };

function rank({ parentRemoteId }: PutBack): number {
  return parentRemoteId === null ? 1 : 0;
}

/** Null where the store shows something else than the write left behind. */
function fieldsBack({ before, after }: PutBack, { json }: Row): Json | null {
  const left = readTouched(after);
  // Put back already, by an undo whose end was not seen.
  if (before !== null && showsStill(readTouched(before), json)) return {};
  if (!showsStill(left, json)) return null;
  return before === null ? {} : backTo(readTouched(before), left);
}

async function removed(client: WooClient, { key, remoteId }: PutBack, row: Row): Promise<PutBackResult> {
  try {
    const outcome = await removeListing(client, { remoteId, parentRemoteId: parentOf(row) });
    return { key, outcome: outcome === "gone" ? "gone" : "restored" };
  } catch (error) {
    if (isHubError(error)) return { key, ...failedBy(error) };
    throw error;
  }
}

async function sent(client: WooClient, restored: readonly Restored[]): Promise<Map<PutBack, PutBackResult>> {
  const results = new Map<PutBack, PutBackResult>();
  for (const [parent, group] of Map.groupBy(restored, ({ row }) => parentOf(row))) {
    const path = parent === null ? "products" : variationsOf(parent);
    const open = group.filter(({ fields }) => Object.keys(fields).length > 0);
    const outcomes = await updateMany(
      client,
      path,
      open.map(({ row, fields }) => ({ id: row.woo.id, fields })),
    );
    for (const { item } of group) results.set(item, { key: item.key, outcome: "restored" });
    for (const [index, { item }] of open.entries()) {
      const outcome = outcomes[index];
      if (outcome !== undefined && "error" in outcome) results.set(item, failure(item, outcome.error));
    }
  }
  return results;
}

function failure({ key }: PutBack, error: HubError): PutBackResult {
  return error.kind === "missing" ? { key, outcome: "gone" } : { key, ...failedBy(error) };
}
