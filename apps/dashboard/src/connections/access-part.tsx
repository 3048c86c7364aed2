// New keys for a store, and its removal.
import { type Connection, connectionSchema } from "@logix/api/hub/connections";
import { platformListSchema } from "@logix/api/hub/platforms";
import { Button, Divider, Group, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get, send, sendOnly } from "../api/client.ts";
import { confirm } from "../components/confirm.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useMay } from "../session/session.ts";

/** What is given by hand again; the address stays, and signs of our own are none of the user's business. */
const NOT_ASKED = new Set(["store_url", "shop_domain", "webhook_secret"]);

export function AccessPart({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const may = useMay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const removing = useMutation({
    mutationFn: () => sendOnly("DELETE", `/connections/${connection.public_id}`),
    onSuccess: async () => {
      tellDone(t("removed", { name: connection.name }));
      await navigate({ to: "/settings/connections" });
      await client.invalidateQueries({ queryKey: ["connections"] });
    },
    onError: tellProblem,
  });
  const ask = () =>
    confirm({
      title: t("remove_ask", { name: connection.name }),
      detail: t("remove_lead"),
      action: t("remove"),
      isDangerous: true,
      onConfirm: () => removing.mutate(),
    });
  return (
    <Stack gap="xl" maw="40rem">
      <NewKeys connection={connection} />
      {may("integration:delete") && (
        <>
          <Divider />
          <div>
            <Title order={2} size="h3">
              {t("remove_title")}
            </Title>
            <Text c="dimmed" mb="sm">
              {t("remove_lead")}
            </Text>
            <Button color="red.8" loading={removing.isPending} onClick={ask}>
              {t("remove")}
            </Button>
          </div>
        </>
      )}
    </Stack>
  );
}

function NewKeys({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const platforms = useQuery({
    queryKey: ["fixed", "platforms"],
    queryFn: ({ signal }) => get("/platforms", platformListSchema, {}, signal),
  });
  const client = useQueryClient();
  const form = useForm<Record<string, string>>({ initialValues: {} });
  const rotating = useMutation({
    mutationFn: (settings: Record<string, string>) =>
      send("POST", `/connections/${connection.public_id}/rotate`, connectionSchema, { settings }),
    onSuccess: async () => {
      form.setValues(Object.fromEntries(Object.keys(form.getValues()).map((name) => [name, ""])));
      tellDone(t("rotated"));
      await client.invalidateQueries({ queryKey: ["connections"] });
    },
  });
  const platform = platforms.data?.platforms.find((each) => each.platform === connection.platform);
  const fields = platform?.settings.filter(({ name, type }) => type === "string" && !NOT_ASKED.has(name)) ?? [];
  if (fields.length === 0) return null;
  return (
    <form onSubmit={form.onSubmit((values) => rotating.mutate(values))}>
      <Stack>
        <div>
          <Title order={2} size="h3">
            {t("rotate_title")}
          </Title>
          <Text c="dimmed">{t("rotate_lead")}</Text>
        </div>
        <ProblemAlert error={rotating.error} />
        {fields.map(({ name, secret }) => {
          const Input = secret && /secret|password/.test(name) ? PasswordInput : TextInput;
          const value = form.getValues()[name] ?? "";
          return (
            <Input
              key={name}
              label={inWords(name)}
              required
              autoComplete="off"
              value={value}
              onChange={(event) => form.setFieldValue(name, event.currentTarget.value)}
            />
          );
        })}
        <Group>
          <Button type="submit" variant="default" loading={rotating.isPending}>
            {t("rotate")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** `consumer_key` → Consumer key */
function inWords(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}
