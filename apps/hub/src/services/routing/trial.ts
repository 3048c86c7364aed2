// What other rules would have made of past orders: both sets are played over the same orders and the same stock. Pure.
import type { RoutingRules } from "@logix/api/hub/routing-rules";
import { route } from "./route.ts";
import { parcelsOf, type Routing, type RoutingLocation, type RoutingOrder } from "./routing-facts.ts";
import type { Share } from "./stock-map.ts";

export type TrialOrder = RoutingOrder & { readonly id: number; readonly number: string };
/** What is free, and what is taken from it while the orders are played. */
export type TrialStock = {
  take(shares: readonly Share[]): void;
  places(connectionId: number): readonly RoutingLocation[];
};

export type Played = { readonly order: TrialOrder; readonly routing: Routing | null };

/** Oldest first, one after the other. */
export function play(orders: readonly TrialOrder[], stock: TrialStock, rules: RoutingRules): readonly Played[] {
  return orders.map((order) => {
    const places = stock.places(order.connectionId);
    const routing = places.length === 0 ? null : route(order, places, rules);
    stock.take(routing?.parts ?? []);
    return { order, routing };
  });
}

export type TrialOutcome = {
  readonly parcels: number;
  readonly splitOrders: number;
  readonly heldOrders: number;
  readonly oversoldOrders: number;
  readonly oversoldQuantity: number;
};

export function outcomeOf(played: readonly Played[]): TrialOutcome {
  const routings = played.flatMap(({ routing }) => routing ?? []);
  const parcels = routings.map(({ parts }) => parcelsOf(parts));
  return {
    parcels: parcels.reduce((sum, count) => sum + count, 0),
    splitOrders: parcels.filter((count) => count > 1).length,
    heldOrders: routings.filter(({ state }) => state === "held").length,
    oversoldOrders: routings.filter(({ oversold }) => oversold.length > 0).length,
    oversoldQuantity: routings.flatMap(({ oversold }) => oversold).reduce((sum, each) => sum + each.quantity, 0),
  };
}

export type Difference = { readonly order: TrialOrder; readonly before: Routing; readonly after: Routing };

/** Orders that would be sent otherwise, newest first. */
export function differencesOf(before: readonly Played[], after: readonly Played[]): readonly Difference[] {
  return before
    .flatMap(({ order, routing }, index): Difference[] => {
      const other = after[index]?.routing;
      return routing && other && shapeOf(routing) !== shapeOf(other) ? [{ order, before: routing, after: other }] : [];
    })
    .toReversed();
}

function shapeOf({ state, parts, oversold }: Routing): string {
  const places = parts.map(({ lineRemoteId, locationId, quantity }) => [lineRemoteId, locationId, quantity].join(":"));
  return JSON.stringify([state, places.toSorted(), oversold]);
}
