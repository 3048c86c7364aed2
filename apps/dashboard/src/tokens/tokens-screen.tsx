// API tokens: made with the permissions that somebody picks, shown once, revoked.
import { type ApiToken, apiTokenListSchema } from "@logix/api/hub/tokens";
import { Button, Code } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { sendOnly } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { confirm } from "../components/confirm.tsx";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { NewTokenDialog } from "./new-token-dialog.tsx";

export function Screen() {
  const { t } = useTranslation("tokens");
  const [isAdding, adding] = useDisclosure(false);
  const tokens = usePages({
    topic: "fixed",
    path: "/tokens",
    schema: apiTokenListSchema,
    rowsOf: (reply) => reply.tokens,
  });
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <DataTable
        id="tokens"
        label={t("title")}
        columns={useColumns()}
        pages={tokens}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={IconKey} title={t("none")} hint={t("none_hint")} />}
      />
      <NewTokenDialog opened={isAdding} onClose={adding.close} />
    </Page>
  );
}

function useColumns(): readonly Column<ApiToken>[] {
  const { t } = useTranslation("tokens");
  return [
    {
      id: "name",
      title: t("name"),
      isHeading: true,
      cell: ({ name }) => <strong>{name}</strong>,
      sortBy: ({ name }) => name,
    },
    {
      id: "permissions",
      title: t("permissions"),
      width: "34%",
      cell: ({ permissions }) => <Code>{permissions.join(" ")}</Code>,
    },
    {
      id: "made",
      title: t("made"),
      cell: (token) => <Time at={token.created_at} />,
      sortBy: (token) => token.created_at,
    },
    { id: "used", title: t("last_used"), cell: (token) => <Time at={token.last_used_at} /> },
    {
      id: "expires",
      title: t("expires"),
      cell: ({ expires_at: at }) => (at === null ? t("never_expires") : <Time at={at} />),
    },
    { id: "revoke", title: t("revoke"), align: "right", cell: (token) => <Revoke token={token} /> },
  ];
}

function Revoke({ token: { id, name } }: { readonly token: ApiToken }) {
  const { t } = useTranslation("tokens");
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => sendOnly("DELETE", `/tokens/${id}`),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["fixed"] });
      tellDone(t("revoked", { name }));
    },
    onError: tellProblem,
  });
  const ask = () =>
    confirm({
      title: t("revoke_title", { name }),
      detail: t("revoke_hint"),
      action: t("revoke"),
      isDangerous: true,
      onConfirm: () => revoking.mutate(),
    });
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={revoking.isPending}
      onClick={ask}
      aria-label={`${t("revoke")} ${name}`}
    >
      {t("revoke")}
    </Button>
  );
}
