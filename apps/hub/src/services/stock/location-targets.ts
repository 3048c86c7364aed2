// What a store that counts by location is told at each of its places, and which of them show something else. Pure.
import type { Product } from "@logix/model";
import { z } from "zod";
import type { StockChange } from "../../connector-kit/contract.ts";
import { publishedOf, type StockWish } from "./stock-rules.ts";

/** What a store shows, by its own places. */
export const shelvesSchema = z
  .array(z.object({ locationRemoteId: z.string(), quantity: z.string() }))
  .nullable()
  .catch(null);
export type Shelves = NonNullable<Product["stockByLocation"]>;
const toldByLocationSchema = z.record(z.string(), z.coerce.number()).catch({});

type Link = {
  readonly remote_id: string;
  readonly active: boolean;
  readonly state: "linked" | "unused" | "undecided";
  readonly location_id: number | null;
};
type Level = {
  readonly location_id: number;
  readonly on_hand: string;
  readonly reserved: string;
  readonly buffer: string;
};

export type TargetFacts = {
  readonly links: readonly Link[];
  /** Of one SKU, at the places from which orders are sent. */
  readonly levels: readonly Level[];
  /** Over all places from which the connection sells. */
  readonly total: number;
  /** Null: from all places. */
  readonly sellsFrom: readonly number[] | null;
};

/**
 * By the store's own places. A linked one shows what is to sell at ours. A store's only place, on which nobody decided, shows
 * the sum, as a store without places does. Others are told nothing.
 */
export function locationTargets({ links, levels, total, sellsFrom }: TargetFacts): ReadonlyMap<string, number> {
  const active = links.filter((link) => link.active);
  const [only] = active;
  if (only?.state === "undecided" && active.length === 1) return new Map([[only.remote_id, total]]);
  return new Map(
    active.flatMap(({ remote_id: remoteId, location_id: locationId }) => {
      if (locationId === null) return [];
      const level = levels.find((each) => each.location_id === locationId);
      const isSold = sellsFrom === null || sellsFrom.includes(locationId);
      return [[remoteId, level && isSold ? publishedOf(level) : 0] as const];
    }),
  );
}

export type LocatedPart = { readonly change: StockChange; readonly told: number | null };

type Listed = {
  readonly sku: string;
  readonly remote_id: string;
  readonly parent_remote_id: string | null;
  readonly stock_remote_id: string | null;
  readonly told_by_location: unknown;
};

/** One change per place of the store that stocks the listing and has a target. */
export function changesByLocation(
  { id, version, wish }: { readonly id: number; readonly version: number; readonly wish: StockWish },
  listing: Listed,
  shelves: Shelves,
  targets: ReadonlyMap<string, number>,
): readonly LocatedPart[] {
  const told = toldByLocationSchema.parse(listing.told_by_location ?? {});
  return shelves.flatMap(({ locationRemoteId, quantity: shown }): LocatedPart[] => {
    const quantity = targets.get(locationRemoteId);
    if (quantity === undefined) return [];
    const doubted = wish.doubt?.byLocation?.[locationRemoteId];
    const expected = doubted === undefined ? Number(shown) : doubted;
    const change: StockChange = {
      sku: listing.sku,
      remoteId: listing.remote_id,
      parentRemoteId: listing.parent_remote_id,
      stockRemoteId: listing.stock_remote_id,
      locationRemoteId,
      quantity,
      intent: [id, version, locationRemoteId, expected ?? "", quantity].join("/"),
      ...(wish.enableManagement && { enableManagement: true }),
      ...(expected !== null && { expected }),
    };
    return [{ change, told: told[locationRemoteId] ?? null }];
  });
}

/** Places that show another number than they should; `here` is what we say. */
export function shelvesApart(
  shelves: Shelves,
  targets: ReadonlyMap<string, number>,
): readonly { readonly locationRemoteId: string; readonly here: number; readonly there: number }[] {
  return shelves.flatMap(({ locationRemoteId, quantity }) => {
    const here = targets.get(locationRemoteId);
    const there = Number(quantity);
    return here === undefined || here === there ? [] : [{ locationRemoteId, here, there }];
  });
}

/** Places that the store names and we have never heard of. */
export function unknownPlaces(shelves: Shelves, links: readonly Link[]): readonly string[] {
  const known = new Set(links.map((link) => link.remote_id));
  return shelves.map((shelf) => shelf.locationRemoteId).filter((id) => !known.has(id));
}
