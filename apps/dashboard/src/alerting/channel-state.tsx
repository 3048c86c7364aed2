// Whether messages arrive on a channel.
import type { AlertChannel } from "@logix/api/hub/alert-channels";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge } from "../components/status-badge.tsx";

export function ChannelState({ channel }: { readonly channel: AlertChannel }) {
  const { t } = useTranslation("alerting");
  if (!channel.enabled) return <Badge tone="idle" icon={IconCircleX} text={t("off")} />;
  if (channel.failing_since !== null) return <Badge tone="bad" icon={IconAlertTriangle} text={t("failing")} />;
  if (channel.last_sent_at === null) return <Badge tone="idle" icon={IconCircleDashed} text={t("untried")} />;
  return <Badge tone="good" icon={IconCircleCheck} text={t("works")} />;
}
