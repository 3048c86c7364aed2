// Webhooks as they came in, and what became of each.
import { type Delivery, deliveryListSchema } from "@logix/api/hub/deliveries";
import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconWebhook } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { useStoreFilter } from "../shell/store-filter.tsx";
import { DeliveryDrawer } from "./delivery-drawer.tsx";
import { Signature } from "./signature.tsx";

const STATES = ["waiting", "rereading", "applied", "unchanged", "echo", "stale", "ignored", "parked"] as const;
const THINGS = ["order", "product", "customer", "store", "privacy"] as const;
const filtersSchema = z.object({
  state: z.enum(STATES).optional(),
  thing: z.enum(THINGS).optional(),
  remote_id: z.string().optional(),
  open: z.coerce.number().int().optional(),
});

export function Screen() {
  const { t } = useTranslation("activity");
  const [{ state, thing, remote_id, open }, change] = useFilters(filtersSchema);
  const deliveries = usePages({
    topic: "deliveries",
    path: "/deliveries",
    schema: deliveryListSchema,
    rowsOf: (reply) => reply.deliveries,
    query: { state, kind: thing, remote_id, connection_id: useStoreFilter() },
  });
  const isFiltered = state !== undefined || thing !== undefined || remote_id !== undefined;
  return (
    <Page title={t("deliveries")} lead={t("deliveries_lead")}>
      <DataTable
        id="deliveries"
        label={t("deliveries")}
        columns={useColumns()}
        pages={deliveries}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ open: String(id) })}
        filters={<Filters />}
        empty={
          <EmptyState
            icon={IconWebhook}
            title={isFiltered ? t("none_found") : t("no_deliveries")}
            hint={isFiltered ? t("none_found_hint") : t("no_deliveries_hint")}
          />
        }
      />
      <DeliveryDrawer id={open} onClose={() => change({ open: null })} />
    </Page>
  );
}

function Filters() {
  const { t } = useTranslation("activity");
  const { t: statuses } = useTranslation("statuses");
  const [{ state, thing, remote_id: remoteId }, change] = useFilters(filtersSchema);
  const find = useDebouncedCallback((text: string) => change({ remote_id: text.trim() || null }), 250);
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t("thing")}
        value={thing ?? ""}
        onChange={(event) => change({ thing: event.currentTarget.value || null })}
        data={[{ value: "", label: t("any_thing") }, ...THINGS.map((value) => ({ value, label: t(`thing_${value}`) }))]}
      />
      <NativeSelect
        size="xs"
        aria-label={t("state")}
        value={state ?? ""}
        onChange={(event) => change({ state: event.currentTarget.value || null })}
        data={[{ value: "", label: t("any_state") }, ...STATES.map((value) => ({ value, label: statuses(value) }))]}
      />
      <TextInput
        size="xs"
        aria-label={t("find_remote")}
        placeholder={t("find_remote")}
        leftSection={<IconSearch size={14} />}
        defaultValue={remoteId ?? ""}
        onChange={(event) => find(event.currentTarget.value)}
      />
    </>
  );
}

function useColumns(): readonly Column<Delivery>[] {
  const { t } = useTranslation("activity");
  return [
    { id: "topic", title: t("topic"), isHeading: true, cell: ({ topic }) => <strong>{topic}</strong> },
    { id: "remote", title: t("remote_id"), cell: ({ remote_id: id }) => id, sortBy: ({ remote_id: id }) => id },
    { id: "store", title: t("store"), cell: (delivery) => <StoreName id={delivery.connection_public_id} /> },
    {
      id: "state",
      title: t("state"),
      cell: ({ state }) => <StatusBadge status={state} />,
      sortBy: ({ state }) => state,
    },
    { id: "signature", title: t("signature"), cell: ({ signed }) => <Signature isSigned={signed} /> },
    { id: "copies", title: t("copies"), align: "right", optional: true, cell: ({ copies }) => copies },
    {
      id: "received",
      title: t("received"),
      cell: (delivery) => <Time at={delivery.received_at} />,
      sortBy: (delivery) => delivery.received_at,
    },
  ];
}
