// What a choice of places is made from, and what comes of it. Quantities are millionths.

export type RoutingLine = { readonly lineRemoteId: string; readonly sku: string; readonly quantity: number };

export type RoutingOrder = {
  readonly connectionId: number;
  /** Where it goes to; ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly region: string;
  readonly postcode: string;
  readonly totalMinor: number;
  readonly currency: string;
  /** The merchant's own fields. */
  readonly custom: Readonly<Record<string, unknown>>;
  readonly lines: readonly RoutingLine[];
  /** Places from which another part of it is sent anyway. */
  readonly alreadyFrom: readonly number[];
};

export type FreeStock = {
  /** On hand − reserved − kept back; below zero where more was promised. */
  readonly free: number;
  /** Kept back from all stores; given only to what is sold already. */
  readonly keptBack: number;
};

export type RoutingLocation = {
  readonly id: number;
  readonly name: string;
  readonly country: string;
  readonly postcode: string;
  readonly priority: number;
  /** By SKU; what nobody counts here is not in it. */
  readonly stock: ReadonlyMap<string, FreeStock>;
};

export type RoutingPart = RoutingLine & { readonly locationId: number };
export type Oversold = { readonly sku: string; readonly locationId: number; readonly quantity: number };
export type RoutingStep = { readonly text: string; readonly rule: string | null };

export type Routing = {
  readonly state: "routed" | "held";
  readonly parts: readonly RoutingPart[];
  readonly oversold: readonly Oversold[];
  readonly steps: readonly RoutingStep[];
};

export function parcelsOf(parts: readonly { readonly locationId: number }[]): number {
  return new Set(parts.map((part) => part.locationId)).size;
}

/** How much of each SKU the lines ask for. */
export function demandOf(lines: readonly RoutingLine[]): ReadonlyMap<string, number> {
  const demand = new Map<string, number>();
  for (const { sku, quantity } of lines) demand.set(sku, (demand.get(sku) ?? 0) + quantity);
  return demand;
}

export function freeAt(location: RoutingLocation, sku: string): number {
  return Math.max(0, location.stock.get(sku)?.free ?? 0);
}
