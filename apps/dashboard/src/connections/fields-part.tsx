// Fields of the merchant's own on orders: a name, and the path to the value in the store's reply.
import type { Connection } from "@logix/api/hub/connections";
import { ActionIcon, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useChange } from "./use-connection.ts";

export function FieldsPart({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const { t: common } = useTranslation();
  const change = useChange(connection.public_id, t("saved"));
  const form = useForm({
    initialValues: {
      fields: Object.entries(connection.order_fields).map(([name, path]) => ({ key: name, name, path })),
    },
  });
  const save = ({ fields }: ReturnType<typeof form.getValues>) =>
    change.mutate(
      { order_fields: Object.fromEntries(fields.map(({ name, path }) => [name.trim(), path.trim()])) },
      { onSuccess: () => form.resetDirty() },
    );
  return (
    <form onSubmit={form.onSubmit(save)}>
      <Stack maw="46rem">
        <Text c="dimmed">
          {t("fields_lead")} {t("fields_note")}
        </Text>
        <ProblemAlert error={change.error} />
        {form.getValues().fields.map(({ key, name }, index) => (
          <Group key={key} align="flex-end" wrap="nowrap">
            <TextInput flex={1} required label={t("field_name")} {...form.getInputProps(`fields.${index}.name`)} />
            <TextInput
              flex={2}
              required
              label={t("field_path")}
              placeholder="meta_data[_vat_number]"
              {...form.getInputProps(`fields.${index}.path`)}
            />
            <ActionIcon
              size="lg"
              aria-label={t("remove_field", { name: name || String(index + 1) })}
              onClick={() => form.removeListItem("fields", index)}
            >
              <IconTrash size={17} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <Button
            variant="default"
            leftSection={<IconPlus size={16} />}
            onClick={() => form.insertListItem("fields", { key: crypto.randomUUID(), name: "", path: "" })}
          >
            {t("add_field")}
          </Button>
          <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
            {common("save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
