// Between a rule and the form that shows it. What the form does not show (fields, tables of what is near) is kept as it is.
import { type RoutingRule, routingRuleSchema } from "@logix/api/hub/routing-rules";
import { fromMinor, toMinor } from "@logix/model";

export const ACTIONS = ["prefer", "only", "never", "nearest", "fewest_parcels", "split", "hold"] as const;
export type ActionName = (typeof ACTIONS)[number];

export type RuleValues = {
  readonly name: string;
  readonly countries: string;
  readonly regions: string;
  readonly postcodes: string;
  readonly skus: string;
  readonly stores: readonly string[];
  readonly currency: string;
  readonly totalFrom: string;
  readonly totalBelow: string;
  readonly inStockAt: string;
  readonly action: ActionName;
  readonly locations: readonly string[];
};

const AMOUNT = /^\d{1,9}(\.\d{1,3})?$/;

export function isAmount(text: string): boolean {
  return text.trim() === "" || AMOUNT.test(dotted(text));
}

export function needsLocations(action: ActionName): boolean {
  return action === "prefer" || action === "only" || action === "never";
}

export function valuesOf(rule: RoutingRule | undefined): RuleValues {
  const when = rule?.when ?? {};
  const amount = (minor: number | undefined) =>
    minor === undefined ? "" : when.currency ? fromMinor(minor, when.currency) : String(minor);
  return {
    name: rule?.name ?? "",
    countries: (when.countries ?? []).join(", "),
    regions: (when.regions ?? []).join(", "),
    postcodes: (when.postcode_prefixes ?? []).join(", "),
    skus: (when.sku_prefixes ?? []).join(", "),
    stores: (when.connections ?? []).map(String),
    currency: when.currency ?? "",
    totalFrom: amount(when.total_minor_from),
    totalBelow: amount(when.total_minor_below),
    inStockAt: when.all_in_stock_at === undefined ? "" : String(when.all_in_stock_at),
    action: rule?.action.do ?? "prefer",
    locations: rule && "locations" in rule.action ? rule.action.locations.map(String) : [],
  };
}

/** As the hub itself reads rules: what is wrong comes with the path of its field. */
export function readRule(values: RuleValues, earlier: RoutingRule | undefined) {
  const currency = values.currency.trim().toUpperCase();
  const minor = (text: string) => (text.trim() === "" ? undefined : toMinor(dotted(text), currency));
  const kept = earlier?.action.do === values.action ? earlier.action : undefined;
  return routingRuleSchema.safeParse({
    name: values.name,
    active: earlier?.active ?? true,
    when: {
      ...(earlier?.when.fields && { fields: earlier.when.fields }),
      ...some("countries", listOf(values.countries)),
      ...some("regions", listOf(values.regions)),
      ...some("postcode_prefixes", listOf(values.postcodes)),
      ...some("sku_prefixes", listOf(values.skus)),
      ...some("connections", values.stores.map(Number)),
      ...(currency !== "" && { currency }),
      ...(minor(values.totalFrom) !== undefined && { total_minor_from: minor(values.totalFrom) }),
      ...(minor(values.totalBelow) !== undefined && { total_minor_below: minor(values.totalBelow) }),
      ...(values.inStockAt !== "" && { all_in_stock_at: Number(values.inStockAt) }),
    },
    action: needsLocations(values.action)
      ? { do: values.action, locations: values.locations.map(Number) }
      : (kept ?? { do: values.action }),
  });
}

const FIELDS: Readonly<Record<string, keyof RuleValues>> = {
  name: "name",
  "when.countries": "countries",
  "when.regions": "regions",
  "when.postcode_prefixes": "postcodes",
  "when.sku_prefixes": "skus",
  "when.currency": "currency",
  "when.total_minor_from": "totalFrom",
  "when.total_minor_below": "totalBelow",
  "action.locations": "locations",
  action: "action",
};

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** What is wrong at each field of the form, and what belongs to none of them. */
export function complaintsOf(issues: readonly Issue[]) {
  const fields: Partial<Record<keyof RuleValues, string>> = {};
  const others: string[] = [];
  for (const { path, message } of issues) {
    // Which of several values it is does not matter: they share one field.
    const field = FIELDS[path.filter((part) => typeof part === "string").join(".")];
    if (field) fields[field] ??= message;
    else others.push(`${path.join(".")}: ${message}`);
  }
  return { fields, others };
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

function some<Value>(name: string, values: readonly Value[]): Readonly<Record<string, readonly Value[]>> {
  return values.length === 0 ? {} : { [name]: values };
}

function dotted(text: string): string {
  return text.trim().replace(",", ".");
}
