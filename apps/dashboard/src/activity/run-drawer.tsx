// One run: its counters while they move, and what did not work, with the way to where that is mended.
import { type Run, runFailureListSchema, runSchema } from "@logix/api/hub/runs";
import { Alert, Anchor, Stack } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { PayloadViewer } from "../components/payload-viewer.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { formatNumber } from "../format/money.ts";
import { formatDuration } from "../format/time.ts";
import classes from "./activity.module.css";
import { RunProgress } from "./run-progress.tsx";
import { useRunWords } from "./run-words.ts";

export function RunDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("activity");
  const { kindOf } = useRunWords();
  const { data, isPending, error } = useQuery({
    queryKey: ["runs", id],
    queryFn: ({ signal }) => get(`/runs/${id}`, runSchema, {}, signal),
    enabled: id !== undefined,
  });
  return (
    <DetailDrawer
      opened={id !== undefined}
      title={data ? t("run_title", { what: kindOf(data.kind), id: data.id }) : t("runs")}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      {data && <Content run={data} />}
    </DetailDrawer>
  );
}

function Content({ run }: { readonly run: Run }) {
  const { t } = useTranslation("activity");
  const { causeOf } = useRunWords();
  const took =
    run.started_at && run.finished_at
      ? formatDuration((Date.parse(run.finished_at) - Date.parse(run.started_at)) / 1000)
      : "–";
  return (
    <Stack gap="lg">
      <RunError run={run} />
      <Facts
        facts={[
          [t("state"), <StatusBadge key="state" status={run.state} />],
          [
            t("store"),
            run.kind === "bulk" ? t("own_catalogue") : <StoreName key="store" id={run.connection_public_id} />,
          ],
          [t("cause"), causeOf(run.cause)],
          [t("progress"), <RunProgress key="progress" run={run} />],
          [t("created"), formatNumber(run.created)],
          [t("updated"), formatNumber(run.updated)],
          [t("unchanged"), formatNumber(run.unchanged)],
          [t("ignored"), formatNumber(run.ignored)],
          [t("failed"), formatNumber(run.failed)],
          ...(run.since ? [[t("since"), <Time key="since" at={run.since} />] as const] : []),
          ...(run.limit === null ? [] : [[t("limit"), formatNumber(run.limit)] as const]),
          ...(run.attempts === 0 ? [] : [[t("attempts"), run.attempts] as const]),
          [t("begun"), <Time key="begun" at={run.started_at} />],
          [t("ended"), <Time key="ended" at={run.finished_at} />],
          [t("took"), took],
        ]}
      />
      <Failures run={run} />
    </Stack>
  );
}

function RunError({ run: { error, warning } }: { readonly run: Run }) {
  const { t } = useTranslation("activity");
  if (!error && !warning) return null;
  return (
    <Alert color={error ? "red" : "yellow"} icon={<IconAlertTriangle />} title={error?.message ?? warning}>
      {error?.remedy && <p className={classes.faint}>{error.remedy}</p>}
      {error?.excerpt && <PayloadViewer label={t("excerpt")} payload={error.excerpt} />}
    </Alert>
  );
}

function Failures({ run }: { readonly run: Run }) {
  const { t } = useTranslation("activity");
  const { data, error } = useQuery({
    queryKey: ["runs", run.id, "failures", run.failed],
    queryFn: ({ signal }) => get(`/runs/${run.id}/failures`, runFailureListSchema, {}, signal),
    enabled: run.failed > 0,
  });
  if (run.failed === 0) return <p className={classes.faint}>{t("no_failures")}</p>;
  return (
    <section aria-label={t("failures")}>
      <h3 className={classes.heading}>{t("failures")}</h3>
      <ProblemAlert error={error} />
      <ul className={classes.list}>
        {data?.failures.map((failure) => (
          <li key={`${failure.subject} ${failure.message}`} className={classes.item}>
            <div>
              <strong>{failure.subject}</strong>
              <p>{failure.message}</p>
              {failure.remedy && <p className={classes.faint}>{failure.remedy}</p>}
            </div>
            {failure.parked_id !== null && (
              <Anchor renderRoot={(props) => <Link to="/activity/parked" {...props} />}>{t("open_card")}</Anchor>
            )}
            {failure.product_id !== null && (
              <Anchor renderRoot={(props) => <Link to={`/products/${failure.product_id}`} {...props} />}>
                {t("open_product")}
              </Anchor>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
