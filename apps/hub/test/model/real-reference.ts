// What must hold between real stores and the hub's real tables when all is at rest, said without the hub's rules.
import type { WooStore } from "@logix/sandbox/woocommerce";
import type pg from "pg";
import { expect } from "vitest";
import { BESIDE, GONE, rankOf } from "./reference.ts";

type Held = {
  readonly id: number;
  readonly connection: number;
  readonly remote_id: string;
  readonly status: string;
  readonly remote_status: string;
  readonly stock_taken: boolean;
  readonly sku: string;
  readonly quantity: number;
  /** When it left by what we know; null where it has not. */
  readonly gone_at: Date | null;
  readonly steps: readonly { readonly actor: string; readonly from: string | null; readonly to: string }[];
};

export type Ground = {
  readonly pool: pg.Pool;
  readonly stores: readonly WooStore[];
  /** Ids of their connections, in the same order. */
  readonly connections: readonly number[];
  readonly skus: readonly string[];
};

export async function checkAtRest(ground: Ground): Promise<void> {
  const held = await ordersHeld(ground);
  for (const [index, store] of ground.stores.entries()) checkOrders(store, held, ground.connections[index] ?? 0);
  for (const order of held) checkSteps(order);
  for (const sku of ground.skus) await checkStock(ground, held, sku);
}

function checkOrders(store: WooStore, held: readonly Held[], connection: number): void {
  const shown = store.control
    .orders()
    .map(({ id, status, line_items: lines }) => `${id} ${status} ${quantityIn(lines)}`);
  const known = held
    .filter((order) => order.connection === connection)
    .map((order) => `${order.remote_id} ${order.remote_status} ${order.quantity}`);
  expect(known.sort(), "none is missing, none is there twice, each as its store shows it").toEqual(shown.sort());
  for (const { remote_id: id, status, remote_status: there } of held)
    expect(BESIDE[status], `${id} is ${status} here and ${there} there`).toContain(there);
}

/** A store's news leads up the ladder, into an ending or out of a cancellation, and never anywhere else. */
function checkSteps({ steps, remote_id: id }: Held): void {
  for (const { actor, from, to } of steps) {
    if (actor !== "store" || from === null || from === to || from === "CANCELLED") continue;
    expect(rankOf(to), `${id} fell from ${from} to ${to}`).toBeGreaterThan(rankOf(from));
  }
}

async function checkStock({ pool, stores, connections }: Ground, held: readonly Held[], sku: string): Promise<void> {
  const { rows } = await pool.query<{ on_hand: number; counted_at: Date; counted: number; reserved: number }>(
    `select on_hand::float8 as on_hand, counted_at,
       (select coalesce(sum(quantity), 0)::float8 from allocations where sku = $1 and not shipped) as reserved,
       (select on_hand_after::float8 from stock_movements where sku = $1 and kind = 'count' order by id desc limit 1) as counted
     from stock_levels where sku = $1`,
    [sku],
  );
  const [level] = rows;
  if (!level) return;
  const ours = held.filter((order) => order.sku === sku);
  const left = sum(
    ours.filter((order) => goneAt(order, stores[connections.indexOf(order.connection)]) > level.counted_at),
  );
  const waiting = sum(ours.filter(isPromised));
  expect(level.on_hand, `on hand of ${sku}`).toBe(level.counted - left);
  expect(level.reserved, `reserved of ${sku}`).toBe(waiting);
  const available = Math.max(0, level.on_hand - level.reserved);
  const shown = stores.map(({ control }) => control.productBySku(sku)?.stock_quantity);
  expect(shown, `what the stores show of ${sku}`).toEqual(stores.map(() => available));
}

const NEVER = new Date(0);

/** Of goods that nobody here saw lying on the shelf the store knows when they left, to the second, which may be long before. */
function goneAt({ gone_at: at, steps, remote_id: id }: Held, store: WooStore | undefined): Date {
  if (at === null) return NEVER;
  const [first] = steps;
  if (first === undefined || !GONE.includes(first.to)) return at;
  const stamp = store?.control.order(Number(id)).date_completed_gmt;
  return stamp ? new Date(Math.min(at.getTime(), Date.parse(`${stamp}Z`) + 1000)) : at;
}

/** Promised to a customer and not gone: what nobody else may buy. */
function isPromised(order: Held): boolean {
  return rankOf(order.status) < rankOf("SHIPPED") && order.stock_taken && order.gone_at === null;
}

function sum(orders: readonly Held[]): number {
  return orders.reduce((total, { quantity }) => total + quantity, 0);
}

function quantityIn(lines: unknown): number {
  return Array.isArray(lines) ? lines.reduce((total, line) => total + Number(line.quantity), 0) : 0;
}

async function ordersHeld({ pool }: Ground): Promise<readonly Held[]> {
  const { rows } = await pool.query<Held>(
    `select o.id, o.connection_id as connection, o.remote_id, o.status, o.remote_status, o.stock_taken,
       (select min(sku) from order_lines where order_id = o.id and kind = 'product') as sku,
       (select coalesce(sum(quantity), 0)::float8 from order_lines where order_id = o.id and kind = 'product') as quantity,
       (select min(at) from order_history where order_id = o.id and to_status = any($1)) as gone_at,
       (select json_agg(json_build_object('actor', actor, 'from', from_status, 'to', to_status) order by id)
          from order_history where order_id = o.id) as steps
     from orders o`,
    [GONE],
  );
  return rows;
}
