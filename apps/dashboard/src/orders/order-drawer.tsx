// One order in full: what was bought, where it goes, what can be done, and what happened to it on both sides.
import type { OrderDetail } from "@logix/api/hub/orders";
import { Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { Money } from "../components/money.tsx";
import { Notice } from "../components/notice.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { useConnections } from "../shell/store-filter.tsx";
import { OrderActions } from "./order-actions.tsx";
import { OrderAddresses } from "./order-addresses.tsx";
import { OrderLines } from "./order-lines.tsx";
import { OrderReturns } from "./order-returns.tsx";
import { OrderRoutingPart } from "./order-routing.tsx";
import { OrderTimeline } from "./order-timeline.tsx";
import classes from "./orders.module.css";
import { RawOrder } from "./raw-order.tsx";
import { useOrder } from "./use-orders.ts";

export function OrderDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  return id === undefined ? (
    <DetailDrawer opened={false} title="" onClose={onClose}>
      {null}
    </DetailDrawer>
  ) : (
    <OpenOrder key={id} id={id} onClose={onClose} />
  );
}

function OpenOrder({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTranslation("orders");
  const order = useOrder(id);
  return (
    <DetailDrawer
      opened
      title={order.data?.display_number ?? t("number")}
      onClose={onClose}
      isPending={order.isPending}
      error={order.error}
    >
      {order.data && <OrderView order={order.data} />}
    </DetailDrawer>
  );
}

function OrderView({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation("orders");
  const store = useConnections()?.find(({ id }) => id === order.connection_id);
  const { outward } = order;
  return (
    <Stack gap="lg">
      <div className={classes.head}>
        <StatusBadge status={order.status} />
        <span className={classes.total}>
          <Money minor={order.total_minor} currency={order.currency} />
        </span>
      </div>
      <OrderActions order={order} />
      {outward && (
        <Notice tone={outward.state === "parked" ? "bad" : "info"}>
          {t(outward.state === "parked" ? "parked" : "not_told")}
          {outward.note && ` – ${t("not_told_note", { count: outward.attempts, note: outward.note })}`}
        </Notice>
      )}
      {(order.archived || order.deleted) && <Notice tone="warn">{t(order.deleted ? "deleted" : "archived")}</Notice>}
      <Facts
        facts={[
          [t("placed"), <Time key="placed" at={order.placed_at} />],
          [t("store"), store?.name ?? "–"],
          [t("in_store"), order.remote_status],
          [t("customer"), order.customer.name || t("guest")],
          [t("email"), order.customer.email || "–"],
          [t("payment"), order.payment.title || "–"],
        ]}
      />
      <OrderLines order={order} />
      <OrderReturns order={order} />
      <OrderRoutingPart order={order} />
      <OrderAddresses order={order} />
      <OrderTimeline order={order} />
      <RawOrder id={order.id} />
    </Stack>
  );
}
