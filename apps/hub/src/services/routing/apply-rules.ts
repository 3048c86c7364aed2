// What the rules say about an order: which places may send which SKU and in which order, and whether it may be split.
import type { RoutingAction, RoutingRule, RoutingRules } from "@logix/api/hub/routing-rules";
import { isAbout, reasonToApply } from "./conditions.ts";
import { nearestOf } from "./nearest.ts";
import type { RoutingLocation, RoutingOrder, RoutingStep } from "./routing-facts.ts";

export type Plan = {
  /** Per SKU, the preferred place first; never empty. */
  readonly candidates: ReadonlyMap<string, readonly RoutingLocation[]>;
  readonly fewestParcels: boolean;
  readonly maySplit: boolean;
  readonly steps: readonly RoutingStep[];
};

type Draft = {
  readonly allowed: Map<string, readonly RoutingLocation[]>;
  readonly preferred: Map<string, readonly number[]>;
  fewestParcels: boolean;
  maySplit: boolean | undefined;
  readonly steps: RoutingStep[];
};

/** `locations` in the order in which they send where no rule says otherwise; one at least. */
export function applyRules(order: RoutingOrder, locations: readonly RoutingLocation[], rules: RoutingRules): Plan {
  const skus = [...new Set(order.lines.map((line) => line.sku))];
  const draft: Draft = {
    allowed: new Map(skus.map((sku) => [sku, locations])),
    preferred: new Map(skus.map((sku) => [sku, []])),
    fewestParcels: false,
    maySplit: undefined,
    steps: [],
  };
  for (const rule of rules) {
    const reason = rule.active ? reasonToApply(rule.when, order, locations) : null;
    if (reason === null) continue;
    const about = skus.filter((sku) => isAbout(rule.when, sku));
    const said = carryOut(draft, rule.action, { order, locations, about });
    draft.steps.push({ text: `${reason === "always" ? "Always" : `Because ${reason}`}: ${said}.`, rule: rule.name });
  }
  const candidates = new Map(
    skus.map((sku) => [sku, sorted(draft.allowed.get(sku) ?? [], order.alreadyFrom, draft.preferred.get(sku) ?? [])]),
  );
  return { candidates, fewestParcels: draft.fewestParcels, maySplit: draft.maySplit ?? true, steps: draft.steps };
}

/** Places that send something of the order anyway come first; then the preferred; then all others as they were. */
function sorted(
  allowed: readonly RoutingLocation[],
  alreadyFrom: readonly number[],
  preferred: readonly number[],
): readonly RoutingLocation[] {
  const ranks = [...alreadyFrom, ...preferred];
  const rankOf = ({ id }: RoutingLocation) => (ranks.includes(id) ? ranks.indexOf(id) : ranks.length);
  return allowed.toSorted((one, other) => rankOf(one) - rankOf(other));
}

type Matter = {
  readonly order: RoutingOrder;
  readonly locations: readonly RoutingLocation[];
  readonly about: readonly string[];
};

function carryOut(draft: Draft, action: RoutingAction, matter: Matter): string {
  const { order, locations, about } = matter;
  switch (action.do) {
    case "prefer":
      return prefer(draft, about, action.locations, locations);
    case "nearest": {
      const near = nearestOf(action.table, order, locations);
      return near.length === 0
        ? "nothing is known of what is near"
        : `near is ${prefer(draft, about, near, locations)}`;
    }
    case "only":
      return restrict(draft, about, `only ${namesOf(action.locations, locations)}`, ({ id }) =>
        action.locations.includes(id),
      );
    case "never":
      return restrict(
        draft,
        about,
        `never ${namesOf(action.locations, locations)}`,
        ({ id }) => !action.locations.includes(id),
      );
    case "fewest_parcels":
      draft.fewestParcels = true;
      return "as few parcels as possible";
    default:
      // The first rule that says something about it counts, as with what is preferred.
      draft.maySplit ??= action.do === "split";
      return draft.maySplit === (action.do === "split")
        ? action.do === "split"
          ? "it may be split"
          : "it may not be split"
        : "an earlier rule has said otherwise";
  }
}

function prefer(
  draft: Draft,
  about: readonly string[],
  ids: readonly number[],
  locations: readonly RoutingLocation[],
): string {
  for (const sku of about) draft.preferred.set(sku, [...(draft.preferred.get(sku) ?? []), ...ids]);
  return `${namesOf(ids, locations)} first`;
}

/** A rule that would leave no place at all is left out: an order has to be sent from somewhere. */
function restrict(
  draft: Draft,
  about: readonly string[],
  said: string,
  isAllowed: (location: RoutingLocation) => boolean,
): string {
  const impossible: string[] = [];
  for (const sku of about) {
    const left = (draft.allowed.get(sku) ?? []).filter(isAllowed);
    if (left.length > 0) draft.allowed.set(sku, left);
    else impossible.push(sku);
  }
  return impossible.length === 0
    ? said
    : `${said}, which is left out for ${impossible.join(", ")} because no place would be left`;
}

function namesOf(ids: readonly number[], locations: readonly RoutingLocation[]): string {
  const names = ids
    .map((id) => locations.find((location) => location.id === id)?.name)
    .filter((name) => name !== undefined);
  return names.length === 0 ? "a place that does not send orders of this store" : names.join(", ");
}

/** Places that rules name. */
export function locationsNamed(rules: readonly RoutingRule[]): ReadonlySet<number> {
  return new Set(
    rules.flatMap(({ when, action }) => [
      ...(when.all_in_stock_at === undefined ? [] : [when.all_in_stock_at]),
      ...("locations" in action ? action.locations : []),
      ...("table" in action ? action.table.flatMap((row) => row.locations) : []),
    ]),
  );
}
