// One rule in a form: its conditions, and what it does.
import type { Location } from "@logix/api/hub/locations";
import type { RoutingRule } from "@logix/api/hub/routing-rules";
import { Button, Group, MultiSelect, NativeSelect, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Notice } from "../components/notice.tsx";
import { useConnections } from "../shell/store-filter.tsx";
import { ACTIONS, complaintsOf, isAmount, needsLocations, type RuleValues, readRule, valuesOf } from "./rule-values.ts";

type Props = {
  /** Undefined: closed. */
  readonly rule: RoutingRule | "new" | undefined;
  readonly locations: readonly Location[];
  readonly onTake: (rule: RoutingRule) => void;
  readonly onClose: () => void;
};

export function RuleDrawer({ rule, locations, onTake, onClose }: Props) {
  const { t } = useTranslation("routing");
  return (
    <DetailDrawer opened={rule !== undefined} title={t(rule === "new" ? "add_title" : "edit_title")} onClose={onClose}>
      {rule && <RuleForm rule={rule === "new" ? undefined : rule} locations={locations} onTake={onTake} />}
    </DetailDrawer>
  );
}

function RuleForm({
  rule,
  locations,
  onTake,
}: Omit<Props, "rule" | "onClose"> & { readonly rule: RoutingRule | undefined }) {
  const { t } = useTranslation("routing");
  const [wrong, setWrong] = useState<string>();
  const stores = useConnections() ?? [];
  const places = locations.map(({ id, name }) => ({ value: String(id), label: name }));
  const form = useForm<RuleValues>({
    initialValues: valuesOf(rule),
    validate: {
      totalFrom: (text) => (isAmount(text) ? null : t("wrong_amount")),
      totalBelow: (text) => (isAmount(text) ? null : t("wrong_amount")),
      currency: (text, { totalFrom, totalBelow }) =>
        `${totalFrom}${totalBelow}`.trim() !== "" && !/^[a-z]{3}$/i.test(text.trim()) ? t("wrong_currency") : null,
      locations: (ids, { action }) => (needsLocations(action) && ids.length === 0 ? t("pick_location") : null),
    },
  });
  const take = (values: RuleValues) => {
    const read = readRule(values, rule);
    if (read.success) return onTake(read.data);
    const { fields, others } = complaintsOf(read.error.issues);
    form.setErrors(fields);
    form.getInputNode(Object.keys(fields)[0] ?? "")?.focus();
    setWrong(others.join("; "));
  };
  const { action, currency } = form.getValues();
  const text = (name: "regions" | "postcodes") => <TextInput label={t(name)} {...form.getInputProps(name)} />;
  const unit = { currency: currency.trim().toUpperCase() || "…" };
  return (
    <form onSubmit={form.onSubmit(take)} noValidate>
      <Stack>
        {wrong && <Notice tone="bad">{wrong}</Notice>}
        <TextInput label={t("name")} required data-autofocus {...form.getInputProps("name")} />
        <div>
          <Text fw={600}>{t("conditions")}</Text>
          <Text size="sm">{t("conditions_hint")}</Text>
        </div>
        <TextInput label={t("countries")} description={t("countries_hint")} {...form.getInputProps("countries")} />
        {text("regions")}
        {text("postcodes")}
        <TextInput label={t("skus")} description={t("skus_hint")} {...form.getInputProps("skus")} />
        {stores.length > 0 && (
          <MultiSelect
            label={t("stores")}
            data={stores.map(({ id, name }) => ({ value: String(id), label: name }))}
            {...form.getInputProps("stores")}
          />
        )}
        <TextInput label={t("currency")} maxLength={3} {...form.getInputProps("currency")} />
        <SimpleGrid cols={2}>
          <TextInput label={t("total_from", unit)} inputMode="decimal" {...form.getInputProps("totalFrom")} />
          <TextInput label={t("total_below", unit)} inputMode="decimal" {...form.getInputProps("totalBelow")} />
        </SimpleGrid>
        <NativeSelect
          label={t("all_in_stock_at")}
          data={[{ value: "", label: t("does_not_matter") }, ...places]}
          {...form.getInputProps("inStockAt")}
        />
        <NativeSelect
          label={t("action")}
          data={ACTIONS.map((value) => ({ value, label: t(value) }))}
          {...form.getInputProps("action")}
        />
        {needsLocations(action) && (
          <MultiSelect label={t("at")} required data={places} {...form.getInputProps("locations")} />
        )}
        <Group justify="flex-end">
          <Button type="submit">{t("take_over")}</Button>
        </Group>
      </Stack>
    </form>
  );
}
