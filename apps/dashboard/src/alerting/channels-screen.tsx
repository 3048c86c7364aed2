// Where alerts are told, and how each channel is doing.
import { type AlertChannel, alertChannelListSchema } from "@logix/api/hub/alert-channels";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBellPlus, IconBellRinging } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { Time } from "../components/time.tsx";
import { ChannelDrawer } from "./channel-drawer.tsx";
import { NewChannelDialog } from "./channel-form.tsx";
import { ChannelState } from "./channel-state.tsx";

export function Screen() {
  const { t } = useTranslation("alerting");
  const [isAdding, adding] = useDisclosure(false);
  const [openId, setOpenId] = useState<number>();
  const channels = useQuery({
    queryKey: ["alert-channels"],
    queryFn: ({ signal }) => get("/alert-channels", alertChannelListSchema, {}, signal),
  });
  const rows = channels.data?.alert_channels ?? [];
  const add = (
    <Button leftSection={<IconBellPlus size={16} />} onClick={adding.open}>
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <DataTable
        id="alert-channels"
        label={t("title")}
        columns={useColumns()}
        pages={{
          rows,
          isPending: channels.isPending,
          error: channels.error,
          hasMore: false,
          isLoadingMore: false,
          loadMore: () => {},
          reload: () => void channels.refetch(),
        }}
        rowKey={({ id }) => id}
        onOpen={({ id }) => setOpenId(id)}
        empty={<EmptyState icon={IconBellRinging} title={t("none")} hint={t("none_hint")} />}
      />
      <NewChannelDialog opened={isAdding} onClose={adding.close} />
      <ChannelDrawer channel={rows.find(({ id }) => id === openId)} onClose={() => setOpenId(undefined)} />
    </Page>
  );
}

function useColumns(): readonly Column<AlertChannel>[] {
  const { t } = useTranslation("alerting");
  return [
    {
      id: "name",
      title: t("name"),
      isHeading: true,
      cell: ({ name }) => <strong>{name}</strong>,
      sortBy: ({ name }) => name,
    },
    { id: "kind", title: t("kind"), cell: ({ kind }) => t(kind) },
    { id: "target", title: t("target"), cell: ({ target }) => target },
    { id: "severity", title: t("severity"), cell: ({ min_severity: severity }) => t(severity) },
    {
      id: "quiet",
      title: t("quiet"),
      cell: ({ quiet_hours: quiet }) => (quiet ? t("quiet_shown", { from: quiet.from, to: quiet.to }) : t("no_quiet")),
    },
    { id: "state", title: t("state"), cell: (channel) => <ChannelState channel={channel} /> },
    { id: "sent", title: t("last_sent"), cell: (channel) => <Time at={channel.last_sent_at} /> },
  ];
}
