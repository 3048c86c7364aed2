// Stock of many SKUs in few requests: look, decide, write only what differs, and check that the store took it.
import type { HubError, Product } from "@logix/model";
import type { ItemResult, RemoteId, Seen, StockChange, Unreadable } from "../../connector-kit/contract.ts";
import { type Outcome, updateMany } from "./batch.ts";
import type { WooClient } from "./client.ts";
import { variationsOf } from "./products.ts";
import { isUnreadable, readProduct, readVariation } from "./records.ts";
import { productSchema, type WooProduct } from "./schemas.ts";
import { readShelf } from "./shelf.ts";
import { isQuantity, isWrite, planOf, type Shelf, type StockWrite } from "./stock-plan.ts";

export async function updateInventory(client: WooClient, changes: readonly StockChange[]): Promise<ItemResult[]> {
  const shelf = await readShelf(client, changes.filter(isQuantity));
  const plans = planOf(changes, shelf);
  const outcomes = await write(client, plans.filter(isWrite));
  return plans.map((plan) => (isWrite(plan) ? resultOf(plan, outcomes.get(plan.target.id), shelf) : plan));
}

// A variation can only be written through its parent.
async function write(client: WooClient, writes: readonly StockWrite[]): Promise<Map<RemoteId, Outcome>> {
  const outcomes = new Map<RemoteId, Outcome>();
  const once = new Map(writes.map((each) => [each.target.id, each])).values();
  for (const [path, group] of Map.groupBy(once, ({ target }) => pathOf(target))) {
    const updates = group.map(({ target, change }) => ({
      id: target.id,
      fields: { ...(target.manage_stock === true ? {} : { manage_stock: true }), stock_quantity: change.quantity },
    }));
    const done = await updateMany(client, path, updates);
    for (const [index, outcome] of done.entries()) outcomes.set(updates[index]?.id ?? "", outcome);
  }
  return outcomes;
}

function pathOf(target: WooProduct): string {
  return target.type === "variation" ? variationsOf(target.parent_id) : "products";
}

function resultOf({ change, target }: StockWrite, outcome: Outcome | undefined, shelf: Shelf): ItemResult {
  const { sku, remoteId, quantity } = change;
  if (outcome === undefined || "error" in outcome) return { sku, remoteId, ...refusalOf(outcome?.error) };
  const shows = productSchema.safeParse(outcome.row).data?.stock_quantity ?? null;
  if (shows !== quantity) {
    const message = `The store accepted ${quantity} but shows ${shows ?? "no stock"}`;
    return { sku, remoteId, outcome: "failed", code: "not_taken", message, remedy: null, again: true };
  }
  // Where the parent counts, the reply is about the parent, whose news comes with its own delivery.
  const after = target.id === remoteId ? recordOf(outcome.row, target, shelf) : null;
  return { sku, remoteId, outcome: "written", shows, after: after === null || isUnreadable(after) ? null : after };
}

function recordOf(row: unknown, target: WooProduct, shelf: Shelf): Seen<Product> | Unreadable {
  if (target.type !== "variation") return readProduct(row);
  return readVariation(row, target.parent_id, shelf.get(target.parent_id)?.name ?? "");
}

function refusalOf(error: HubError | undefined) {
  const code = error?.kind === "missing" ? "sku_missing" : (error?.details.code ?? "refused");
  const again = error?.kind === "unreachable" || error?.kind === "unreadable";
  const message = error?.message ?? "The store said nothing about this item";
  return { outcome: "failed", code, message, remedy: error?.details.remedy ?? null, again } as const;
}
