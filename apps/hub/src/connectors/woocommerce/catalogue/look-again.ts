// After an answer that did not come: what the store shows now of the listings that were sent.
import { type HubError, isHubError } from "@logix/model";
import type { WooClient } from "../client.ts";
import { rowsAt, rowsBySku } from "./look.ts";
import { type Json, parentOf, type Row } from "./rows.ts";
import { settle, type Task } from "./task.ts";

type Open = { readonly task: Task; readonly body: Json };

/**
 * A create that was done all the same is found by its SKU, so that it is not made twice; images that arrived are known by
 * their ids, so that they are not sent twice. Null where the store could be looked at.
 */
export async function lookAgain(client: WooClient, open: readonly Open[]): Promise<HubError | null> {
  try {
    const known = open.flatMap(({ task: { row } }) => (row === null ? [] : [row]));
    const places = known.map((row) => ({ remoteId: row.woo.id, parentRemoteId: parentOf(row) }));
    const rows = await rowsAt(client, places);
    const made = await rowsBySku(
      client,
      open.flatMap(({ task }) => (task.row === null ? [task.write.sku] : [])),
    );
    for (const one of open) {
      const now = one.task.row === null ? onlyOne(made.get(one.task.write.sku)) : rows.get(one.task.row.woo.id);
      if (now !== null && now !== undefined && hasMoved(one.task.row, now)) settle(one.task, one.body, now);
    }
    return null;
  } catch (error) {
    if (isHubError(error)) return error;
    throw error;
  }
}

function onlyOne(rows: readonly Row[] = []): Row | null {
  const [first = null] = rows;
  return rows.length === 1 ? first : null;
}

function hasMoved(before: Row | null, now: Row): boolean {
  return before === null || JSON.stringify(before.json) !== JSON.stringify(now.json);
}
