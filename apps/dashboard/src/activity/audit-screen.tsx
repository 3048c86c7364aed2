// Who did what: the account's own trail.
import { type AuditEntry, auditListSchema } from "@logix/api/hub/audit";
import { userListSchema } from "@logix/api/hub/users";
import { Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconHistory, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { get } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Facts } from "../components/facts.tsx";
import { Page } from "../components/page.tsx";
import { PayloadViewer } from "../components/payload-viewer.tsx";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";

const filtersSchema = z.object({ action: z.string().optional(), subject: z.string().optional() });
const MOST_USERS = 200;

export function Screen() {
  const { t } = useTranslation("activity");
  const [filters, change] = useFilters(filtersSchema);
  const [opened, setOpened] = useState<AuditEntry>();
  const nameOf = useActorNames();
  const entries = usePages({
    topic: "fixed",
    path: "/audit",
    schema: auditListSchema,
    rowsOf: (reply) => reply.entries,
    query: filters,
  });
  const find = useDebouncedCallback(
    (wanted: { action?: string | null; subject?: string | null }) => change(wanted),
    300,
  );
  const columns: readonly Column<AuditEntry>[] = [
    { id: "action", title: t("action"), isHeading: true, cell: ({ action }) => <strong>{action}</strong> },
    { id: "who", title: t("who"), cell: ({ actor }) => nameOf(actor), sortBy: ({ actor }) => nameOf(actor) },
    { id: "subject", title: t("subject"), cell: ({ subject }) => nameOf(subject) },
    { id: "when", title: t("when"), cell: ({ at }) => <Time at={at} />, sortBy: ({ at }) => at },
  ];
  const filterFields = (["action", "subject"] as const).map((name) => (
    <TextInput
      key={name}
      size="xs"
      w={220}
      aria-label={t(name)}
      placeholder={t(`find_${name}`)}
      leftSection={<IconSearch size={14} />}
      defaultValue={filters[name] ?? ""}
      onChange={(event) => find({ [name]: event.currentTarget.value.trim() || null })}
    />
  ));
  return (
    <Page title={t("audit")} lead={t("audit_lead")}>
      <DataTable
        id="audit"
        label={t("audit")}
        columns={columns}
        pages={entries}
        rowKey={({ id }) => id}
        onOpen={setOpened}
        filters={filterFields}
        empty={
          <EmptyState
            icon={IconHistory}
            title={filters.action || filters.subject ? t("none_found") : t("no_entries")}
          />
        }
      />
      <DetailDrawer opened={opened !== undefined} title={opened?.action} onClose={() => setOpened(undefined)}>
        {opened && (
          <Stack gap="lg">
            <Facts
              facts={[
                [t("who"), nameOf(opened.actor)],
                [t("subject"), nameOf(opened.subject)],
                [t("when"), <Time key="when" at={opened.at} />],
              ]}
            />
            <PayloadViewer label={t("detail")} payload={JSON.stringify(opened.detail)} />
          </Stack>
        )}
      </DetailDrawer>
    </Page>
  );
}

/** `user:user_…` as the person is called, for who may see the users. */
function useActorNames(): (actor: string) => string {
  const { t } = useTranslation("activity");
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["users", "names"],
    queryFn: ({ signal }) => get("/users", userListSchema, { limit: MOST_USERS }, signal),
    enabled: may("admin:users"),
  });
  const names = new Map(data?.users.map(({ id, name }) => [`user:${id}`, name]));
  return (actor) => (actor === "system" ? t("system") : (names.get(actor) ?? actor));
}
