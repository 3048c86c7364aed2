// What happened to an order on both sides and why: status steps, what the store sent, what was asked for, what still waits.
import type { Delivery } from "@logix/api/hub/deliveries";
import type { OrderActionReply } from "@logix/api/hub/order-actions";
import type { OrderDetail } from "@logix/api/hub/orders";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { type Happening, Timeline } from "../components/timeline.tsx";
import { formatMoney } from "../format/money.ts";
import { useMay } from "../session/session.ts";
import classes from "./orders.module.css";
import { useActions, useDeliveriesOf } from "./use-orders.ts";

type Words = TFunction<"orders">;
type StatusWords = TFunction<"statuses">;

export function OrderTimeline({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation("orders");
  const { t: status } = useTranslation("statuses");
  const may = useMay();
  const actions = useActions(order.id);
  const deliveries = useDeliveriesOf(order, may("integration:read"));
  const entries = [
    ...order.history.map((entry, index) => ofHistory(entry, index, t, status)),
    ...(actions.data?.actions ?? []).map((action) => ofAction(action, order.currency, t)),
    ...(deliveries.data?.deliveries ?? []).map((delivery) => ofDelivery(delivery, t)),
    ...(order.outward ? [ofOutward(order.outward, t)] : []),
  ];
  return (
    <section>
      <h3 className={classes.title}>{t("timeline")}</h3>
      <Timeline label={t("timeline")} entries={entries.toSorted((left, right) => right.at.localeCompare(left.at))} />
    </section>
  );
}

function ofHistory(entry: OrderDetail["history"][number], index: number, t: Words, status: StatusWords): Happening {
  const isRemote = entry.from_remote_status !== null && entry.from_remote_status !== entry.to_remote_status;
  const moved = entry.from_status !== null && entry.from_status !== entry.to_status;
  const title = moved
    ? t("happened_status", { from: status(entry.from_status ?? "PENDING"), to: status(entry.to_status) })
    : entry.from_status === null
      ? t("happened_first", { to: status(entry.to_status) })
      : entry.note && !isRemote
        ? t("happened_note")
        : t("happened_stays", { to: status(entry.to_status) });
  const remote = isRemote && t("happened_remote", { from: entry.from_remote_status ?? "", to: entry.to_remote_status });
  const detail = [remote, entry.note].filter(Boolean).join(" · ");
  return {
    key: `history-${index}`,
    at: entry.at,
    title,
    ...(detail !== "" && { detail }),
    by: [actorIn(entry.actor, t), viaIn(entry.source, t)].filter(Boolean).join(", "),
  };
}

function ofAction(action: OrderActionReply, currency: string, t: Words): Happening {
  const { kind, state, tracking, note, reason } = action;
  const title =
    kind === "refund"
      ? t("action_refund", { amount: formatMoney(action.amount_minor ?? 0, currency) })
      : t("action_fulfilment");
  const what = kind === "fulfilment" && action.line_items === null ? t("everything") : null;
  const parcel = tracking && `${tracking.carrier} ${tracking.number}`.trim();
  return {
    key: `action-${action.id}`,
    at: action.created_at,
    title,
    detail: [what, parcel, reason, t(`action_${state}`), note].filter(Boolean).join(" · "),
    by: actorIn(action.actor, t),
  };
}

function ofDelivery(delivery: Delivery, t: Words): Happening {
  return {
    key: `delivery-${delivery.id}`,
    at: delivery.received_at,
    title: t("happened_delivery", { topic: delivery.topic }),
    detail: [t(`delivery_${delivery.state}`), delivery.note].filter(Boolean).join(" · "),
    by: t("by_store"),
  };
}

function ofOutward(outward: NonNullable<OrderDetail["outward"]>, t: Words): Happening {
  return {
    key: "outward",
    at: outward.wished_at,
    title: t("happened_outward"),
    detail: outward.note,
    by: t("by_system"),
  };
}

function actorIn(actor: string, t: Words): string {
  if (actor === "store") return t("by_store");
  return actor.startsWith("user:") ? t("by_user") : t("by_system");
}

const WAYS = ["first_seen", "page", "delivery", "reread", "request", "write"] as const;

function viaIn(source: string, t: Words): string {
  const way = WAYS.find((each) => each === source);
  return way ? t(`via_${way}`) : source;
}
