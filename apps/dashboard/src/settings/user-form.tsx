// Adding a user: who they are and what they may do. What the hub refuses is said at the field.
import { newUserSchema } from "@logix/api/hub/users";
import { ROLES, type Role } from "@logix/api/permissions";
import { Button, Group, Modal, Radio, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { showLink } from "./one-time-link.tsx";

const EMPTY: { name: string; email: string; role: Role } = { name: "", email: "", role: "operator" };

export function NewUserDialog({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("add_title")}
      closeButtonProps={{ "aria-label": common("close") }}
    >
      <NewUserForm onDone={onClose} />
    </Modal>
  );
}

function NewUserForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const client = useQueryClient();
  const form = useForm({ initialValues: EMPTY });
  const adding = useMutation({
    mutationFn: (values: typeof EMPTY) => send("POST", "/users", newUserSchema, values),
    onSuccess: ({ user, invitation }) => {
      void client.invalidateQueries({ queryKey: ["users"] });
      tellDone(t("created", { name: user.name }));
      onDone();
      if (invitation) showLink(user.name, invitation);
    },
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => adding.mutate(values))} noValidate>
      <Stack>
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? adding.error : null} />
        <TextInput label={t("name")} required data-autofocus {...form.getInputProps("name")} />
        <TextInput
          label={t("email")}
          required
          inputMode="email"
          autoCapitalize="none"
          {...form.getInputProps("email")}
        />
        <RoleChoice {...form.getInputProps("role")} />
        <Text size="xs" c="dimmed">
          {t("invite_note")}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {common("cancel")}
          </Button>
          <Button type="submit" loading={adding.isPending}>
            {t("add")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function RoleChoice(props: {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly error?: unknown;
}) {
  const { t } = useTranslation("settings");
  return (
    <Radio.Group
      label={t("role")}
      value={props.value ?? ""}
      onChange={(value) => props.onChange?.(value)}
      error={props.error ? String(props.error) : undefined}
    >
      <Stack gap="xs" mt="xs">
        {ROLES.map((role) => (
          <Radio key={role} value={role} label={t(role)} description={t(`${role}_hint`)} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
