// One card for each store: is it read, does it call, does anything wait for a person.
import type { Connection } from "@logix/api/hub/connections";
import type { ConnectionHealth } from "@logix/api/hub/insights";
import { Skeleton } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconPlayerPause, IconPlugConnectedX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Facts } from "../components/facts.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Badge } from "../components/status-badge.tsx";
import { Time, useNow } from "../components/time.tsx";
import { formatDuration } from "../format/time.ts";
import { useConnections } from "../shell/store-filter.tsx";
import classes from "./connection-cards.module.css";
import { needsAttention } from "./health.ts";
import { useHealth } from "./insights.ts";
import { useWork } from "./work-chart.tsx";

export function ConnectionCards() {
  const { t } = useTranslation("overview");
  const health = useHealth();
  const connections = useConnections();
  return (
    <section aria-label={t("health")}>
      <h2 className={classes.title}>{t("health")}</h2>
      <ProblemAlert error={health.error} onRetry={() => void health.refetch()} />
      <div className={classes.cards}>
        {health.isPending && <Skeleton height={208} radius="md" />}
        {health.data?.map((each) => {
          const connection = connections?.find(({ id }) => id === each.connection_id);
          return connection && <Card key={each.connection_id} connection={connection} health={each} />;
        })}
      </div>
    </section>
  );
}

function Card({ connection, health }: { readonly connection: Connection; readonly health: ConnectionHealth }) {
  const { t } = useTranslation("overview");
  const now = useNow();
  const lag = health.read_until
    ? formatDuration(Math.max(0, (now - Date.parse(health.read_until)) / 1000))
    : t("lag_never");
  return (
    <article className={classes.card}>
      <header className={classes.head}>
        <div className={classes.names}>
          <h3 className={classes.name}>{connection.name}</h3>
          <p className={classes.host}>{new URL(connection.store_url).host}</p>
        </div>
        <HealthBadge connection={connection} health={health} now={now} />
      </header>
      <Facts
        facts={[
          [t("last_sync"), <Time key="sync" at={health.last_sync_at} />],
          [t("lag"), lag],
          [
            t("webhooks"),
            <span key="webhooks">
              <Time at={health.last_delivery_at} /> · {t("in_day", { count: health.deliveries_24h })}
            </span>,
          ],
          [t("error_rate"), t("of_runs", { failed: health.failed_runs_24h, total: health.runs_24h })],
          [t("parked_here"), health.parked],
          [t("drift"), <Drift key="drift" id={health.connection_id} />],
        ]}
      />
      {connection.status_reason && <p className={classes.reason}>{connection.status_reason}</p>}
    </article>
  );
}

/** Rows that still differed when both sides were last compared. */
function Drift({ id }: { readonly id: number }) {
  const { t } = useTranslation("overview");
  const drift = useWork().data?.drift.find((each) => each.connection_id === id);
  if (!drift || drift.drift_after === null) return <>{t("drift_unknown")}</>;
  const words = drift.drift_after === 0 ? t("drift_none") : t("drift_rows", { count: drift.drift_after });
  return (
    <>
      {words} · <Time at={drift.swept_at} />
    </>
  );
}

function HealthBadge({
  connection,
  health,
  now,
}: {
  readonly connection: Connection;
  readonly health: ConnectionHealth;
  readonly now: number;
}) {
  const { t } = useTranslation("overview");
  if (connection.status === "disconnected") return <Badge tone="bad" icon={IconPlugConnectedX} text={t("cut_off")} />;
  if (connection.status === "paused") return <Badge tone="idle" icon={IconPlayerPause} text={t("resting")} />;
  if (needsAttention(connection, health, now))
    return <Badge tone="warn" icon={IconAlertTriangle} text={t("attention")} />;
  return <Badge tone="good" icon={IconCircleCheck} text={t("healthy")} />;
}
