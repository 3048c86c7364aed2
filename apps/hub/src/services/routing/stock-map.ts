// What is free at each place while orders are decided one after the other: what one takes, the next does not find.
import { toMillionths } from "@logix/model";
import type { LocationStock } from "../../database/stock/location-stock.ts";
import type { LocationRow } from "../../database/stock/locations.ts";
import type { FreeStock, RoutingLocation } from "./routing-facts.ts";

export type Share = { readonly sku: string; readonly locationId: number; readonly quantity: number };
export type StockMap = ReturnType<typeof makeStockMap>;

export function makeStockMap(locations: readonly LocationRow[], levels: readonly LocationStock[]) {
  const stock = new Map<number, Map<string, FreeStock>>(locations.map(({ id }) => [id, new Map()]));
  for (const { sku, location_id, on_hand, reserved, buffer } of levels) {
    const keptBack = toMillionths(buffer);
    const free = toMillionths(on_hand) - toMillionths(reserved) - keptBack;
    stock.get(location_id)?.set(sku, { free, keptBack });
  }

  function change(shares: readonly Share[], sign: 1 | -1): void {
    for (const { sku, locationId, quantity } of shares) {
      const shelf = stock.get(locationId);
      const held = shelf?.get(sku);
      if (shelf && held) shelf.set(sku, { ...held, free: held.free + sign * quantity });
    }
  }

  return {
    give: (shares: readonly Share[]): void => change(shares, 1),
    take: (shares: readonly Share[]): void => change(shares, -1),
    /** Those that a store may sell from; all where `only` is null. */
    places: (only: readonly number[] | null): readonly RoutingLocation[] =>
      locations
        .filter(({ id }) => only === null || only.includes(id))
        .map(({ id, name, country, postcode, priority }) => ({
          id,
          name,
          country,
          postcode,
          priority,
          stock: new Map(stock.get(id)),
        })),
  };
}
