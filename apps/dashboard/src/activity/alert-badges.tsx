// How grave an alert is, and whether somebody takes care.
import type { Alert } from "@logix/api/hub/alerts";
import {
  IconAlertOctagon,
  IconAlertTriangle,
  IconCircleCheck,
  IconClockPause,
  IconInfoCircle,
  IconUserCheck,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge, StatusBadge } from "../components/status-badge.tsx";
import { useNow } from "../components/time.tsx";

export function Severity({ severity }: Pick<Alert, "severity">) {
  const { t } = useTranslation("activity");
  const looks = {
    critical: { tone: "bad", icon: IconAlertOctagon },
    warning: { tone: "warn", icon: IconAlertTriangle },
    notice: { tone: "info", icon: IconInfoCircle },
  } as const;
  return <Badge {...looks[severity]} text={t(severity)} />;
}

export function AlertState({ alert }: { readonly alert: Alert }) {
  const { t } = useTranslation("activity");
  const now = useNow();
  if (alert.state === "settled") return <Badge tone="good" icon={IconCircleCheck} text={t("view_settled")} />;
  if (alert.acknowledged_at !== null) return <Badge tone="info" icon={IconUserCheck} text={t("taken_on")} />;
  if (alert.snoozed_until !== null && Date.parse(alert.snoozed_until) > now) {
    return <Badge tone="idle" icon={IconClockPause} text={t("snoozed")} />;
  }
  return <StatusBadge status="open" />;
}
