// Logging in. Shown in place of whatever page was asked for, so that the page is there afterwards.
import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Door } from "./door.tsx";
import { useSessionActions } from "./session.ts";

export function LoginScreen() {
  const { t } = useTranslation("session");
  const { logIn } = useSessionActions();
  const form = useForm({ mode: "uncontrolled", initialValues: { email: "", password: "" } });
  const attempt = useMutation({ mutationFn: logIn, onError: (error) => applyProblem(form, error) });
  return (
    <Door title={t("title")} lead={t("lead")} foot={t("forgot")}>
      <form onSubmit={form.onSubmit((values) => attempt.mutate(values))}>
        <Stack gap="md">
          <ProblemAlert error={attempt.error} />
          <TextInput
            label={t("email")}
            type="text"
            inputMode="email"
            autoComplete="username"
            autoCapitalize="none"
            required
            data-autofocus
            autoFocus
            key={form.key("email")}
            {...form.getInputProps("email")}
          />
          <PasswordInput
            label={t("password")}
            autoComplete="current-password"
            required
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          <Button type="submit" size="md" fullWidth loading={attempt.isPending}>
            {t("log_in")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
