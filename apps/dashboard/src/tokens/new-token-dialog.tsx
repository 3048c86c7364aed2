// Makes a token: a name, what it may do, how long it works. What the maker may not do cannot be given away.
import { newApiTokenSchema } from "@logix/api/hub/tokens";
import { PERMISSIONS, type Permission } from "@logix/api/permissions";
import { Button, Checkbox, Fieldset, Group, Modal, NativeSelect, SimpleGrid, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { showSecret } from "../components/one-time-secret.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useMay } from "../session/session.ts";

const DAY_MS = 24 * 60 * 60_000;
const GROUPS = ["integration", "orders", "customers", "products", "stock", "pos", "admin"] as const;

type Values = { name: string; permissions: Permission[]; days: string };
const EMPTY: Values = { name: "", permissions: [], days: "" };

export function NewTokenDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation("tokens");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      title={t("add_title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <NewTokenForm onDone={onClose} />
    </Modal>
  );
}

function NewTokenForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("tokens");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ initialValues: EMPTY });
  const making = useMutation({
    mutationFn: ({ name, permissions, days }: Values) =>
      send("POST", "/tokens", newApiTokenSchema, {
        name,
        permissions,
        ...(days !== "" && { expires_at: new Date(Date.now() + Number(days) * DAY_MS).toISOString() }),
      }),
    onSuccess: ({ token }) => {
      void client.invalidateQueries({ queryKey: ["fixed"] });
      onDone();
      showSecret({ title: t("secret_title"), hint: t("secret_hint"), secret: token });
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => making.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? making.error : null} />
        <TextInput
          label={t("name")}
          description={t("name_hint")}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        <PermissionChoice
          value={form.values.permissions}
          error={form.errors.permissions}
          onChange={(permissions) => form.setFieldValue("permissions", permissions)}
        />
        <NativeSelect
          label={t("expires_in")}
          {...form.getInputProps("days")}
          data={[
            { value: "", label: t("for_ever") },
            { value: "30", label: t("days_30") },
            { value: "90", label: t("days_90") },
            { value: "365", label: t("days_365") },
          ]}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={making.isPending}>
            {t("make")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function PermissionChoice(props: {
  readonly value: readonly Permission[];
  readonly error: unknown;
  readonly onChange: (permissions: Permission[]) => void;
}) {
  const { t } = useTranslation("tokens");
  const may = useMay();
  const toggle = (permission: Permission, isOn: boolean) =>
    props.onChange(isOn ? [...props.value, permission] : props.value.filter((each) => each !== permission));
  const groups = GROUPS.map((group) => ({
    group,
    permissions: PERMISSIONS.filter((permission) => permission.startsWith(`${group}:`) && may(permission)),
  })).filter(({ permissions }) => permissions.length > 0);
  return (
    <Checkbox.Group
      label={t("permissions")}
      required
      error={props.error ? String(props.error) : undefined}
      value={[...props.value]}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
        {groups.map(({ group, permissions }) => (
          <Fieldset key={group} legend={t(`group_${group}`)} p="sm">
            <Stack gap="xs">
              {permissions.map((permission) => (
                <Checkbox
                  key={permission}
                  size="xs"
                  value={permission}
                  label={permission}
                  onChange={(event) => toggle(permission, event.currentTarget.checked)}
                />
              ))}
            </Stack>
          </Fieldset>
        ))}
      </SimpleGrid>
    </Checkbox.Group>
  );
}
