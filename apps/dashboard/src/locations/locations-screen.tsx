// The places where goods lie: a table, a form for each, and below it which store's locations stand for which.
import type { Location } from "@logix/api/hub/locations";
import { Button } from "@mantine/core";
import { IconBuildingWarehouse, IconCircleCheck, IconCircleX, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { Badge } from "../components/status-badge.tsx";
import { useMay } from "../session/session.ts";
import { LocationDrawer } from "./location-drawer.tsx";
import { StoreLinks } from "./store-links.tsx";
import { useLocationPages } from "./use-locations.ts";

export function Screen() {
  const { t } = useTranslation("locations");
  const may = useMay();
  const [open, setOpen] = useState<number | "new">();
  const pages = useLocationPages();
  const mayChange = may("integration:update");
  const add = mayChange && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen("new")}>
      {t("add")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={add}>
      <DataTable
        id="locations"
        label={t("title")}
        columns={useColumns()}
        pages={pages}
        rowKey={({ id }) => String(id)}
        {...(mayChange && { onOpen: ({ id }: Location) => setOpen(id) })}
        empty={<EmptyState icon={IconBuildingWarehouse} title={t("none")} />}
      />
      {may("integration:read") && <StoreLinks locations={pages.rows} />}
      <LocationDrawer
        location={open === "new" ? "new" : pages.rows.find(({ id }) => id === open)}
        onClose={() => setOpen(undefined)}
      />
    </Page>
  );
}

function useColumns(): readonly Column<Location>[] {
  const { t } = useTranslation("locations");
  return [
    {
      id: "name",
      title: t("name"),
      isHeading: true,
      cell: ({ name, is_default: isDefault }) => (
        <>
          <strong>{name}</strong> {isDefault && <Badge tone="idle" text={t("is_default")} />}
        </>
      ),
      sortBy: ({ name }) => name,
    },
    { id: "code", title: t("code"), cell: ({ code }) => code || "–", sortBy: ({ code }) => code },
    { id: "address", title: t("address"), cell: addressOf },
    {
      id: "state",
      title: t("state"),
      cell: ({ active }) =>
        active ? (
          <Badge tone="good" icon={IconCircleCheck} text={t("active")} />
        ) : (
          <Badge tone="idle" icon={IconCircleX} text={t("inactive")} />
        ),
    },
    {
      id: "sends",
      title: t("sends"),
      cell: ({ fulfils_orders: fulfils }) => t(fulfils ? "sends" : "does_not_send"),
    },
    {
      id: "priority",
      title: t("priority"),
      align: "right",
      cell: ({ priority }) => priority,
      sortBy: ({ priority }) => priority,
    },
  ];
}

function addressOf({ line_1: street, postcode, city, country }: Location): string {
  const place = [postcode, city].filter(Boolean).join(" ");
  return [street, place, country].filter(Boolean).join(", ") || "–";
}
