// Changing one's password: the current one is asked, and the same rules hold as for the first.
import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { applyProblem } from "../components/form-problem.ts";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { SHORTEST_PASSWORD, useSessionActions } from "../session/session.ts";

const EMPTY = { current_password: "", new_password: "", again: "" };

export function PasswordForm({ email }: { readonly email: string }) {
  const { t } = useTranslation("account");
  const { t: door } = useTranslation("session");
  const { changePassword } = useSessionActions();
  const form = useForm({
    initialValues: EMPTY,
    validate: {
      new_password: (value) => (value.length < SHORTEST_PASSWORD ? door("too_short") : null),
      again: (value, all) => (value === all.new_password ? null : door("not_same")),
    },
  });
  const changing = useMutation({
    mutationFn: ({ current_password, new_password }: typeof EMPTY) =>
      changePassword({ current_password, new_password }),
    onSuccess: () => {
      form.reset();
      tellDone(t("changed"));
    },
    onError: (error) => applyProblem(form, error),
  });
  const field = (name: keyof typeof EMPTY, label: string, autoComplete: string) => (
    <PasswordInput label={label} autoComplete={autoComplete} required {...form.getInputProps(name)} />
  );
  return (
    <Section title={t("password")}>
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))} noValidate>
        <Stack maw={420}>
          <Text size="sm" c="dimmed">
            {t("password_hint")}
          </Text>
          <ProblemAlert error={Object.keys(form.errors).length === 0 ? changing.error : null} />
          {/* Tells a password manager whose password this is. */}
          <input type="text" autoComplete="username" value={email} readOnly hidden />
          {field("current_password", t("current"), "current-password")}
          {field("new_password", t("new"), "new-password")}
          {field("again", t("again"), "new-password")}
          <Group>
            <Button type="submit" loading={changing.isPending} disabled={!form.isDirty()}>
              {t("change")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
