// A rule in a sentence: when it holds, and what it does.
import type { RoutingRule } from "@logix/api/hub/routing-rules";
import { useTranslation } from "react-i18next";
import { formatMoney } from "../format/money.ts";

export type Names = {
  readonly locations: ReadonlyMap<number, string>;
  readonly stores: ReadonlyMap<number, string>;
};

export function useRuleWords({ locations, stores }: Names): (rule: RoutingRule) => string {
  const { t } = useTranslation("routing");
  const oneOf = (values: readonly string[]) => values.join(t("or"));
  const namesOf = (ids: readonly number[], names: ReadonlyMap<number, string>) =>
    ids.map((id) => names.get(id) ?? `#${id}`);
  const money = (minor: number, currency: string | undefined) =>
    currency === undefined ? String(minor) : formatMoney(minor, currency);
  const reasonsOf = ({ when }: RoutingRule): readonly string[] => [
    ...(when.countries ? [t("sum_countries", { list: oneOf(when.countries) })] : []),
    ...(when.regions ? [t("sum_regions", { list: oneOf(when.regions) })] : []),
    ...(when.postcode_prefixes ? [t("sum_postcodes", { list: oneOf(when.postcode_prefixes) })] : []),
    ...(when.connections ? [t("sum_stores", { list: oneOf(namesOf(when.connections, stores)) })] : []),
    ...(when.sku_prefixes ? [t("sum_skus", { list: oneOf(when.sku_prefixes) })] : []),
    ...(when.total_minor_from === undefined
      ? []
      : [t("sum_from", { amount: money(when.total_minor_from, when.currency) })]),
    ...(when.total_minor_below === undefined
      ? []
      : [t("sum_below", { amount: money(when.total_minor_below, when.currency) })]),
    ...(when.currency ? [t("sum_currency", { currency: when.currency })] : []),
    ...(when.all_in_stock_at === undefined
      ? []
      : [t("sum_stock", { location: oneOf(namesOf([when.all_in_stock_at], locations)) })]),
    ...(when.fields ?? []).map(({ name }) => t("sum_field", { name })),
  ];
  return (rule) => {
    const reasons = reasonsOf(rule);
    const list = "locations" in rule.action ? namesOf(rule.action.locations, locations).join(", ") : "";
    const begin = reasons.length === 0 ? t("always") : t("when", { reasons: reasons.join(t("and")) });
    return `${begin}: ${t(`sum_${rule.action.do}`, { list })}.`;
  };
}
