// A WooCommerce store: its address first, so that what stands in the way is told before anybody makes a key; then the key.
import { Button, Checkbox, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Notice } from "../components/notice.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { ApprovalBox, ApprovalReturn } from "./approval.tsx";
import { KeysForm } from "./keys-form.tsx";
import { StepsList } from "./steps-list.tsx";
import { useExamination } from "./use-connecting.ts";
import classes from "./woocommerce-form.module.css";

export function WooCommerceForm({ publicUrl }: { readonly publicUrl: string }) {
  const { t } = useTranslation("connect");
  // WooCommerce sends the merchant back with these two.
  const { user_id: state, success }: { readonly user_id?: string; readonly success?: string } = useSearch({
    strict: false,
  });
  const form = useForm({ initialValues: { store_url: "", allow_insecure_http: false } });
  const examination = useExamination();
  if (state !== undefined && success === "1") return <ApprovalReturn state={state} />;
  const given = form.getValues();
  const settings = {
    store_url: given.store_url.trim(),
    ...(given.allow_insecure_http && { allow_insecure_http: true }),
  };
  const steps = examination.data?.steps ?? [];
  const failed = steps.find((step) => step.state === "failed");
  const isOpen = examination.isSuccess && (!failed || failed.step === "keys" || failed.step === "permissions");
  return (
    <div className={classes.form}>
      {success !== undefined && <Notice tone="warn">{t("not_approved")}</Notice>}
      <form onSubmit={form.onSubmit(() => examination.mutate(settings))}>
        <Stack gap="md">
          <TextInput
            label={t("store_address")}
            description={t("store_address_hint")}
            placeholder="https://"
            inputMode="url"
            autoCapitalize="none"
            autoComplete="url"
            required
            data-autofocus
            {...form.getInputProps("store_url")}
            onChange={(event) => {
              examination.reset();
              form.setFieldValue("store_url", event.currentTarget.value);
            }}
          />
          {(given.allow_insecure_http || (failed?.step === "address" && isPlainHttp(given.store_url))) && (
            <Checkbox
              label={t("insecure")}
              description={t("insecure_hint")}
              {...form.getInputProps("allow_insecure_http", { type: "checkbox" })}
            />
          )}
          <Group>
            <Button type="submit" variant={isOpen ? "default" : "filled"} loading={examination.isPending}>
              {examination.data ? t("check_again") : t("check")}
            </Button>
          </Group>
        </Stack>
      </form>
      <ProblemAlert error={examination.error} />
      {steps.length > 0 && <StepsList steps={steps} storeUrl={settings.store_url} />}
      {isOpen && (
        <>
          <Notice tone="good">{t("reached")}</Notice>
          <ApprovalBox storeUrl={settings.store_url} publicUrl={publicUrl} />
          <KeysForm settings={settings} />
        </>
      )}
    </div>
  );
}

function isPlainHttp(address: string): boolean {
  return /^\s*http:/i.test(address);
}
