// Of the places that may send: which of them do. As few as possible, or in their order.
import { freeAt, type RoutingLocation } from "./routing-facts.ts";

export type Candidates = ReadonlyMap<string, readonly RoutingLocation[]>;
export type Demand = ReadonlyMap<string, number>;

/** All subsets of so many places are tried; of more, good ones are picked one by one. */
const MOST_EXACT = 12;

/** Everybody who may send something, best first by the place in the lists, then as in the first list. */
export function placesOf(candidates: Candidates): readonly RoutingLocation[] {
  const ranks = new Map<RoutingLocation, number>();
  for (const list of candidates.values())
    for (const [index, location] of list.entries()) ranks.set(location, Math.min(index, ranks.get(location) ?? index));
  return [...ranks.keys()].toSorted((one, other) => (ranks.get(one) ?? 0) - (ranks.get(other) ?? 0));
}

/** How much of what is asked for these places can send. */
export function coverageOf(places: readonly RoutingLocation[], candidates: Candidates, demand: Demand): number {
  let covered = 0;
  for (const [sku, wanted] of demand) {
    const allowed = candidates.get(sku) ?? [];
    const there = places.reduce((sum, place) => (allowed.includes(place) ? sum + freeAt(place, sku) : sum), 0);
    covered += Math.min(wanted, there);
  }
  return covered;
}

/**
 * The smallest set that can send as much as all of them together; of several the one whose places come first. `given` send
 * something anyway and count for nothing.
 */
export function fewestPlaces(
  candidates: Candidates,
  demand: Demand,
  given: readonly RoutingLocation[],
): readonly RoutingLocation[] {
  const places = placesOf(candidates);
  const goal = coverageOf(places, candidates, demand);
  const covers = (chosen: readonly RoutingLocation[]) => coverageOf([...given, ...chosen], candidates, demand) === goal;
  if (covers([])) return given;
  const useful = places.filter((place) => !given.includes(place) && coverageOf([place], candidates, demand) > 0);
  const chosen =
    useful.length <= MOST_EXACT
      ? smallest(useful, covers)
      : greedy(useful, covers, (set) => coverageOf([...given, ...set], candidates, demand));
  return [...given, ...chosen];
}

function smallest<T>(all: readonly T[], isEnough: (chosen: readonly T[]) => boolean): readonly T[] {
  for (let size = 1; size <= all.length; size += 1) {
    const found = pick(all, size, [], isEnough);
    if (found) return found;
  }
  return all;
}

/** In the order of the list, so that of equals the first are found. */
function pick<T>(
  all: readonly T[],
  size: number,
  chosen: readonly T[],
  isEnough: (chosen: readonly T[]) => boolean,
): readonly T[] | null {
  if (size === 0) return isEnough(chosen) ? chosen : null;
  for (let index = 0; index <= all.length - size; index += 1) {
    const [next] = all.slice(index, index + 1);
    const found = next === undefined ? null : pick(all.slice(index + 1), size - 1, [...chosen, next], isEnough);
    if (found) return found;
  }
  return null;
}

/** Whoever adds most, until it is enough; then whoever turned out to be superfluous goes. */
function greedy<T>(
  all: readonly T[],
  isEnough: (chosen: readonly T[]) => boolean,
  worth: (chosen: readonly T[]) => number,
): readonly T[] {
  let chosen: readonly T[] = [];
  while (!isEnough(chosen) && chosen.length < all.length) {
    const left = all.filter((each) => !chosen.includes(each));
    const best = left.reduce((one, other) => (worth([...chosen, other]) > worth([...chosen, one]) ? other : one));
    chosen = [...chosen, best];
  }
  for (const each of chosen.toReversed()) {
    const without = chosen.filter((other) => other !== each);
    if (isEnough(without)) chosen = without;
  }
  return chosen;
}
