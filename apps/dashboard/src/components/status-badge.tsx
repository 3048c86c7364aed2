// A state by colour, icon and word: readable for who sees no colours and for who hears the page.
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconLoader2,
  IconPlayerPause,
  IconTruckDelivery,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { statuses } from "../words/statuses.ts";
import classes from "./status-badge.module.css";

export type Tone = "good" | "warn" | "bad" | "info" | "idle";
export type Status = keyof typeof statuses;

const LOOK: Readonly<Record<Status, readonly [Tone, typeof IconClock]>> = {
  PENDING: ["warn", IconClock],
  CONFIRMED: ["info", IconCircleCheck],
  PROCESSING: ["info", IconLoader2],
  PICKED: ["info", IconLoader2],
  PACKED: ["info", IconLoader2],
  SHIPPED: ["info", IconTruckDelivery],
  OUT_FOR_DELIVERY: ["info", IconTruckDelivery],
  DELIVERED: ["good", IconCircleCheck],
  CANCELLED: ["idle", IconCircleX],
  RETURNED: ["idle", IconCircleX],
  active: ["good", IconCircleCheck],
  paused: ["idle", IconPlayerPause],
  disconnected: ["bad", IconAlertTriangle],
  waiting: ["warn", IconClock],
  running: ["info", IconLoader2],
  done: ["good", IconCircleCheck],
  incomplete: ["warn", IconCircleDashed],
  failed: ["bad", IconAlertTriangle],
  stopped: ["idle", IconCircleX],
  open: ["warn", IconAlertTriangle],
  resolved: ["good", IconCircleCheck],
  rereading: ["info", IconLoader2],
  applied: ["good", IconCircleCheck],
  unchanged: ["idle", IconCircleDashed],
  echo: ["idle", IconCircleDashed],
  stale: ["idle", IconCircleDashed],
  ignored: ["idle", IconCircleDashed],
  parked: ["bad", IconAlertTriangle],
  disabled: ["idle", IconCircleX],
  invited: ["warn", IconClock],
};

export function StatusBadge({ status }: { readonly status: string }) {
  const { t } = useTranslation("statuses");
  if (!isStatus(status)) return <Badge tone="idle" icon={IconCircleDashed} text={status} />;
  const [tone, icon] = LOOK[status];
  return <Badge tone={tone} icon={icon} text={t(status)} />;
}

/** For states that have no word of their own among the statuses. */
export function Badge({
  tone,
  icon: Icon,
  text,
}: {
  readonly tone: Tone;
  readonly icon?: typeof IconClock;
  readonly text: string;
}) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {Icon && <Icon size={13} stroke={2} aria-hidden="true" />}
      {text}
    </span>
  );
}

function isStatus(status: string): status is Status {
  return status in LOOK;
}
