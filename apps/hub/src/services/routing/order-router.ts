// Decides from where orders are sent, within the transaction that holds their goods, and writes down why.
import { fromMillionths, toMillionths } from "@logix/model";
import type { Db } from "../../database/database.ts";
import {
  type DecisionWrite,
  insertDecisions,
  type RoutableOrder,
  routableOrders,
} from "../../database/routing/routing-decisions.ts";
import { sellingPlaces } from "../../database/stock/location-links.ts";
import {
  lockLevels,
  type PartWrite,
  type PlacedPart,
  partsOfOrders,
  placeParts,
  stockByLocation,
} from "../../database/stock/location-stock.ts";
import { listLocations } from "../../database/stock/locations.ts";
import { toDecisionOversold, toDecisionPart } from "./decision-json.ts";
import { route } from "./route.ts";
import type { Routing, RoutingLine, RoutingOrder, RoutingPart } from "./routing-facts.ts";
import { type RuleSet, rulesNow } from "./routing-rules.ts";
import { makeStockMap, type StockMap } from "./stock-map.ts";

export type LineRef = { readonly orderId: number; readonly lineRemoteId: string };
export type DecidedBy = Pick<DecisionWrite, "cause" | "actor" | "reason">;

/** Not yet sent; in millionths. */
export type HeldPart = RoutingPart & { readonly orderId: number };

/**
 * These lines are open; what else the orders hold stays where it is. Whoever decides over the same SKUs meanwhile waits, so
 * that two do not count on the same goods. Returns the SKUs concerned.
 */
export async function routeLines(
  db: Db,
  accountId: number,
  lines: readonly LineRef[],
  by: DecidedBy,
): Promise<readonly string[]> {
  const orderIds = [...new Set(lines.map((line) => line.orderId))];
  const open = new Set(lines.map(keyOf));
  const parts = await heldParts(db, orderIds);
  const moving = parts.filter((part) => open.has(keyOf(part)));
  if (moving.length === 0) return [];
  const skus = [...new Set(moving.map((part) => part.sku))];
  const stock = await lockedStock(db, accountId, skus);
  stock.give(moving);
  const ruleSet = await rulesNow(db, accountId);
  const orders = await routableOrders(db, accountId, orderIds);
  const limits = await sellingPlaces(db, [...new Set(orders.map((order) => order.connection_id))]);
  const kept = parts.filter((part) => !open.has(keyOf(part)));
  const placed: PartWrite[] = [];
  const decisions: DecisionWrite[] = [];
  for (const order of orders) {
    const own = { moving: of(order, moving), kept: of(order, kept) };
    const routing = decide(order, own, { stock, ruleSet, only: limits.get(order.connection_id) ?? null });
    stock.take(routing?.parts ?? own.moving);
    if (!routing) continue;
    placed.push(...routing.parts.map((part) => toPartWrite(order.id, part)));
    decisions.push({ ...by, ...toDecision(order.id, ruleSet.version, routing, own.kept) });
  }
  await placeParts(db, accountId, placed);
  await insertDecisions(db, accountId, decisions);
  return skus;
}

export async function heldParts(db: Db, orderIds: readonly number[]): Promise<readonly HeldPart[]> {
  return (await partsOfOrders(db, orderIds)).filter((part) => !part.shipped).map(toHeld);
}

/** What is free of these SKUs, until the transaction ends. */
export async function lockedStock(db: Db, accountId: number, skus: readonly string[]): Promise<StockMap> {
  await lockLevels(db, accountId, skus);
  const locations = (await listLocations(db, accountId)).filter(({ active, fulfils }) => active && fulfils);
  return makeStockMap(locations, await stockByLocation(db, accountId, skus));
}

export function toPartWrite(orderId: number, { quantity, lineRemoteId, sku, locationId }: RoutingPart): PartWrite {
  return { orderId, lineRemoteId, sku, locationId, quantity: fromMillionths(quantity) };
}

type Own = { readonly moving: readonly HeldPart[]; readonly kept: readonly HeldPart[] };
type Ground = { readonly stock: StockMap; readonly ruleSet: RuleSet; readonly only: readonly number[] | null };

/** Null where there is nothing to decide: no place may send for this store. */
function decide(order: RoutableOrder, { moving, kept }: Own, { stock, ruleSet, only }: Ground): Routing | null {
  const places = stock.places(only);
  if (places.length === 0 || moving.length === 0) return null;
  const alreadyFrom = [...new Set(kept.map((part) => part.locationId))];
  return route(toRoutingOrder(order, linesOf(moving), alreadyFrom), places, ruleSet.rules);
}

export function toRoutingOrder(
  order: RoutableOrder,
  lines: readonly RoutingLine[],
  alreadyFrom: readonly number[] = [],
): RoutingOrder {
  const { connection_id: connectionId, country, region, postcode, total_minor: totalMinor, currency } = order;
  return {
    connectionId,
    country,
    region,
    postcode,
    totalMinor: Number(totalMinor),
    currency,
    custom: order.custom ?? {},
    lines,
    alreadyFrom,
  };
}

function toDecision(orderId: number, rulesVersion: number, routing: Routing, kept: readonly HeldPart[]) {
  return {
    orderId,
    rulesVersion,
    state: routing.state,
    parts: [...kept, ...routing.parts].map(toDecisionPart),
    oversold: routing.oversold.map(toDecisionOversold),
    steps: routing.steps,
  };
}

/** A line that lies in several parts is one again. */
function linesOf(parts: readonly HeldPart[]): readonly RoutingLine[] {
  const lines = new Map<string, RoutingLine>();
  for (const { lineRemoteId, sku, quantity } of parts)
    lines.set(lineRemoteId, { lineRemoteId, sku, quantity: quantity + (lines.get(lineRemoteId)?.quantity ?? 0) });
  return [...lines.values()];
}

function toHeld({ orderId, lineRemoteId, sku, locationId, quantity }: PlacedPart): HeldPart {
  return { orderId: Number(orderId), lineRemoteId, sku, locationId, quantity: toMillionths(quantity) };
}

function of(order: RoutableOrder, parts: readonly HeldPart[]): readonly HeldPart[] {
  return parts.filter((part) => part.orderId === order.id);
}

function keyOf({ orderId, lineRemoteId }: LineRef): string {
  return `${orderId}:${lineRemoteId}`;
}
