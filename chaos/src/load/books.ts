// What the campaign itself did, kept beside both sides: in the end they must say the same as these books.
/** What the hub then writes to the store, which tells its customer by mail. */
export const MAILED = ["delivered at the hub", "cancelled at the hub"] as const;
export const UNMAILED = ["stays", "completed in the store", "cancelled in the store", "shipped at the hub"] as const;
export type Fate = (typeof MAILED)[number] | (typeof UNMAILED)[number];

/** What both sides must call an order in the end, and whether its goods are sold then. */
export const ENDS: Readonly<Record<Fate, { readonly hub: string; readonly store: string; readonly isSold: boolean }>> =
  {
    stays: { hub: "PROCESSING", store: "processing", isSold: true },
    "completed in the store": { hub: "DELIVERED", store: "completed", isSold: true },
    "cancelled in the store": { hub: "CANCELLED", store: "cancelled", isSold: false },
    "shipped at the hub": { hub: "SHIPPED", store: "processing", isSold: true },
    "delivered at the hub": { hub: "DELIVERED", store: "completed", isSold: true },
    "cancelled at the hub": { hub: "CANCELLED", store: "cancelled", isSold: false },
  };

export type PlacedOrder = {
  readonly id: number;
  readonly fate: Fate;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
  /** The step that its fate asks for was taken: done in the store, or promised by the hub. */
  isSettled: boolean;
};

type Exported = { readonly sku: string; name: string; price: string; isAsked: boolean };

export type Books = {
  readonly orders: Map<number, PlacedOrder>;
  /** By SKU: what lay there at first and every adjustment that the hub has promised. */
  readonly adjusted: Map<string, number>;
  /** By SKU: the last count that the hub has promised. */
  readonly counted: Map<string, number>;
  /** By the hub's product id. */
  readonly products: Map<number, Exported>;
};

export function emptyBooks(): Books {
  return { orders: new Map(), adjusted: new Map(), counted: new Map(), products: new Map() };
}

/** What may be sold of each SKU in the end. */
export function availableByBooks({ orders, adjusted, counted }: Books): ReadonlyMap<string, number> {
  const available = new Map([...adjusted, ...counted]);
  for (const { fate, lines } of orders.values()) {
    if (!ENDS[fate].isSold) continue;
    for (const { sku, quantity } of lines) available.set(sku, (available.get(sku) ?? 0) - quantity);
  }
  return available;
}
