// The one-time link: a password is chosen, and who chose it is logged in.
import { Button, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Door } from "./door.tsx";
import { SHORTEST_PASSWORD, useSessionActions } from "./session.ts";

export function WelcomeScreen() {
  const { t } = useTranslation("session");
  const search: { readonly token?: string } = useSearch({ strict: false });
  const navigate = useNavigate();
  const { choosePassword } = useSessionActions();
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { password: "", again: "" },
    validate: {
      password: (value) => (value.length < SHORTEST_PASSWORD ? t("too_short") : null),
      again: (value, all) => (value === all.password ? null : t("not_same")),
    },
  });
  const attempt = useMutation({
    mutationFn: choosePassword,
    onSuccess: () => navigate({ to: "/", replace: true }),
    onError: (error) => applyProblem(form, error),
  });
  const token = search.token ?? "";
  if (token === "") return <Door title={t("link_needed")} lead={t("link_needed_hint")} />;
  return (
    <Door title={t("welcome")} lead={t("welcome_lead")}>
      <form onSubmit={form.onSubmit(({ password }) => attempt.mutate({ token, password }))}>
        <Stack gap="md">
          <ProblemAlert error={attempt.error} />
          <PasswordInput
            label={t("new_password")}
            autoComplete="new-password"
            required
            autoFocus
            key={form.key("password")}
            {...form.getInputProps("password")}
          />
          <PasswordInput
            label={t("again")}
            autoComplete="new-password"
            required
            key={form.key("again")}
            {...form.getInputProps("again")}
          />
          <Button type="submit" size="md" fullWidth loading={attempt.isPending}>
            {t("set_password")}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}
