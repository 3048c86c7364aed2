// From where an order is sent, and why. Pure: order, places with what is free there, and rules in; parts and reasons out.
import type { RoutingRules } from "@logix/api/hub/routing-rules";
import { fromMillionths } from "@logix/model";
import { applyRules, type Plan } from "./apply-rules.ts";
import { coverageOf, fewestPlaces, placesOf } from "./choose-places.ts";
import {
  demandOf,
  freeAt,
  type Oversold,
  parcelsOf,
  type Routing,
  type RoutingLine,
  type RoutingLocation,
  type RoutingOrder,
  type RoutingPart,
  type RoutingStep,
} from "./routing-facts.ts";

/**
 * Everything that is asked for is given to some place. None gives more than is free there while another that may send has
 * it; what nobody has is taken from what the first one keeps back, and then sold beyond what is there, which is told.
 * @param locations those that may send for this store; one at least
 */
export function route(order: RoutingOrder, locations: readonly RoutingLocation[], rules: RoutingRules): Routing {
  const known = locations.toSorted((one, other) => one.priority - other.priority || one.id - other.id);
  const plan = applyRules(order, known, rules);
  const choice = choosePlaces(order, plan);
  const parts: RoutingPart[] = [];
  const shelves = openShelves(known);
  for (const line of order.lines) parts.push(...partsOf(line, withChosenFirst(plan, choice.places, line.sku), shelves));
  const gaps = fillGaps(order.lines, parts, plan, choice.places, shelves);
  const all = merged([...parts, ...gaps.parts]);
  const senders = [...all, ...order.alreadyFrom.map((locationId) => ({ locationId }))];
  const isHeld = !plan.maySplit && parcelsOf(senders) > 1;
  const held = {
    text: "No place has everything and it may not be split: it waits for somebody's decision.",
    rule: null,
  };
  return {
    state: isHeld ? "held" : "routed",
    parts: all,
    oversold: gaps.oversold,
    steps: [...plan.steps, ...choice.steps, ...sendersOf(all, known), ...gaps.steps, ...(isHeld ? [held] : [])],
  };
}

type Choice = { readonly places: readonly RoutingLocation[]; readonly steps: readonly RoutingStep[] };

/** One that has everything; else as few as possible where that is wished, or one after the other. */
function choosePlaces(order: RoutingOrder, plan: Plan): Choice {
  const demand = demandOf(
    order.lines.filter(({ sku }) => (plan.candidates.get(sku) ?? []).some((place) => place.stock.has(sku))),
  );
  const places = placesOf(plan.candidates);
  const given = places.filter(({ id }) => order.alreadyFrom.includes(id));
  const wanted = [...demand.values()].reduce((sum, quantity) => sum + quantity, 0);
  if (wanted === 0) return { places, steps: [plain("Nobody counts what is ordered: the first place sends it.")] };
  const single = places.find((place) => coverageOf([place], plan.candidates, demand) === wanted);
  if (single) return { places: [single], steps: [plain(`${single.name} is the first that has everything.`)] };
  if (!plan.fewestParcels)
    return { places, steps: [plain("No place has everything: the first one gives what it has, then the next.")] };
  const fewest = fewestPlaces(plan.candidates, demand, given);
  if (fewest.length === 0) return { places, steps: [plain("No place has anything of it.")] };
  return {
    places: fewest,
    steps: [plain(`No place has everything; with ${namesOf(fewest)} there are fewest parcels.`)],
  };
}

function withChosenFirst(plan: Plan, chosen: readonly RoutingLocation[], sku: string): readonly RoutingLocation[] {
  const allowed = plan.candidates.get(sku) ?? [];
  return [...allowed.filter((place) => chosen.includes(place)), ...allowed.filter((place) => !chosen.includes(place))];
}

/** What is left at each place while the lines are dealt out. */
type Shelves = { take(place: RoutingLocation, sku: string, most: number, from: "free" | "keptBack"): number };

