// How far a payout has come, and whether it adds up: by colour, icon and word.
import type { Payout, PayoutTransaction } from "@logix/api/hub/payouts";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconTruckDelivery,
} from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge, type Tone } from "../components/status-badge.tsx";

type Look = readonly [Tone, typeof IconClock];

const STATUSES: Readonly<Record<Payout["status"], Look>> = {
  scheduled: ["idle", IconClock],
  in_transit: ["info", IconTruckDelivery],
  paid: ["good", IconCircleCheck],
  failed: ["bad", IconAlertTriangle],
  cancelled: ["idle", IconCircleX],
};

const STATES: Readonly<Record<PayoutTransaction["state"], Look>> = {
  matched: ["good", IconCircleCheck],
  order_unknown: ["warn", IconCircleDashed],
  amount_differs: ["bad", IconAlertTriangle],
  not_comparable: ["warn", IconCircleDashed],
  no_order: ["idle", IconCircleDashed],
};

export function PayoutStatus({ status }: { readonly status: Payout["status"] }) {
  const { t } = useTranslation("payouts");
  const [tone, icon] = STATUSES[status];
  return <Badge tone={tone} icon={icon} text={t(status)} />;
}

export function PayoutState({ state }: { readonly state: PayoutTransaction["state"] }) {
  const { t } = useTranslation("payouts");
  const [tone, icon] = STATES[state];
  return <Badge tone={tone} icon={icon} text={t(state)} />;
}
