// What was done by the hour, and the most that waited.
import { type WorkOverTime, workSchema } from "@logix/api/hub/insights";
import { SegmentedControl, Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { get } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { Chart } from "../components/chart.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { formatNumber } from "../format/money.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";

const HOURS = 24;
const filtersSchema = z.object({ work: z.enum(["done", "waiting"]).default("done") });

export function useWork() {
  const store = useStoreFilter();
  return useQuery({
    queryKey: ["insights", "work", store],
    queryFn: ({ signal }) => get("/insights/work", workSchema, { hours: HOURS, connection_id: store }, signal),
    refetchInterval: 60_000,
  });
}

export function WorkChart() {
  const { t } = useTranslation("overview");
  const [{ work: shown }, change] = useFilters(filtersSchema);
  const work = useWork();
  const isDone = shown === "done";
  const controls = (
    <SegmentedControl
      size="xs"
      aria-label={t("measure")}
      value={shown}
      onChange={(value) => change({ work: value === "done" ? null : value })}
      data={[
        { value: "done", label: t("throughput") },
        { value: "waiting", label: t("queue_depth") },
      ]}
    />
  );
  const series = isDone
    ? [
        { key: "deliveries", name: t("work_deliveries") },
        { key: "read", name: t("work_read") },
        { key: "written", name: t("work_written") },
      ]
    : [{ key: "waiting", name: t("work_waiting") }];
  return (
    <Section title={isDone ? t("work_title") : t("queue_title")} actions={controls}>
      <ProblemAlert error={work.error} onRetry={() => void work.refetch()} />
      {work.isPending && <Skeleton height={232} />}
      {work.data && (
        <Chart
          label={isDone ? t("work_title") : t("queue_title")}
          labelTitle={t("hour")}
          points={work.data.hours.map(toPoint)}
          series={series}
          formatLabel={formatHour}
          formatValue={(value) => formatNumber(Math.round(value))}
        />
      )}
    </Section>
  );
}

function toPoint({ at, deliveries, read, written, waiting }: WorkOverTime["hours"][number]) {
  return { label: at, values: { deliveries, read, written, waiting: waiting ?? 0 } };
}

function formatHour(at: string): string {
  return new Intl.DateTimeFormat(navigator.language, { hour: "2-digit", minute: "2-digit" }).format(new Date(at));
}