function openShelves(locations: readonly RoutingLocation[]): Shelves {
  const taken = new Map<string, number>();
  const keptBack = (place: RoutingLocation, sku: string) => {
    const { free = 0, keptBack: kept = 0 } = place.stock.get(sku) ?? {};
    // Where more is promised than is free, the promises have eaten into what was kept back.
    return Math.max(0, kept + Math.min(0, free));
  };
  const known = new Set(locations);
  return {
    take: (place, sku, most, from) => {
      if (!known.has(place)) return 0;
      const key = `${from}:${place.id}:${sku}`;
      const there = from === "free" ? freeAt(place, sku) : keptBack(place, sku);
      const given = Math.min(most, there - (taken.get(key) ?? 0));
      taken.set(key, (taken.get(key) ?? 0) + given);
      return given;
    },
  };
}

function partsOf(line: RoutingLine, places: readonly RoutingLocation[], shelves: Shelves): RoutingPart[] {
  let left = line.quantity;
  return places.flatMap((place) => {
    const quantity = left > 0 ? shelves.take(place, line.sku, left, "free") : 0;
    left -= quantity;
    return quantity > 0 ? [{ ...line, quantity, locationId: place.id }] : [];
  });
}

type Gaps = { readonly parts: RoutingPart[]; readonly oversold: Oversold[]; readonly steps: RoutingStep[] };

/** What nobody has freely: from what is kept back, and beyond that from the first place that sends something of it. */
function fillGaps(
  lines: readonly RoutingLine[],
  parts: readonly RoutingPart[],
  plan: Plan,
  chosen: readonly RoutingLocation[],
  shelves: Shelves,
): Gaps {
  const gaps: Gaps = { parts: [], oversold: [], steps: [] };
  for (const line of lines) {
    const given = parts.filter((part) => part.lineRemoteId === line.lineRemoteId);
    let left = line.quantity - given.reduce((sum, part) => sum + part.quantity, 0);
    const places = withSendersFirst(plan.candidates.get(line.sku) ?? [], [...parts, ...gaps.parts], chosen);
    for (const place of left > 0 ? places : []) {
      const quantity = shelves.take(place, line.sku, left, "keptBack");
      if (quantity === 0) continue;
      left -= quantity;
      gaps.parts.push({ ...line, quantity, locationId: place.id });
      gaps.steps.push(plain(`${fromMillionths(quantity)} × ${line.sku} come out of what ${place.name} keeps back.`));
    }
    const [first] = places;
    if (left === 0 || !first) continue;
    gaps.parts.push({ ...line, quantity: left, locationId: first.id });
    if (!places.some((place) => place.stock.has(line.sku))) continue;
    gaps.oversold.push({ sku: line.sku, locationId: first.id, quantity: left });
    gaps.steps.push(plain(`Nobody has ${fromMillionths(left)} × ${line.sku}: oversold, and put on ${first.name}.`));
  }
  return gaps;
}

/** Whoever sends another part of the order, so that no parcel is made for what is not there. */
function withSendersFirst(
  allowed: readonly RoutingLocation[],
  parts: readonly RoutingPart[],
  chosen: readonly RoutingLocation[],
): readonly RoutingLocation[] {
  const rankOf = (place: RoutingLocation) =>
    parts.some((part) => part.locationId === place.id) ? 0 : chosen.includes(place) ? 1 : 2;
  return allowed.toSorted((one, other) => rankOf(one) - rankOf(other));
}

/** One part per line and place. */
function merged(parts: readonly RoutingPart[]): readonly RoutingPart[] {
  const byPlace = new Map<string, RoutingPart>();
  for (const part of parts) {
    const key = `${part.locationId}:${part.lineRemoteId}`;
    byPlace.set(key, { ...part, quantity: part.quantity + (byPlace.get(key)?.quantity ?? 0) });
  }
  return [...byPlace.values()];
}

function sendersOf(parts: readonly RoutingPart[], locations: readonly RoutingLocation[]): RoutingStep[] {
  if (parcelsOf(parts) < 2) return [];
  return locations.flatMap((place) => {
    const own = parts.filter((part) => part.locationId === place.id);
    const goods = own.map(({ quantity, sku }) => `${fromMillionths(quantity)} × ${sku}`).join(", ");
    return own.length === 0 ? [] : [plain(`${place.name} sends ${goods}.`)];
  });
}

function namesOf(places: readonly RoutingLocation[]): string {
  return places.map((place) => place.name).join(", ");
}

function plain(text: string): RoutingStep {
  return { text, rule: null };
}
