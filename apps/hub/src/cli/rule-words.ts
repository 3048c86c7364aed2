// A routing rule in words: when it holds, and what it does.
import type { RoutingAction, RoutingRule } from "@logix/api/hub/routing-rules";

type NameOf = (locationId: number) => string;

export function conditionsInWords({ when }: RoutingRule, nameOf: NameOf): string {
  const { currency = "" } = when;
  const oneOf = (values: readonly (string | number)[]) => values.join(" or ");
  const reasons = [
    when.countries && `country ${oneOf(when.countries)}`,
    when.regions && `region ${oneOf(when.regions)}`,
    when.postcode_prefixes && `postcode ${oneOf(when.postcode_prefixes.map((prefix) => `${prefix}…`))}`,
    when.connections && `store ${oneOf(when.connections)}`,
    when.sku_prefixes && `SKU ${oneOf(when.sku_prefixes.map((prefix) => `${prefix}…`))}`,
    when.total_minor_from !== undefined && `total from ${when.total_minor_from} minor units`,
    when.total_minor_below !== undefined && `total below ${when.total_minor_below} minor units`,
    currency && `in ${currency}`,
    when.all_in_stock_at !== undefined && `everything at ${nameOf(when.all_in_stock_at)}`,
    ...(when.fields ?? []).map(({ name, is, value }) => `${name} ${is.replace("_", " ")} ${value}`.trim()),
  ].filter((reason) => typeof reason === "string" && reason !== "");
  return reasons.length === 0 ? "always" : reasons.join(", ");
}

const WHOLE_ORDER = {
  fewest_parcels: "as few parcels as possible",
  split: "may be split",
  hold: "waits until one place has everything",
} as const;

export function actionInWords(action: RoutingAction, nameOf: NameOf): string {
  switch (action.do) {
    case "prefer":
      return `${action.locations.map(nameOf).join(", ")} first`;
    case "only":
    case "never":
      return `${action.do} ${action.locations.map(nameOf).join(", ")}`;
    case "nearest":
      return action.table.length === 0 ? "the nearest first" : `the nearest first, by ${action.table.length} rows`;
    default:
      return WHOLE_ORDER[action.do];
  }
}
