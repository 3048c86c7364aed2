// The rules of a connection: its name, when it is read, who knows the stock, and how fast the store may be asked.
import type { Connection } from "@logix/api/hub/connections";
import { Button, Checkbox, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { RoleChoice } from "./role-choice.tsx";
import { SellsFrom } from "./sells-from.tsx";
import { useChange } from "./use-connection.ts";

export function RulesPart({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const { t: common } = useTranslation();
  const change = useChange(connection.public_id, t("saved"));
  const { rate_limit: rate } = connection;
  const form = useForm({
    initialValues: {
      name: connection.name,
      auto_sync: connection.auto_sync,
      sync_interval_minutes: connection.sync_interval_minutes,
      stock_role: connection.stock_role,
      requests: rate?.requests ?? "",
      seconds: rate ? rate.per_ms / 1000 : "",
      burst: rate?.burst ?? "",
    },
  });
  const save = ({ requests, seconds, burst, ...rules }: ReturnType<typeof form.getValues>) =>
    change.mutate(
      { ...rules, rate_limit: requests === "" ? null : toRate(requests, seconds, burst) },
      { onSuccess: () => form.resetDirty(), onError: (error) => applyProblem(form, error) },
    );
  return (
    <Stack gap="lg">
      <form onSubmit={form.onSubmit(save)}>
        <Stack maw="40rem" gap="lg">
          <ProblemAlert error={change.error} />
          <TextInput label={t("name")} required {...form.getInputProps("name")} />
          <Checkbox
            label={t("auto_sync")}
            description={t("auto_sync_hint")}
            {...form.getInputProps("auto_sync", { type: "checkbox" })}
          />
          <NumberInput
            label={t("interval")}
            description={t("interval_hint")}
            min={1}
            max={1440}
            required
            {...form.getInputProps("sync_interval_minutes")}
          />
          <RoleChoice value={form.getValues().stock_role} onChange={(role) => form.setFieldValue("stock_role", role)} />
          <div>
            <Group grow align="flex-end">
              <NumberInput label={t("rate")} min={0} {...form.getInputProps("requests")} />
              <NumberInput label={t("rate_per")} min={0} {...form.getInputProps("seconds")} />
              <NumberInput label={t("rate_burst")} min={0} {...form.getInputProps("burst")} />
            </Group>
            <Text size="xs" c="dimmed" mt={6}>
              {t("rate_hint")}
            </Text>
          </div>
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {common("save")}
            </Button>
          </Group>
        </Stack>
      </form>
      <SellsFrom id={connection.public_id} />
    </Stack>
  );
}

function toRate(requests: number | string, seconds: number | string, burst: number | string) {
  return {
    requests: Number(requests),
    per_ms: Math.round(Number(seconds || 1) * 1000),
    burst: Math.max(1, Number(burst || requests)),
  };
}
