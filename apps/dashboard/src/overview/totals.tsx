// The few numbers that are looked at first.
import { useTranslation } from "react-i18next";
import { StatTile, StatTiles } from "../components/stat-tile.tsx";
import { formatMoney, formatNumber } from "../format/money.ts";
import { useHealth, useOrdersPerDay } from "./insights.ts";
import { countOn, revenueOn } from "./sums.ts";

const DAYS = 30;

export function Totals() {
  const { t } = useTranslation("overview");
  const { data: found, isPending } = useOrdersPerDay(DAYS);
  const health = useHealth();
  const [yesterday = "", today = ""] = found?.days.slice(-2) ?? [];
  const rows = found?.rows ?? [];
  const parked = sum(health.data?.map((each) => each.parked));
  const money = (day: string) =>
    revenueOn(rows, day)
      .map(([currency, minor]) => formatMoney(minor, currency))
      .join(" + ") || "–";
  return (
    <StatTiles>
      <StatTile
        label={t("orders_today")}
        value={formatNumber(countOn(rows, today))}
        hint={t("yesterday", { value: formatNumber(countOn(rows, yesterday)) })}
        isLoading={isPending}
      />
      <StatTile
        label={t("revenue_today")}
        value={money(today)}
        hint={t("yesterday", { value: money(yesterday) })}
        isLoading={isPending}
      />
      <StatTile
        label={t("parked")}
        value={formatNumber(parked)}
        hint={parked === 0 ? t("parked_none") : t("parked_some")}
        tone={parked === 0 ? "idle" : "warn"}
        isLoading={health.isPending}
      />
      <StatTile
        label={t("waiting_out")}
        value={formatNumber(sum(health.data?.map((each) => each.waiting_outward)))}
        isLoading={health.isPending}
      />
    </StatTiles>
  );
}

function sum(numbers: readonly number[] = []): number {
  return numbers.reduce((total, each) => total + each, 0);
}
