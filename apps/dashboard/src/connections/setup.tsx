// A store that was just connected: by what rules Logix shall work with it, what will happen then, and the start.

import { webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import type { Connection } from "@logix/api/hub/connections";
import { connectionSchema } from "@logix/api/hub/connections";
import { Button, Checkbox, Group, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellProblem } from "../components/tell.ts";
import { Stages } from "../connect/stages.tsx";
import { startRuns } from "./connection-actions.tsx";
import { PreviewPart } from "./preview-part.tsx";
import { type Role, RoleChoice } from "./role-choice.tsx";
import classes from "./setup.module.css";

type Choices = { readonly auto_sync: boolean; readonly stock_role: Role; readonly webhooks: boolean };

export function Setup({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const form = useForm<Choices>({ initialValues: { auto_sync: true, stock_role: "follower", webhooks: true } });
  const starting = useStart(connection);
  const choices = form.getValues();
  return (
    <Page title={t("setup_title", { name: connection.name })} lead={t("setup_lead")}>
      <Stages at="rules" />
      <form onSubmit={form.onSubmit((values) => starting.mutate(values))}>
        <div className={classes.columns}>
          <Section>
            <Stack gap="lg">
              <Checkbox
                label={t("auto_sync")}
                description={t("auto_sync_hint")}
                {...form.getInputProps("auto_sync", { type: "checkbox" })}
              />
              <Checkbox
                label={t("use_webhooks")}
                description={t("use_webhooks_hint")}
                {...form.getInputProps("webhooks", { type: "checkbox" })}
              />
              <RoleChoice value={choices.stock_role} onChange={(role) => form.setFieldValue("stock_role", role)} />
            </Stack>
          </Section>
          <Section title={t("preview")}>
            <PreviewPart id={connection.public_id} role={choices.stock_role} />
            <ProblemAlert error={starting.error} />
            <Group mt="lg">
              <Button type="submit" size="md" loading={starting.isPending}>
                {t("start")}
              </Button>
            </Group>
          </Section>
        </div>
      </form>
    </Page>
  );
}

/** Rules first, then webhooks, so that nothing is missed between reading and listening. */
function useStart(connection: Connection) {
  const client = useQueryClient();
  const path = `/connections/${connection.public_id}`;
  return useMutation({
    mutationFn: async ({ webhooks, ...rules }: Choices) => {
      await send("PATCH", path, connectionSchema, rules);
      if (webhooks)
        await send("POST", `${path}/webhooks`, webhookSetupSchema, {}).catch((error: unknown) => {
          // Not worth stopping for: the store is read all the same, and the page of its webhooks says what is wrong.
          tellProblem(error);
        });
      await startRuns(connection.public_id);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["connections"] });
      await client.invalidateQueries({ queryKey: ["runs"] });
    },
  });
}
