// One user: name and role to change, a new link to make, and disabling.
import { invitationSchema, type User, userSchema } from "@logix/api/hub/users";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { confirm } from "../components/confirm.tsx";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { showLink } from "./one-time-link.tsx";
import { RoleChoice } from "./user-form.tsx";

export function UserDrawer({ user, onClose }: { readonly user: User | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("settings");
  return (
    <DetailDrawer opened={user !== undefined} title={user && t("edit_title", { name: user.name })} onClose={onClose}>
      {user && <UserEdit key={user.id} user={user} onDone={onClose} />}
    </DetailDrawer>
  );
}

function UserEdit({ user, onDone }: { readonly user: User; readonly onDone: () => void }) {
  const { t } = useTranslation("settings");
  const { t: common } = useTranslation();
  const form = useForm({ initialValues: { name: user.name, role: user.role } });
  const change = useChange(user.id);
  const save = (values: object) =>
    change.mutate(values, {
      onSuccess: () => {
        tellDone(t("saved"));
        onDone();
      },
      onError: (error) => applyProblem(form, error),
    });
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          [t("email"), user.email],
          [t("since"), <Time key="since" at={user.created_at} />],
        ]}
      />
      <form onSubmit={form.onSubmit(save)} noValidate>
        <Stack>
          <ProblemAlert error={Object.keys(form.errors).length === 0 ? change.error : null} />
          <TextInput label={t("name")} required {...form.getInputProps("name")} />
          <RoleChoice {...form.getInputProps("role")} />
          <Group justify="space-between">
            <OtherActions user={user} onDisable={(disabled) => save({ disabled })} />
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {common("save")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Stack>
  );
}

function OtherActions({ user, onDisable }: { readonly user: User; readonly onDisable: (disabled: boolean) => void }) {
  const { t } = useTranslation("settings");
  const inviting = useMutation({
    mutationFn: () => send("POST", `/users/${user.id}/invitation`, invitationSchema),
    onSuccess: (invitation) => showLink(user.name, invitation),
    onError: tellProblem,
  });
  const disable = () =>
    confirm({
      title: t("disable_title", { name: user.name }),
      detail: t("disable_hint"),
      action: t("disable"),
      isDangerous: true,
      onConfirm: () => onDisable(true),
    });
  return (
    <Group gap="xs">
      <Button variant="default" loading={inviting.isPending} onClick={() => inviting.mutate()}>
        {t("new_link")}
      </Button>
      <Button variant="default" onClick={user.disabled ? () => onDisable(false) : disable}>
        {user.disabled ? t("enable") : t("disable")}
      </Button>
    </Group>
  );
}

function useChange(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: object) => send("PATCH", `/users/${id}`, userSchema, values),
    onSuccess: () => client.invalidateQueries({ queryKey: ["users"] }),
  });
}
