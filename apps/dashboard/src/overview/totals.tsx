// The few numbers that are looked at first.
import { useTranslation } from "react-i18next";
import { StatTile, StatTiles } from "../components/stat-tile.tsx";
import { formatMoney, formatNumber } from "../format/money.ts";
import { useHealth, useOrdersPerDay } from "./insights.ts";
import { useOpenAlerts } from "./needs-you.tsx";
import { countOn, revenueOn } from "./sums.ts";

const DAYS = 30;

export function Totals() {
  const { t } = useTranslation("overview");
  const { data: found, isPending } = useOrdersPerDay(DAYS);
  const health = useHealth();
  const [yesterday = "", today = ""] = found?.days.slice(-2) ?? [];
  const rows = found?.rows ?? [];
  const alerts = useOpenAlerts().data?.alerts;
  const critical = alerts?.filter(({ severity }) => severity === "critical").length ?? 0;
  const oversold = alerts?.filter(({ code }) => code === "oversell").length ?? 0;
  const alertHint =
    critical > 0
      ? t("alerts_critical", { count: critical })
      : alerts?.length === 0
        ? t("alerts_none")
        : t("alerts_calm");
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
        label={t("open_alerts")}
        value={formatNumber(alerts?.length ?? 0)}
        hint={alertHint}
        tone={critical > 0 ? "bad" : "idle"}
        isLoading={!alerts}
      />
      <StatTile
        label={t("oversells")}
        value={formatNumber(oversold)}
        hint={oversold === 0 ? t("oversells_none") : t("oversells_some")}
        tone={oversold === 0 ? "idle" : "bad"}
        isLoading={!alerts}
      />
    </StatTiles>
  );
}

function sum(numbers: readonly number[] = []): number {
  return numbers.reduce((total, each) => total + each, 0);
}
