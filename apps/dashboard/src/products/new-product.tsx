// A new product: what it is called and what it costs. The rest is filled in on its own page.
import { productDetailSchema } from "@logix/api/hub/products";
import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";

const EMPTY = { name: "", sku: "", price: "" };

export function NewProductDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation("products");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("new_title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <NewProductForm onClose={onClose} />
    </Modal>
  );
}

function NewProductForm({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation("products");
  const { t: common } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const form = useForm({ initialValues: EMPTY });
  const making = useMutation({
    mutationFn: ({ name, sku, price }: typeof EMPTY) =>
      send("POST", "/products", productDetailSchema, { name, sku, price, status: "draft" }),
    onSuccess: ({ id, name }) => {
      void client.invalidateQueries({ queryKey: ["products"] });
      tellDone(t("created", { name }));
      onClose();
      void navigate({ to: `/products/${id}` });
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => making.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? making.error : null} />
        <TextInput label={t("name")} required data-autofocus {...form.getInputProps("name")} />
        <TextInput label={t("sku")} required {...form.getInputProps("sku")} />
        <TextInput label={t("price")} inputMode="decimal" {...form.getInputProps("price")} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={making.isPending}>
            {t("create")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
