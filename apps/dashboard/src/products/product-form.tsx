// The content of a product or a variant. Only what was changed is sent, with the version that was read.
import { type ProductDetail, productDetailSchema } from "@logix/api/hub/products";
import { PRODUCT_STATUSES, PRODUCT_STOCK_STATUSES } from "@logix/model";
import { Button, Group, NativeSelect, Stack, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import { AttributeLines } from "./attribute-lines.tsx";
import { type ProductFormApi, type ProductValues, toChange, toValues } from "./form-values.ts";
import { ImageLines } from "./image-lines.tsx";
import { PriceLines } from "./price-lines.tsx";
import classes from "./products.module.css";

export function ProductForm({ product }: { readonly product: ProductDetail }) {
  const { t } = useTranslation("products");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const may = useMay();
  const before = toValues(product);
  const form = useForm<ProductValues>({ initialValues: before });
  const saving = useMutation({
    mutationFn: (values: ProductValues) =>
      send("PATCH", `/products/${product.id}`, productDetailSchema, {
        ...toChange(before, values),
        version: product.version,
      }),
    onSuccess: ({ name, sku }) => {
      tellDone(t("saved", { name: name || sku }));
      return client.invalidateQueries({ queryKey: ["products"] });
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Stack gap="lg">
        <ProblemAlert error={saving.error} />
        <div className={classes.columns}>
          <MainColumn form={form} inherited={product.effective} />
          <SideColumn form={form} />
        </div>
        {may("products:write") && (
          <Group justify="flex-end">
            <Button variant="default" disabled={!form.isDirty()} onClick={form.reset}>
              {common("cancel")}
            </Button>
            <Button type="submit" loading={saving.isPending} disabled={!form.isDirty()}>
              {common("save")}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

function MainColumn({
  form,
  inherited,
}: {
  readonly form: ProductFormApi;
  readonly inherited: ProductDetail["effective"];
}) {
  const { t } = useTranslation("products");
  const hint = inherited ? t("inherited") : undefined;
  return (
    <div className={classes.column}>
      <Section title={t("part_text")}>
        <Stack>
          <TextInput label={t("name")} placeholder={inherited?.name} {...form.getInputProps("name")} />
          <TextInput label={t("sku")} required {...form.getInputProps("sku")} />
          <Textarea
            label={t("short_description")}
            placeholder={hint}
            autosize
            minRows={2}
            maxRows={6}
            {...form.getInputProps("short_description")}
          />
          <Textarea
            label={t("description")}
            placeholder={hint}
            autosize
            minRows={4}
            maxRows={16}
            {...form.getInputProps("description")}
          />
        </Stack>
      </Section>
      <Section title={t("part_prices")}>
        <PriceLines form={form} inherited={inherited?.prices ?? {}} />
      </Section>
      <Section title={t("part_images")}>
        <ImageLines form={form} />
      </Section>
      <Section title={t("part_attributes")}>
        <AttributeLines form={form} />
      </Section>
    </div>
  );
}

function SideColumn({ form }: { readonly form: ProductFormApi }) {
  const { t } = useTranslation("products");
  return (
    <div className={classes.column}>
      <Section title={t("part_order")}>
        <Stack>
          <NativeSelect
            label={t("status")}
            data={PRODUCT_STATUSES.map((value) => ({ value, label: t(value) }))}
            {...form.getInputProps("status")}
          />
          <TagsInput label={t("categories")} description={t("categories_hint")} {...form.getInputProps("categories")} />
          <TagsInput label={t("tags")} {...form.getInputProps("tags")} />
          <NativeSelect
            label={t("stock_status")}
            data={[
              { value: "", label: t("stock_inherit") },
              ...PRODUCT_STOCK_STATUSES.map((value) => ({ value, label: t(value) })),
            ]}
            {...form.getInputProps("stock_status")}
          />
        </Stack>
      </Section>
      <Section title={t("part_measures")}>
        <div className={classes.measures}>
          <TextInput label={t("weight")} inputMode="decimal" {...form.getInputProps("weight")} />
          {(["length", "width", "height"] as const).map((side) => (
            <TextInput key={side} label={t(side)} inputMode="decimal" {...form.getInputProps(`dimensions.${side}`)} />
          ))}
        </div>
      </Section>
      {form.getValues().options.length > 0 && (
        <Section title={t("options")}>
          <Stack>
            {form.getValues().options.map(({ name }, index) => (
              <TextInput key={name} label={name} {...form.getInputProps(`options.${index}.value`)} />
            ))}
          </Stack>
        </Section>
      )}
    </div>
  );
}
