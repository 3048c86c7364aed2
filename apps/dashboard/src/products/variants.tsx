// The variants of a product: a table, and a form for a further one. Each opens as a product of its own.
import { type ProductDetail, type ProductVariant, productDetailSchema } from "@logix/api/hub/products";
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconVersions } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import type { Pages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useMay } from "../session/session.ts";
import { ProductStatus } from "./product-status.tsx";

export function Variants({ product }: { readonly product: ProductDetail }) {
  const { t } = useTranslation("products");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const [isAdding, adding] = useDisclosure(false);
  const columns: readonly Column<ProductVariant>[] = [
    {
      id: "options",
      title: t("options"),
      isHeading: true,
      cell: ({ options, sku }) => <strong>{Object.values(options).join(" · ") || sku}</strong>,
    },
    { id: "sku", title: t("sku"), cell: ({ sku }) => sku, sortBy: ({ sku }) => sku },
    { id: "status", title: t("status"), cell: ({ status }) => <ProductStatus status={status} /> },
    { id: "price", title: t("price"), align: "right", cell: ({ effective }) => effective.prices.price ?? "–" },
    { id: "sale", title: t("sale_price"), align: "right", cell: ({ effective }) => effective.prices.sale_price ?? "–" },
  ];
  const add = may("products:write") && (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} />} onClick={adding.open}>
      {t("add_variant")}
    </Button>
  );
  return (
    <>
      <DataTable
        id="variants"
        label={t("variants")}
        columns={columns}
        pages={allAtOnce(product.variants)}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/products/${id}` })}
        filters={add}
        empty={<EmptyState icon={IconVersions} title={t("no_variants")} hint={t("no_variants_hint")} />}
      />
      <Modal
        opened={isAdding}
        onClose={adding.close}
        title={t("add_variant")}
        closeButtonProps={{ "aria-label": common("close") }}
      >
        <NewVariant product={product} onDone={adding.close} />
      </Modal>
    </>
  );
}

function NewVariant({ product, onDone }: { readonly product: ProductDetail; readonly onDone: () => void }) {
  const { t } = useTranslation("products");
  const client = useQueryClient();
  const [choice = ""] = product.variants.flatMap(({ options }) => Object.keys(options));
  const form = useForm({ initialValues: { sku: `${product.sku}-`, option: choice, value: "", price: "" } });
  const adding = useMutation({
    mutationFn: ({ sku, option, value, price }: ReturnType<typeof form.getValues>) =>
      send("POST", `/products/${product.id}/variants`, productDetailSchema, {
        sku,
        ...(option && value && { options: { [option]: value } }),
        ...(price && { price }),
      }),
    onSuccess: () => {
      onDone();
      return client.invalidateQueries({ queryKey: ["products"] });
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => adding.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? adding.error : null} />
        <TextInput label={t("sku")} required data-autofocus {...form.getInputProps("sku")} />
        <TextInput label={t("option_name")} {...form.getInputProps("option")} />
        <TextInput label={t("option_value")} {...form.getInputProps("value")} />
        <TextInput
          label={t("price")}
          inputMode="decimal"
          placeholder={t("inherited")}
          {...form.getInputProps("price")}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={adding.isPending}>
            {t("add_variant")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function allAtOnce<Row>(rows: readonly Row[]): Pages<Row> {
  const nothing = () => {};
  return {
    rows,
    isPending: false,
    error: null,
    hasMore: false,
    isLoadingMore: false,
    loadMore: nothing,
    reload: nothing,
  };
}
