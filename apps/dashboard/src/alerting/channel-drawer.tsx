// One channel: how it is doing, a test message, and everything that can be changed.
import {
  type AlertChannel,
  alertChannelSchema,
  channelTriedSchema,
  madeAlertChannelSchema,
} from "@logix/api/hub/alert-channels";
import { Alert, Button, Checkbox, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconAlertTriangle, IconSend } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send, sendOnly } from "../api/client.ts";
import { confirm } from "../components/confirm.tsx";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { showSecret } from "../components/one-time-secret.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { ChannelFields } from "./channel-fields.tsx";
import { applyChannelProblem } from "./channel-problem.ts";
import { ChannelState } from "./channel-state.tsx";
import { bodyOf, type ChannelValues, valuesOf } from "./channel-values.ts";

export function ChannelDrawer(props: { readonly channel: AlertChannel | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("alerting");
  const { channel, onClose } = props;
  return (
    <DetailDrawer
      opened={channel !== undefined}
      title={channel && t("edit_title", { name: channel.name })}
      onClose={onClose}
    >
      {channel && (
        <Stack key={channel.id} gap="lg">
          <Facts
            facts={[
              [t("kind"), t(channel.kind)],
              [t("target"), channel.target],
              [t("state"), <ChannelState key="state" channel={channel} />],
              [t("last_sent"), <Time key="sent" at={channel.last_sent_at} />],
            ]}
          />
          <Trial channel={channel} />
          <Change channel={channel} onDone={onClose} />
        </Stack>
      )}
    </DetailDrawer>
  );
}

function Trial({ channel }: { readonly channel: AlertChannel }) {
  const { t } = useTranslation("alerting");
  const client = useQueryClient();
  const trying = useMutation({
    mutationFn: () => send("POST", `/alert-channels/${channel.id}/test`, channelTriedSchema),
    onSuccess: ({ arrived }) => {
      void client.invalidateQueries({ queryKey: ["alert-channels"] });
      if (arrived) tellDone(t("arrived"));
    },
    onError: tellProblem,
  });
  const failure = trying.data ? trying.data.error : channel.last_error;
  return (
    <Stack gap="sm" align="flex-start">
      <Button
        variant="default"
        leftSection={<IconSend size={16} />}
        loading={trying.isPending}
        onClick={() => trying.mutate()}
      >
        {t("test")}
      </Button>
      {failure && (
        <Alert color="red" icon={<IconAlertTriangle />} title={t("not_arrived")} role="alert">
          {failure}
        </Alert>
      )}
    </Stack>
  );
}

function Change({ channel, onDone }: { readonly channel: AlertChannel; readonly onDone: () => void }) {
  const { t } = useTranslation("alerting");
  const client = useQueryClient();
  const form = useForm({ initialValues: valuesOf(channel) });
  const again = () => void client.invalidateQueries({ queryKey: ["alert-channels"] });
  const saving = useMutation({
    mutationFn: (values: ChannelValues) =>
      send("PATCH", `/alert-channels/${channel.id}`, alertChannelSchema, bodyOf(values, channel.quiet_hours?.zone)),
    onSuccess: () => {
      again();
      tellDone(t("saved"));
      onDone();
    },
    onError: (error) => applyChannelProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? saving.error : null} />
        <Checkbox label={t("enabled")} {...form.getInputProps("enabled", { type: "checkbox" })} />
        <ChannelFields form={form} channel={channel} />
        <Group justify="space-between">
          <OtherActions channel={channel} onRemoved={onDone} />
          <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
            {t("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function OtherActions({ channel, onRemoved }: { readonly channel: AlertChannel; readonly onRemoved: () => void }) {
  const { t } = useTranslation("alerting");
  const client = useQueryClient();
  const { id, name } = channel;
  const rotating = useMutation({
    mutationFn: () => send("POST", `/alert-channels/${id}/rotate-secret`, madeAlertChannelSchema),
    onSuccess: ({ secret }) =>
      secret !== null && showSecret({ title: t("secret_title"), hint: t("secret_hint"), secret }),
    onError: tellProblem,
  });
  const removing = useMutation({
    mutationFn: () => sendOnly("DELETE", `/alert-channels/${id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["alert-channels"] });
      tellDone(t("removed", { name }));
      onRemoved();
    },
    onError: tellProblem,
  });
  const remove = () =>
    confirm({
      title: t("remove_title", { name }),
      detail: t("remove_hint"),
      action: t("remove"),
      isDangerous: true,
      onConfirm: () => removing.mutate(),
    });
  return (
    <Group gap="xs">
      {channel.kind === "webhook" && (
        <Button variant="default" loading={rotating.isPending} onClick={() => rotating.mutate()}>
          {t("new_secret")}
        </Button>
      )}
      <Button variant="default" loading={removing.isPending} onClick={remove}>
        {t("remove")}
      </Button>
    </Group>
  );
}
