// Sending an order, whole or in part, with the number of the parcel.
import { orderActionSchema } from "@logix/api/hub/order-actions";
import type { Order } from "@logix/api/hub/orders";
import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { type OpenLine, openLines } from "./open-lines.ts";
import { useActions } from "./use-orders.ts";

export function ShipDialog({
  order,
  opened,
  onClose,
}: {
  readonly order: Order;
  readonly opened: boolean;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("orders");
  const { t: common } = useTranslation();
  const actions = useActions(order.id);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("ship_title", { number: order.display_number })}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {actions.data && <ShipForm order={order} lines={openLines(order, actions.data.actions)} onDone={onClose} />}
    </Modal>
  );
}

function ShipForm({
  order,
  lines,
  onDone,
}: {
  readonly order: Order;
  readonly lines: readonly OpenLine[];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation("orders");
  const { t: common } = useTranslation();
  const shipping = useShipping(order, onDone);
  const open = lines.filter((each) => each.open > 0);
  const form = useForm({
    initialValues: {
      number: "",
      carrier: "",
      notify: true,
      quantities: open.map((each): number | string => each.open),
    },
  });
  if (open.length === 0) return <Text>{t("nothing_open")}</Text>;
  const submit = ({ number, carrier, notify, quantities }: ReturnType<typeof form.getValues>) => {
    const isAll = open.every((each, index) => Number(quantities[index]) === each.open);
    const shares = open
      .map(({ line }, index) => ({ line_remote_id: line.remote_id, quantity: String(quantities[index] ?? 0) }))
      .filter(({ quantity }) => Number(quantity) > 0);
    shipping.mutate({
      ...(!isAll && { line_items: shares }),
      ...(number.trim() !== "" && { tracking: { number: number.trim(), carrier: carrier.trim() } }),
      notify_customer: notify,
    });
  };
  return (
    <form onSubmit={form.onSubmit(submit)}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t("ship_hint")}
        </Text>
        <ProblemAlert error={shipping.error} />
        {open.map(({ line, open: left, total }, index) => (
          <Group key={line.remote_id} justify="space-between" wrap="nowrap">
            <div>
              <Text>{line.name}</Text>
              <Text size="xs" c="dimmed">
                {line.sku} · {t("open_of", { open: left, total })}
              </Text>
            </div>
            <NumberInput
              w={92}
              min={0}
              max={left}
              aria-label={t("ship_line", { name: line.name })}
              {...form.getInputProps(`quantities.${index}`)}
            />
          </Group>
        ))}
        <Group grow>
          <TextInput label={t("tracking")} data-autofocus autoComplete="off" {...form.getInputProps("number")} />
          <TextInput label={t("carrier")} {...form.getInputProps("carrier")} />
        </Group>
        <Checkbox label={t("notify")} {...form.getInputProps("notify", { type: "checkbox" })} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={shipping.isPending}>
            {t("ship")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function useShipping(order: Pick<Order, "id" | "display_number">, onDone: () => void) {
  const { t } = useTranslation("orders");
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wish: object) => send("POST", `/orders/${order.id}/fulfilments`, orderActionSchema, wish),
    onSuccess: async () => {
      tellDone(t("shipped", { number: order.display_number }));
      onDone();
      await client.invalidateQueries({ queryKey: ["orders"] });
    },
  });
}
