// Whether both sides hold the same: the last comparison in numbers, what differed, and a new one at once.
import type { Connection } from "@logix/api/hub/connections";
import {
  driftSchema,
  type ReconcileRow,
  reconcileListSchema,
  reconcileRowListSchema,
  reconcileSchema,
} from "@logix/api/hub/reconciles";
import { Button, Group, Skeleton, Stack, Table, Text } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { REACHABLE } from "../components/reachable.ts";
import { Badge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { formatMoney, formatNumber } from "../format/money.ts";
import { formatExact } from "../format/time.ts";
import { CompareInterval } from "./compare-interval.tsx";
import { isUnderWay } from "./use-connection.ts";

export function DifferencesPart({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const client = useQueryClient();
  const id = connection.public_id;
  const reconciles = useQuery({
    queryKey: ["runs", "reconciles", id],
    queryFn: ({ signal }) => get("/reconciles", reconcileListSchema, { connection_id: id, limit: 1 }, signal),
    refetchInterval: ({ state }) => (state.data?.reconciles.some(({ state }) => isUnderWay(state)) ? 1_500 : false),
  });
  const latest = reconciles.data?.reconciles[0];
  const isComparing = latest !== undefined && isUnderWay(latest.state);
  const drift = useQuery({
    queryKey: ["runs", "drift", id, latest?.finished_at],
    queryFn: ({ signal }) => get(`/connections/${id}/drift`, driftSchema, {}, signal),
  });
  const comparing = useMutation({
    mutationFn: () => send("POST", `/connections/${id}/reconcile`, reconcileSchema, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ["runs", "reconciles", id] }),
  });
  const compare = (
    <Button loading={comparing.isPending || isComparing} onClick={() => comparing.mutate()}>
      {t("compare")}
    </Button>
  );
  return (
    <Stack>
      <Text c="dimmed">{t("drift_lead")}</Text>
      <ProblemAlert error={reconciles.error ?? drift.error ?? comparing.error} />
      {isComparing && (
        <Text role="status">
          {t("comparing")} {latest.step ?? ""}
        </Text>
      )}
      {!drift.data && !drift.error && <Skeleton height={120} />}
      {drift.data?.latest.length === 0 && !isComparing && (
        <EmptyState title={t("never_compared")} hint={t("never_compared_hint")} action={compare} />
      )}
      {drift.data && drift.data.latest.length > 0 && (
        <>
          <Table.ScrollContainer minWidth={420} scrollAreaProps={REACHABLE}>
            <Table aria-label={t("differences")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("domain")}</Table.Th>
                  <Table.Th ta="right">{t("rows_listed")}</Table.Th>
                  <Table.Th ta="right">{t("drift_before")}</Table.Th>
                  <Table.Th ta="right">{t("drift_after")}</Table.Th>
                  <Table.Th>{t("compared_at")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {drift.data.latest.map(({ domain, listed, drift_before, drift_after, finished_at }) => (
                  <Table.Tr key={domain}>
                    <Table.Td>{t(domain)}</Table.Td>
                    <Table.Td ta="right">{formatNumber(listed)}</Table.Td>
                    <Table.Td ta="right">{drift_before ?? "–"}</Table.Td>
                    <Table.Td ta="right">{drift_after ?? "–"}</Table.Td>
                    <Table.Td>
                      <Time at={finished_at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <Group>
            {compare}
            {latest && (
              <Button component="a" variant="default" href={`/api/v1/reconciles/${latest.id}/report.csv`} download>
                {t("report")}
              </Button>
            )}
          </Group>
          {latest && <Rows reconcileId={latest.id} isLive={isComparing} currency={connection.store?.currency ?? ""} />}
        </>
      )}
      {drift.data && <CompareInterval id={id} minutes={drift.data.interval_minutes} />}
    </Stack>
  );
}

function Rows({
  reconcileId,
  isLive,
  currency,
}: {
  readonly reconcileId: number;
  readonly isLive: boolean;
  readonly currency: string;
}) {
  const { t } = useTranslation("connections");
  const found = useQuery({
    queryKey: ["runs", "reconcile-rows", reconcileId, isLive],
    queryFn: ({ signal }) => get(`/reconciles/${reconcileId}/rows`, reconcileRowListSchema, { limit: 100 }, signal),
  });
  if (!found.data) return null;
  if (found.data.rows.length === 0) return <Badge tone="good" text={t("no_rows")} />;
  return (
    <Table.ScrollContainer minWidth={520} scrollAreaProps={REACHABLE}>
      <Table aria-label={t("found_rows")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("thing")}</Table.Th>
            <Table.Th>{t("finding")}</Table.Th>
            <Table.Th>{t("side_here")}</Table.Th>
            <Table.Th>{t("side_there")}</Table.Th>
            <Table.Th>{t("outcome")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {found.data.rows.map((row) => (
            <DifferenceRow key={row.id} row={row} currency={currency} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const TONES = { open: "warn", mended: "good", apart: "bad", unlisted: "idle" } as const;

function DifferenceRow({ row, currency }: { readonly row: ReconcileRow; readonly currency: string }) {
  const { t } = useTranslation("connections");
  const { t: common } = useTranslation("statuses");
  const side = (which: "here" | "there") =>
    Object.entries(row.fields)
      .map(([field, sides]) => `${field.replaceAll("_", " ")}: ${shown(field, sides[which], currency)}`)
      .join(", ");
  return (
    <Table.Tr>
      <Table.Td>
        {t(row.domain)} {row.remote_id}
      </Table.Td>
      <Table.Td>{t(row.finding)}</Table.Td>
      <Table.Td>{side("here")}</Table.Td>
      <Table.Td>{side("there")}</Table.Td>
      <Table.Td>
        <Badge tone={TONES[row.outcome]} text={row.outcome === "open" ? common("open") : t(row.outcome)} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Totals come in minor units, and moments in seconds since 1970. */
function shown(field: string, value: string | null, currency: string): string {
  if (value === null) return "∅";
  if (field === "modified_at") return formatExact(new Date(Number(value) * 1000).toISOString());
  return field === "total" && currency !== "" ? formatMoney(Number(value), currency) : value;
}
