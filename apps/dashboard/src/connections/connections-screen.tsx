// All connected stores in a table.
import { type Connection, connectionListSchema } from "@logix/api/hub/connections";
import { Button } from "@mantine/core";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";

export function Screen() {
  const { t } = useTranslation("connections");
  const navigate = useNavigate();
  const may = useMay();
  const pages = usePages({
    topic: "connections",
    path: "/connections",
    schema: connectionListSchema,
    rowsOf: ({ connections }) => connections,
  });
  const columns: readonly Column<Connection>[] = [
    {
      id: "name",
      title: t("name"),
      cell: ({ name }) => <strong>{name}</strong>,
      sortBy: ({ name }) => name,
      isHeading: true,
    },
    { id: "address", title: t("address"), cell: ({ store_url }) => new URL(store_url).host },
    {
      id: "platform",
      title: t("platform"),
      cell: ({ platform, store }) => `${platform} ${store?.platform_version ?? ""}`,
    },
    {
      id: "state",
      title: t("state"),
      cell: ({ status }) => <StatusBadge status={status} />,
      sortBy: ({ status }) => status,
    },
    { id: "role", title: t("role"), cell: ({ stock_role }) => t(stock_role) },
    {
      id: "every",
      title: t("every"),
      cell: ({ auto_sync, sync_interval_minutes: count }) => (auto_sync ? t("minutes", { count }) : "–"),
      align: "right",
    },
    {
      id: "last_sync",
      title: t("last_sync"),
      cell: ({ last_sync_at }) => <Time at={last_sync_at} />,
      sortBy: ({ last_sync_at }) => last_sync_at,
    },
  ];
  const connect = may("integration:create") && (
    <Button leftSection={<IconPlus size={16} />} renderRoot={(props) => <Link to="/connect" {...props} />}>
      {t("connect")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={connect}>
      <DataTable
        id="connections"
        label={t("title")}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        onOpen={({ public_id }) => void navigate({ to: `/connections/${public_id}` })}
        empty={<EmptyState icon={IconPlugConnected} title={t("none_yet")} hint={t("none_yet_hint")} action={connect} />}
      />
    </Page>
  );
}
