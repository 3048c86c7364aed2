// Stock that an order takes and gives back. Each line remembers in _reduced_stock what it took.

import type { AnyProduct } from "../products/product-record.ts";
import { setStock, stockOwner } from "../products/stock.ts";
import { dropMeta, metaValue } from "../state/meta.ts";
import { phpInt } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import type { LineMeta, LineRecord, OrderRecord } from "./order-record.ts";

const reducedKey = "_reduced_stock";

// Both return the ids of the products that moved, for webhooks.
export function reduceStock(state: WooState, order: OrderRecord): number[] {
  if (order.stockReduced) return [];
  order.stockReduced = true;
  return order.lines.flatMap((line) => takeForLine(state, line, line.quantity));
}

export function restoreStock(state: WooState, order: OrderRecord): number[] {
  if (!order.stockReduced) return [];
  order.stockReduced = false;
  return order.lines.flatMap((line) => releaseLine(state, line));
}

// A changed quantity of an order that already holds stock moves the difference.
export function adjustLine(state: WooState, line: LineRecord): number[] {
  const taken = takenBy(line);
  return taken === undefined ? [] : takeForLine(state, line, line.quantity - taken);
}

export function releaseLine(state: WooState, line: LineRecord): number[] {
  const taken = takenBy(line);
  line.meta = keepDisplay(dropMeta(line.meta, reducedKey), line.meta);
  return taken === undefined || taken === 0 ? [] : move(state, line, taken);
}

export function restockRefunded(state: WooState, line: LineRecord, quantity: number): number[] {
  const taken = takenBy(line);
  if (taken === undefined || taken <= 0) return [];
  const given = Math.min(taken, quantity);
  setLineMeta(state, line, reducedKey, String(taken - given));
  setLineMeta(state, line, "_restock_refunded_items", String(given));
  return move(state, line, given);
}

function takeForLine(state: WooState, line: LineRecord, quantity: number): number[] {
  const moved = quantity === 0 ? [] : move(state, line, -quantity);
  if (moved.length > 0) setLineMeta(state, line, reducedKey, String((takenBy(line) ?? 0) + quantity));
  return moved;
}

function takenBy(line: LineRecord): number | undefined {
  const value = metaValue(line.meta, reducedKey);
  return value === undefined ? undefined : phpInt(value);
}

function move(state: WooState, line: LineRecord, change: number): number[] {
  const product = productOf(state, line);
  const owner = product ? stockOwner(state, product) : undefined;
  if (!owner) return [];
  // Ordering more than there is makes the stock negative; nothing stops it.
  setStock(state, owner, (owner.stockQuantity ?? 0) + change);
  return [owner.id];
}

function productOf(state: WooState, line: LineRecord): AnyProduct | undefined {
  return state.products.variation(line.variationId) ?? state.products.product(line.productId);
}

export function setLineMeta(state: WooState, line: LineRecord, key: string, value: string): void {
  const existing = line.meta.find((meta) => meta.key === key);
  const id = existing?.id ?? state.nextId("lineMeta");
  const entry: LineMeta = { id, key, value, display_key: key, display_value: value };
  line.meta = existing ? line.meta.map((meta) => (meta === existing ? entry : meta)) : [...line.meta, entry];
}

function keepDisplay(left: readonly { id: number }[], all: LineMeta[]): LineMeta[] {
  return all.filter((meta) => left.some(({ id }) => id === meta.id));
}
