// A store that is connected by its merchant's yes, such as Shopify's.
import { authoriseReplySchema } from "@logix/api/logix-oauth";
import { Button, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";

export function OauthForm({ platform }: { readonly platform: string }) {
  const { t } = useTranslation("connect");
  const form = useForm({ initialValues: { shop: "", client_id: "", client_secret: "" } });
  const asking = useMutation({
    mutationFn: (values: object) =>
      send("POST", `/${platform}/oauth/authorize`, authoriseReplySchema, { ...values, auto_sync: false }),
    onSuccess: ({ authorization_url }) => location.assign(authorization_url),
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form onSubmit={form.onSubmit((values) => asking.mutate(values))}>
      <Stack maw="42rem">
        <Text c="dimmed">{t("oauth_app")}</Text>
        <ProblemAlert error={asking.error} />
        <TextInput
          label={t("shop")}
          description={t("shop_hint")}
          required
          autoCapitalize="none"
          {...form.getInputProps("shop")}
        />
        <TextInput label={t("client_id")} required autoComplete="off" {...form.getInputProps("client_id")} />
        <PasswordInput
          label={t("client_secret")}
          required
          autoComplete="off"
          {...form.getInputProps("client_secret")}
        />
        <Text size="sm" c="dimmed">
          {t("oauth_next")}
        </Text>
        <Group>
          <Button type="submit" loading={asking.isPending}>
            {t("oauth_go")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
