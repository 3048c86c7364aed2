// Counting, adjusting and keeping back, with the reason.
import { stockSchema } from "@logix/api/hub/stock";
import { Button, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useLocations } from "../locations/use-locations.ts";

export type Move = "count" | "adjust" | "keep_back";

type Props = {
  /** Undefined: closed. */
  readonly kind: Move | undefined;
  /** Undefined: to be typed. */
  readonly sku: string | undefined;
  readonly onClose: () => void;
};

const WORDS = {
  count: { title: "count_title", label: "count_label", hint: "count_hint" },
  adjust: { title: "adjust_title", label: "adjust_label", hint: "adjust_hint" },
  keep_back: { title: "buffer_title", label: "buffer_label", hint: "buffer_hint" },
} as const;

export function MoveDialog({ kind, sku, onClose }: Props) {
  const { t } = useTranslation("stock");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={kind !== undefined}
      onClose={onClose}
      title={kind && (sku === undefined ? t("count_new") : t(WORDS[kind].title, { sku }))}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      {kind && <MoveForm kind={kind} sku={sku} onClose={onClose} />}
    </Modal>
  );
}

function MoveForm({ kind, sku, onClose }: Props & { readonly kind: Move }) {
  const { t } = useTranslation("stock");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ initialValues: { sku: sku ?? "", quantity: "", reason: "", location: "" } });
  const places = (useLocations().data?.locations ?? []).toSorted(
    (one, other) => Number(other.is_default) - Number(one.is_default),
  );
  const moving = useMutation({
    mutationFn: (values: ReturnType<typeof form.getValues>) => move(kind, values),
    onSuccess: (level) => {
      tellDone(t("saved", { sku: level.sku, count: Number(level.on_hand) }));
      onClose();
      return client.invalidateQueries({ queryKey: ["stock"] });
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => moving.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={moving.error} />
        {sku === undefined && <TextInput label={t("sku")} required data-autofocus {...form.getInputProps("sku")} />}
        {places.length > 1 && (
          <NativeSelect
            label={t("at_place")}
            data={places.map(({ id, name, is_default: isDefault }) => ({
              value: isDefault ? "" : String(id),
              label: name,
            }))}
            {...form.getInputProps("location")}
          />
        )}
        <TextInput
          label={t(WORDS[kind].label)}
          description={t(WORDS[kind].hint)}
          required
          inputMode="decimal"
          data-autofocus={sku !== undefined || undefined}
          {...form.getInputProps("quantity")}
        />
        {kind !== "keep_back" && (
          <TextInput label={t("reason")} placeholder={t("reason_placeholder")} {...form.getInputProps("reason")} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={moving.isPending} disabled={form.getValues().quantity.trim() === ""}>
            {t(kind)}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

type Values = { readonly sku: string; readonly quantity: string; readonly reason: string; readonly location: string };

function move(kind: Move, { sku, quantity, reason, location }: Values) {
  const path = `/stock/${encodeURIComponent(sku.trim())}`;
  const at = location === "" ? {} : { location_id: Number(location) };
  const why = { ...at, ...(reason.trim() !== "" && { reason: reason.trim() }) };
  if (kind === "count") return send("PUT", path, stockSchema, { on_hand: quantity.trim(), ...why });
  if (kind === "keep_back") return send("PATCH", path, stockSchema, { buffer: quantity.trim(), ...at });
  return send("POST", `${path}/adjustments`, stockSchema, { quantity: quantity.trim(), ...why });
}
