// Orders or revenue by the day, a series for each store.
import { NativeSelect, SegmentedControl, Skeleton } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { Chart } from "../components/chart.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { formatMoney, formatNumber } from "../format/money.ts";
import { formatDay } from "../format/time.ts";
import { useConnections } from "../shell/store-filter.tsx";
import { useOrdersPerDay } from "./insights.ts";
import { currenciesOf, pointsOf } from "./sums.ts";

const PERIODS = ["7", "30", "90"] as const;
const filtersSchema = z.object({
  days: z.enum(PERIODS).default("30"),
  show: z.enum(["orders", "revenue"]).default("orders"),
  currency: z.string().optional(),
});

export function OrdersChart() {
  const { t } = useTranslation("overview");
  const [{ days, show, currency: wanted }, change] = useFilters(filtersSchema);
  const orders = useOrdersPerDay(Number(days));
  const connections = useConnections() ?? [];
  const rows = orders.data?.rows ?? [];
  const currencies = currenciesOf(rows);
  const currency = currencies.find((each) => each === wanted) ?? currencies[0] ?? "EUR";
  const isMoney = show === "revenue";
  const series = [...new Set(rows.map((row) => row.connection_public_id))].map((key) => ({
    key,
    name: connections.find((each) => each.public_id === key)?.name ?? key,
  }));
  const measure = (row: (typeof rows)[number]) => {
    if (!isMoney) return row.orders;
    return row.currency === currency ? row.revenue_minor : 0;
  };
  const controls = (
    <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
      {isMoney && currencies.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={t("currency")}
          value={currency}
          data={[...currencies]}
          onChange={(event) => change({ currency: event.currentTarget.value })}
        />
      )}
      <SegmentedControl
        size="xs"
        aria-label={t("measure")}
        value={show}
        onChange={(value) => change({ show: value })}
        data={[
          { value: "orders", label: t("orders") },
          { value: "revenue", label: t("revenue") },
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t("days")}
        value={days}
        onChange={(event) => change({ days: event.currentTarget.value })}
        data={PERIODS.map((value) => ({ value, label: t("last_days", { count: Number(value) }) }))}
      />
    </div>
  );
  return (
    <Section title={isMoney ? t("chart_revenue") : t("chart_title")} actions={controls}>
      <ProblemAlert error={orders.error} onRetry={() => void orders.refetch()} />
      {orders.isPending && <Skeleton height={260} />}
      {orders.data && rows.length === 0 && (
        <EmptyState icon={IconChartBar} title={t("no_orders")} hint={t("no_orders_hint")} />
      )}
      {orders.data && rows.length > 0 && (
        <Chart
          label={isMoney ? t("chart_revenue") : t("chart_title")}
          labelTitle={t("day")}
          points={pointsOf(orders.data, measure)}
          series={series}
          formatLabel={formatDay}
          formatValue={(value) => (isMoney ? formatMoney(Math.round(value), currency, true) : formatNumber(value))}
        />
      )}
    </Section>
  );
}
