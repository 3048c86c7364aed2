// What can be done with an order: ship, set its status, pay back, cancel. Only what the order can still take is offered.
import type { OrderDetail } from "@logix/api/hub/orders";
import { isOpen, ORDER_STATUSES, type OrderStatus, userMayMove } from "@logix/model";
import { Button, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconTruckDelivery } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { confirm } from "../components/confirm.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import classes from "./orders.module.css";
import { RefundDialog } from "./refund-dialog.tsx";
import { ShipDialog } from "./ship-dialog.tsx";
import { useStatusChange } from "./use-orders.ts";

export function OrderActions({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation("orders");
  const { t: status } = useTranslation("statuses");
  const may = useMay();
  const change = useStatusChange(order.id);
  const [isShipping, shipping] = useDisclosure(false);
  const [isRefunding, refunding] = useDisclosure(false);
  if (!may("orders:write")) return null;
  const set = (to: OrderStatus) =>
    change.mutate(to, {
      onSuccess: () => tellDone(t("status_changed", { number: order.display_number, status: status(to) })),
      onError: tellProblem,
    });
  const askToCancel = () =>
    confirm({
      title: t("cancel_ask", { number: order.display_number }),
      detail: t("cancel_hint"),
      action: t("cancel_order"),
      isDangerous: true,
      onConfirm: () => set("CANCELLED"),
    });
  const steps = ORDER_STATUSES.filter((to) => to !== "CANCELLED" && userMayMove(order.status, to));
  return (
    <div className={classes.actions}>
      {isOpen(order.status) && !order.deleted && (
        <Button leftSection={<IconTruckDelivery size={16} />} onClick={shipping.open}>
          {t("ship")}
        </Button>
      )}
      {steps.length > 0 && (
        <Menu position="bottom-start" withinPortal>
          <Menu.Target>
            <Button variant="default" loading={change.isPending} rightSection={<IconChevronDown size={14} />}>
              {t("change_status")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {steps.map((to) => (
              <Menu.Item key={to} onClick={() => set(to)}>
                {status(to)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {order.total_minor > order.refunded_minor && order.paid_at !== null && (
        <Button variant="default" onClick={refunding.open}>
          {t("refund")}
        </Button>
      )}
      {userMayMove(order.status, "CANCELLED") && (
        <Button variant="default" onClick={askToCancel}>
          {t("cancel_order")}
        </Button>
      )}
      <ShipDialog order={order} opened={isShipping} onClose={shipping.close} />
      <RefundDialog order={order} opened={isRefunding} onClose={refunding.close} />
    </div>
  );
}
