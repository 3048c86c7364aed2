// Puts a card away, with a reason that is kept.
import { parkedDetailSchema } from "@logix/api/hub/parked";
import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";

type Props = { readonly id: number; readonly opened: boolean; readonly onClose: () => void };

export function DismissDialog({ id, opened, onClose }: Props) {
  const { t } = useTranslation("activity");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("dismiss_title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <DismissForm id={id} onClose={onClose} />
    </Modal>
  );
}

function DismissForm({ id, onClose }: Pick<Props, "id" | "onClose">) {
  const { t } = useTranslation("activity");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ initialValues: { reason: "" } });
  const dismissing = useMutation({
    mutationFn: (values: { reason: string }) => send("POST", `/parked/${id}/dismiss`, parkedDetailSchema, values),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["parked"] });
      tellDone(t("dismissed"));
      onClose();
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => dismissing.mutate(values))} noValidate>
      <Stack>
        <Text size="sm" c="dimmed">
          {t("dismiss_hint")}
        </Text>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? dismissing.error : null} />
        <TextInput label={t("dismiss_reason")} required data-autofocus {...form.getInputProps("reason")} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={dismissing.isPending}>
            {t("dismiss")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
