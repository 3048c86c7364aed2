// A store that is connected by its merchant's yes, such as Shopify's.
import { authoriseReplySchema } from "@logix/api/logix-oauth";
import { Button, Code, CopyButton, Group, PasswordInput, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useSessionStorage } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { applyProblem } from "../components/form-problem.ts";
import { Notice } from "../components/notice.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";

/** What the hub says of a merchant who came back in vain. */
const TROUBLES = {
  hmac_invalid: "trouble_hmac_invalid",
  token_refused: "trouble_token_refused",
  state_unknown: "trouble_state_unknown",
} as const;

const NOTHING = { shop: "", client_id: "" };

export function OauthForm({ platform, publicUrl }: { readonly platform: string; readonly publicUrl: string }) {
  const { t } = useTranslation("connect");
  const { trouble }: { readonly trouble?: string } = useSearch({ strict: false });
  // Kept over the way to the shop and back, so that whoever comes back in vain types the secret only.
  const [given, keep] = useSessionStorage({
    key: `logix.connect.${platform}`,
    defaultValue: NOTHING,
    getInitialValueInEffect: false,
  });
  const form = useForm({ initialValues: { ...(trouble ? given : NOTHING), client_secret: "" } });
  const asking = useMutation({
    mutationFn: (values: object) =>
      send("POST", `/${platform}/oauth/authorize`, authoriseReplySchema, { ...values, auto_sync: false }),
    onSuccess: ({ authorization_url }) => location.assign(authorization_url),
    onError: (error) => applyProblem(form, error),
  });
  return (
    <form
      onSubmit={form.onSubmit((values) => {
        keep({ shop: values.shop, client_id: values.client_id });
        asking.mutate(values);
      })}
    >
      <Stack maw="42rem">
        <Text c="dimmed">{t("oauth_app")}</Text>
        <RedirectAddress address={`${publicUrl}/api/v1/${platform}/oauth/callback`} />
        {trouble !== undefined && !asking.error && (
          <Notice tone="bad" title={t("trouble_title")}>
            {t(isKnown(trouble) ? TROUBLES[trouble] : "trouble_other")}
          </Notice>
        )}
        <ProblemAlert error={Object.keys(form.errors).length === 0 ? asking.error : null} />
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

/** The platform sends nobody to an address that the app has not named. */
function RedirectAddress({ address }: { readonly address: string }) {
  const { t } = useTranslation("connect");
  const { t: common } = useTranslation();
  return (
    <div>
      <Text size="sm">{t("oauth_redirect")}</Text>
      <Group gap="xs" mt={4}>
        <Code>{address}</Code>
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="default" onClick={copy}>
              {copied ? common("copied") : common("copy")}
            </Button>
          )}
        </CopyButton>
      </Group>
    </div>
  );
}

function isKnown(trouble: string): trouble is keyof typeof TROUBLES {
  return Object.hasOwn(TROUBLES, trouble);
}
