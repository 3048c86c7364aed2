// What needs a person now, gravest first, each with the way to the place where it is put right.
import { alertListSchema } from "@logix/api/hub/alerts";
import { duplicateListSchema } from "@logix/api/hub/persons";
import { Skeleton } from "@mantine/core";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconChevronRight,
  IconCircleCheck,
  IconInfoCircle,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { placeOf } from "../activity/remedy-place.ts";
import { get } from "../api/client.ts";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time, useNow } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";
import classes from "./needs-you.module.css";

const MOST_SHOWN = 6;
const ORDER = ["critical", "warning", "notice"] as const;
const ICONS = { critical: IconAlertOctagon, warning: IconAlertTriangle, notice: IconInfoCircle } as const;

export function useOpenAlerts() {
  const store = useStoreFilter();
  return useQuery({
    queryKey: ["alerts", "open", store],
    queryFn: ({ signal }) =>
      get("/alerts", alertListSchema, { state: "open", limit: 200, connection_id: store }, signal),
  });
}

export function NeedsYou() {
  const { t } = useTranslation("overview");
  const now = useNow();
  const alerts = useOpenAlerts();
  const waiting = (alerts.data?.alerts ?? [])
    .filter(
      (alert) => alert.acknowledged_at === null && !(alert.snoozed_until && Date.parse(alert.snoozed_until) > now),
    )
    .sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
  const all = (
    <Link to="/activity/alerts" className={classes.all}>
      {t("all_alerts")}
    </Link>
  );
  return (
    <Section title={t("needs_you")} actions={waiting.length > MOST_SHOWN && all}>
      <ProblemAlert error={alerts.error} onRetry={() => void alerts.refetch()} />
      {alerts.isPending && <Skeleton height={44} />}
      {alerts.data && waiting.length === 0 && (
        <p className={classes.calm}>
          <IconCircleCheck size={18} aria-hidden="true" />
          {t("nothing_needs_you")}
        </p>
      )}
      <ul className={classes.list}>
        {waiting.slice(0, MOST_SHOWN).map((alert) => {
          const Icon = ICONS[alert.severity];
          return (
            <li key={alert.id}>
              <Link {...placeOf(alert)} className={classes.item} data-severity={alert.severity}>
                <Icon size={18} aria-label={t(alert.severity)} />
                <span className={classes.words}>
                  <strong>{alert.title}</strong>
                  <span className={classes.faint}>
                    {alert.connection_public_id && (
                      <>
                        <StoreName id={alert.connection_public_id} />
                        {" · "}
                      </>
                    )}
                    <Time at={alert.last_at} />
                  </span>
                </span>
                <IconChevronRight size={16} aria-hidden="true" />
              </Link>
            </li>
          );
        })}
        <Duplicates />
      </ul>
    </Section>
  );
}

/** Not urgent, and worth a word all the same. */
function Duplicates() {
  const { t } = useTranslation("overview");
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["customers", "duplicates", "certain"],
    queryFn: ({ signal }) => get("/customers/duplicates", duplicateListSchema, { limit: 50 }, signal),
    enabled: may("orders:write") && may("customers:read"),
    staleTime: 300_000,
  });
  const certain = data?.duplicates.filter(({ certainty }) => certainty === "certain").length ?? 0;
  if (certain === 0) return null;
  return (
    <li>
      <Link to="/customers" search={{ view: "duplicates" }} className={classes.item} data-severity="notice">
        <IconInfoCircle size={18} aria-label={t("notice")} />
        <span className={classes.words}>
          <strong>{t("duplicates", { count: certain })}</strong>
          <span className={classes.faint}>{t("duplicates_hint")}</span>
        </span>
        <IconChevronRight size={16} aria-hidden="true" />
      </Link>
    </li>
  );
}
