// Paying money back: how much, why, and which goods come back to the shelf.
import { orderActionSchema } from "@logix/api/hub/order-actions";
import type { Order } from "@logix/api/hub/orders";
import { fromMinor, toMinor } from "@logix/model";
import { Button, Checkbox, Group, Modal, NumberInput, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { formatMoney } from "../format/money.ts";

type Props = { readonly order: Order; readonly opened: boolean; readonly onClose: () => void };

export function RefundDialog({ order, opened, onClose }: Props) {
  const { t } = useTranslation("orders");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("refund_title", { number: order.display_number })}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <RefundForm order={order} onDone={onClose} />
    </Modal>
  );
}

function RefundForm({ order, onDone }: { readonly order: Order; readonly onDone: () => void }) {
  const { t } = useTranslation("orders");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const { currency } = order;
  const left = order.total_minor - order.refunded_minor;
  const lines = order.line_items.filter(({ kind }) => kind === "product");
  const form = useForm({
    initialValues: {
      amount: fromMinor(left, currency),
      reason: "",
      restock: true,
      payBack: false,
      quantities: lines.map((): number | string => 0),
    },
    validate: { amount: (amount) => (minorOf(amount, currency) === null ? t("amount_wrong") : null) },
  });
  const refunding = useMutation({
    mutationFn: ({ amount, reason, restock, payBack, quantities }: ReturnType<typeof form.getValues>) =>
      send("POST", `/orders/${order.id}/refunds`, orderActionSchema, {
        amount_minor: minorOf(amount, currency),
        reason,
        pay_back: payBack,
        line_items: lines
          .map(({ remote_id }, index) => ({
            line_remote_id: remote_id,
            quantity: String(quantities[index] ?? 0),
            restock,
          }))
          .filter(({ quantity }) => Number(quantity) > 0),
      }),
    onSuccess: async () => {
      tellDone(t("refund_asked"));
      onDone();
      await client.invalidateQueries({ queryKey: ["orders"] });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => refunding.mutate(values))}>
      <Stack>
        <ProblemAlert error={refunding.error} />
        <TextInput
          label={t("amount", { currency })}
          description={t("amount_left", { amount: formatMoney(left, currency) })}
          inputMode="decimal"
          required
          data-autofocus
          {...form.getInputProps("amount")}
        />
        <Textarea label={t("reason")} autosize minRows={2} {...form.getInputProps("reason")} />
        {lines.map((line, index) => (
          <Group key={line.remote_id} justify="space-between" wrap="nowrap">
            <Text size="sm">{line.name}</Text>
            <NumberInput
              w={92}
              min={0}
              max={Number(line.quantity)}
              aria-label={t("refund_line", { name: line.name })}
              {...form.getInputProps(`quantities.${index}`)}
            />
          </Group>
        ))}
        <Checkbox label={t("back_on_shelf")} {...form.getInputProps("restock", { type: "checkbox" })} />
        <Checkbox
          label={t("pay_back")}
          description={t("pay_back_hint")}
          {...form.getInputProps("payBack", { type: "checkbox" })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common("cancel")}
          </Button>
          <Button type="submit" color="red.8" loading={refunding.isPending}>
            {t("refund")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function minorOf(amount: string, currency: string): number | null {
  const text = amount.trim().replace(",", ".");
  if (!/^\d{1,12}(\.\d{1,3})?$/.test(text)) return null;
  const minor = toMinor(text, currency);
  return minor > 0 ? minor : null;
}
