// A key by hand: where it is made, and whether it fits. A key that does not is told at its step, with what helps.
import { Button, Group, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { StepsList } from "./steps-list.tsx";
import { useConnect, useExamination, type WooSettings } from "./use-connecting.ts";
import classes from "./woocommerce-form.module.css";

export function KeysForm({ settings }: { readonly settings: WooSettings }) {
  const { t } = useTranslation("connect");
  const form = useForm({ initialValues: { name: "", consumer_key: "", consumer_secret: "" } });
  const examination = useExamination();
  const connecting = useConnect();
  const submit = async ({ name, ...keys }: ReturnType<typeof form.getValues>) => {
    const whole = { ...settings, ...keys };
    const { store } = await examination.mutateAsync(whole);
    if (store) connecting.mutate({ name, settings: whole });
  };
  const failed = examination.data?.steps.find((step) => step.state === "failed");
  return (
    <section className={classes.box} aria-label={t("by_hand_title")}>
      <h2>{t("by_hand_title")}</h2>
      <ol className={classes.list}>
        <li>{t("by_hand_1")}</li>
        <li>{t("by_hand_2")}</li>
        <li>{t("by_hand_3")}</li>
      </ol>
      <form onSubmit={form.onSubmit((values) => void submit(values).catch(() => {}))}>
        <Stack gap="md">
          <TextInput
            label={t("consumer_key")}
            placeholder="ck_…"
            autoComplete="off"
            spellCheck={false}
            required
            {...form.getInputProps("consumer_key")}
          />
          <PasswordInput
            label={t("consumer_secret")}
            placeholder="cs_…"
            autoComplete="off"
            required
            {...form.getInputProps("consumer_secret")}
          />
          <TextInput label={t("name")} description={t("name_hint")} {...form.getInputProps("name")} />
          {failed && <StepsList steps={[failed]} storeUrl={settings.store_url} />}
          <ProblemAlert error={examination.error ?? connecting.error} />
          <Group>
            <Button type="submit" loading={examination.isPending || connecting.isPending}>
              {t("connect")}
            </Button>
          </Group>
        </Stack>
      </form>
    </section>
  );
}
