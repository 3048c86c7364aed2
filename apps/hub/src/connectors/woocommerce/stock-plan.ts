// Decides per stock change what there is to write, from what the store shows. Pure.
import type { ItemResult, RemoteId, StockChange } from "../../connector-kit/contract.ts";
import type { WooProduct } from "./schemas.ts";

/** What the store showed by remote id: products, variations and the parents of variations. */
export type Shelf = ReadonlyMap<RemoteId, WooProduct>;
/** A number to be written where the stock is counted: at the thing itself, or at the parent that counts for it. */
export type StockWrite = { readonly change: StockChange; readonly target: WooProduct };
export type Plan = StockWrite | ItemResult;

const FAILURES = {
  invalid_quantity: ["WooCommerce's stock is a whole number from 0 up", "Send a whole number."],
  sku_missing: [
    "The store has no such product, or has it in the trash",
    "Restore the product in the store, or remove its link.",
  ],
  stock_unmanaged: [
    "The store does not count the stock of this product",
    "Tick “Track stock quantity for this product” in the store, or let Logix do it.",
  ],
  parent_pool_conflict: [
    "Variations that share one stock were given different numbers",
    "Let each variation count its own stock in the store, or give them one number.",
  ],
} as const;

// QUIRK(woocommerce): a batch does not validate: "NaN" sets the stock to 0. So nothing but whole numbers may leave.
export function isQuantity({ quantity }: StockChange): boolean {
  return Number.isSafeInteger(quantity) && quantity >= 0;
}

export function planOf(changes: readonly StockChange[], shelf: Shelf): Plan[] {
  const aims = changes.map((change) => aimOf(change, shelf));
  const disputed = disputedOf(aims);
  return aims.map((aim) => {
    if (!isWrite(aim)) return aim;
    return disputed.has(aim.target.id) ? failed(aim.change, "parent_pool_conflict") : (settledOf(aim) ?? aim);
  });
}

export function isWrite(plan: Plan): plan is StockWrite {
  return "target" in plan;
}

// QUIRK(woocommerce): stock_quantity is dropped without a word where the stock is the parent's or nobody's.
function aimOf(change: StockChange, shelf: Shelf): Plan {
  if (!isQuantity(change)) return failed(change, "invalid_quantity");
  const own = shelf.get(change.remoteId);
  const target = own?.manage_stock === "parent" ? shelf.get(own.parent_id) : own;
  if (target === undefined || target.status === "trash") return failed(change, "sku_missing");
  if (target.manage_stock === false && change.enableManagement !== true) return failed(change, "stock_unmanaged");
  return { change, target };
}

/** Things for which different numbers are asked: a pool that variations share can hold but one. */
function disputedOf(aims: readonly Plan[]): ReadonlySet<RemoteId> {
  const quantities = new Map<RemoteId, number>();
  const disputed = new Set<RemoteId>();
  for (const { target, change } of aims.filter(isWrite)) {
    if ((quantities.get(target.id) ?? change.quantity) !== change.quantity) disputed.add(target.id);
    quantities.set(target.id, change.quantity);
  }
  return disputed;
}

function settledOf({ change, target }: StockWrite): ItemResult | null {
  const { sku, remoteId, quantity, expected } = change;
  const shows = target.stock_quantity;
  if (target.manage_stock !== true) return null;
  if (shows === quantity) return { sku, remoteId, outcome: "unchanged", shows, after: null };
  return expected === undefined || shows === expected ? null : { sku, remoteId, outcome: "moved", shows };
}

function failed({ sku, remoteId }: StockChange, code: keyof typeof FAILURES): ItemResult {
  const [message, remedy] = FAILURES[code];
  return { sku, remoteId, outcome: "failed", code, message, remedy, again: false };
}
