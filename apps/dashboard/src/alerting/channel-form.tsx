// Adds a channel; the secret of a webhook is shown once.
import { madeAlertChannelSchema } from "@logix/api/hub/alert-channels";
import { Button, Group, Modal, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { showSecret } from "../components/one-time-secret.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { applyChannelProblem } from "./channel-problem.ts";
import { bodyOf, type ChannelValues, NEW_CHANNEL } from "./channel-values.ts";

export function NewChannelDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation("alerting");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("add_title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <NewChannelForm onDone={onClose} />
    </Modal>
  );
}

function NewChannelForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("alerting");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ initialValues: NEW_CHANNEL });
  const adding = useMutation({
    mutationFn: (values: ChannelValues) => send("POST", "/alert-channels", madeAlertChannelSchema, bodyOf(values)),
    onSuccess: ({ name, secret }) => {
      void client.invalidateQueries({ queryKey: ["alert-channels"] });
      tellDone(t("made", { name }));
      onDone();
      if (secret !== null) showSecret({ title: t("secret_title"), hint: t("secret_hint"), secret });
    },
    onError: (error) => applyChannelProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => adding.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? adding.error : null} />
        <ChannelFields form={form} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={adding.isPending}>
            {t("add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
