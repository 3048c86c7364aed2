// What a channel is asked for, the same for a new one and for a change.
import type { AlertChannel } from "@logix/api/hub/alert-channels";
import { Checkbox, Fieldset, Group, NativeSelect, Stack, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useTranslation } from "react-i18next";
import type { ChannelValues } from "./channel-values.ts";

const SEVERITIES = ["warning", "critical", "notice"] as const;
const REPEATS = ["1", "4", "24"] as const;

export function ChannelFields({
  form,
  channel,
}: {
  readonly form: UseFormReturnType<ChannelValues>;
  /** Of a change: its kind stays. */
  readonly channel?: AlertChannel;
}) {
  const { t } = useTranslation("alerting");
  return (
    <>
      <TextInput label={t("name")} required data-autofocus {...form.getInputProps("name")} />
      {!channel && (
        <NativeSelect
          label={t("kind")}
          {...form.getInputProps("kind")}
          data={(["email", "slack", "webhook"] as const).map((value) => ({ value, label: t(value) }))}
        />
      )}
      <Target form={form} channel={channel} />
      <NativeSelect
        label={t("severity")}
        {...form.getInputProps("min_severity")}
        data={SEVERITIES.map((value) => ({ value, label: t(value) }))}
      />
      <NativeSelect
        label={t("repeat")}
        {...form.getInputProps("repeat")}
        data={[
          { value: "", label: t("repeat_never") },
          ...REPEATS.map((value) => ({ value, label: t("repeat_hours", { count: Number(value) }) })),
        ]}
      />
      <QuietHours form={form} />
    </>
  );
}

function Target({
  form,
  channel,
}: {
  readonly form: UseFormReturnType<ChannelValues>;
  readonly channel: AlertChannel | undefined;
}) {
  const { t } = useTranslation("alerting");
  const { kind } = form.values;
  const hints = { email: t("to_hint"), slack: t("url_slack_hint"), webhook: t("url_webhook_hint") } as const;
  return (
    <TextInput
      label={kind === "email" ? t("to") : t("url")}
      description={hints[kind]}
      placeholder={channel?.target ?? ""}
      required={!channel}
      inputMode={kind === "email" ? "email" : "url"}
      autoCapitalize="none"
      {...form.getInputProps("target")}
    />
  );
}

function QuietHours({ form }: { readonly form: UseFormReturnType<ChannelValues> }) {
  const { t } = useTranslation("alerting");
  return (
    <Fieldset legend={t("quiet")} p="sm">
      <Stack gap="sm">
        <Checkbox label={t("quiet_on")} {...form.getInputProps("isQuiet", { type: "checkbox" })} />
        {form.values.isQuiet && (
          <>
            <Group grow>
              <TextInput type="time" label={t("quiet_from")} {...form.getInputProps("from")} />
              <TextInput type="time" label={t("quiet_to")} {...form.getInputProps("to")} />
            </Group>
            <Checkbox label={t("quiet_critical")} {...form.getInputProps("criticalPasses", { type: "checkbox" })} />
          </>
        )}
      </Stack>
    </Fieldset>
  );
}
