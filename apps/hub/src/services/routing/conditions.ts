// Whether a rule is about an order, and the reason in words.
import type { RoutingConditions } from "@logix/api/hub/routing-rules";
import { demandOf, freeAt, type RoutingLocation, type RoutingOrder } from "./routing-facts.ts";

type Field = NonNullable<RoutingConditions["fields"]>[number];

/** Null where it is not about this order; else why it is, for people. */
export function reasonToApply(
  when: RoutingConditions,
  order: RoutingOrder,
  locations: readonly RoutingLocation[],
): string | null {
  const checks: readonly (string | null | undefined)[] = [
    when.countries && (when.countries.includes(order.country.toUpperCase()) ? `it goes to ${order.country}` : null),
    when.regions && (when.regions.some((region) => isSame(region, order.region)) ? `it goes to ${order.region}` : null),
    when.postcode_prefixes && postcodeReason(when.postcode_prefixes, order.postcode),
    when.connections && (when.connections.includes(order.connectionId) ? "it comes from this store" : null),
    when.sku_prefixes && skuReason(when.sku_prefixes, order),
    totalReason(when, order),
    when.all_in_stock_at === undefined ? undefined : allInStockReason(when.all_in_stock_at, order, locations),
    ...(when.fields ?? []).map((field) => fieldReason(field, order.custom)),
  ];
  if (checks.includes(null)) return null;
  const reasons = checks.filter((check) => check != null);
  return reasons.length === 0 ? "always" : reasons.join(" and ");
}

/** Whether the rule is about this SKU. */
export function isAbout({ sku_prefixes: prefixes }: RoutingConditions, sku: string): boolean {
  return prefixes === undefined || prefixes.some((prefix) => sku.toLowerCase().startsWith(prefix.toLowerCase()));
}

/** Without blanks and in capitals, as postcodes are compared. */
export function plainPostcode(postcode: string): string {
  return postcode.replaceAll(/[\s-]/g, "").toUpperCase();
}

function postcodeReason(prefixes: readonly string[], postcode: string): string | null {
  const fits = prefixes.find((prefix) => plainPostcode(postcode).startsWith(plainPostcode(prefix)));
  return fits === undefined ? null : `its postcode begins with ${fits}`;
}

function skuReason(prefixes: readonly string[], order: RoutingOrder): string | null {
  const fits = prefixes.find((prefix) => order.lines.some(({ sku }) => isAbout({ sku_prefixes: [prefix] }, sku)));
  return fits === undefined ? null : `it has SKUs that begin with ${fits}`;
}

function totalReason(when: RoutingConditions, order: RoutingOrder): string | null | undefined {
  const { total_minor_from: from, total_minor_below: below, currency } = when;
  if (from === undefined && below === undefined && currency === undefined) return undefined;
  if (currency !== undefined && currency !== order.currency) return null;
  if (from !== undefined && order.totalMinor < from) return null;
  if (below !== undefined && order.totalMinor >= below) return null;
  return "of its total";
}

function allInStockReason(id: number, order: RoutingOrder, locations: readonly RoutingLocation[]): string | null {
  const location = locations.find((each) => each.id === id);
  const hasAll = location && [...demandOf(order.lines)].every(([sku, quantity]) => freeAt(location, sku) >= quantity);
  return hasAll ? `${location.name} has everything` : null;
}

function fieldReason({ name, is, value }: Field, custom: RoutingOrder["custom"]): string | null {
  const held = textOf(custom[name]);
  const wanted = value.trim().toLowerCase();
  const fits = {
    present: held !== "",
    absent: held === "",
    equals: held === wanted,
    differs: held !== wanted,
    contains: wanted !== "" && held.includes(wanted),
    starts_with: wanted !== "" && held.startsWith(wanted),
  }[is];
  return fits ? `its field ${name} ${WORDS[is]}${is === "present" || is === "absent" ? "" : ` "${value}"`}` : null;
}

const WORDS: Readonly<Record<Field["is"], string>> = {
  present: "is given",
  absent: "is not given",
  equals: "is",
  differs: "is not",
  contains: "contains",
  starts_with: "begins with",
};

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "";
  return (typeof value === "object" ? JSON.stringify(value) : String(value)).trim().toLowerCase();
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
