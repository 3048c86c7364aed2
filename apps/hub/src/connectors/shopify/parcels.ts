// Which parcels a wish makes of what is still to be sent. Pure.
import type { FulfilmentWish } from "../../connector-kit/fulfilment.ts";

type OpenLine = { readonly id: string; readonly lineRemoteId: string; readonly left: number };
export type OpenOrder = {
  readonly id: string;
  readonly location: string | null;
  /** Not while it is on hold, or with somebody else who sends it. */
  readonly canSend: boolean;
  readonly lines: readonly OpenLine[];
};

type ParcelLine = { readonly id: string; readonly quantity: number };
/** One request: whatever goes from one place. */
export type Parcel = { readonly orders: readonly { readonly id: string; readonly lines: readonly ParcelLine[] }[] };

export function isEmpty({ lines }: OpenOrder): boolean {
  return lines.every(({ left }) => left === 0);
}

/** `missing`: lines of which more is asked for than can be sent. */
export function parcelsOf(
  open: readonly OpenOrder[],
  { lines, locationRemoteId }: Pick<FulfilmentWish, "lines" | "locationRemoteId">,
): { readonly parcels: readonly Parcel[]; readonly missing: readonly string[] } {
  const usable = open.filter(
    ({ canSend, location }) => canSend && (locationRemoteId === null || location === locationRemoteId),
  );
  const wanted = lines && new Map(lines.map(({ lineRemoteId, quantity }) => [lineRemoteId, Number(quantity)]));
  const taken = usable.map((order) => ({
    location: order.location,
    id: order.id,
    lines: order.lines.flatMap((line) => take(line, wanted)),
  }));
  const byPlace = Map.groupBy(
    taken.filter((order) => order.lines.length > 0),
    ({ location }) => location,
  );
  const missing = [...(wanted ?? [])].filter(([, quantity]) => quantity > 0).map(([line]) => line);
  const parcels = [...byPlace.values()].map((group) => ({
    orders: group.map(({ id, lines: some }) => ({ id, lines: some })),
  }));
  return { parcels, missing };
}

/** What is taken is no longer wanted; all that is left where nothing is named. */
function take({ id, lineRemoteId, left }: OpenLine, wanted: Map<string, number> | null): ParcelLine[] {
  const quantity = wanted === null ? left : Math.min(left, wanted.get(lineRemoteId) ?? 0);
  wanted?.set(lineRemoteId, (wanted.get(lineRemoteId) ?? 0) - quantity);
  return quantity === 0 ? [] : [{ id, quantity }];
}
