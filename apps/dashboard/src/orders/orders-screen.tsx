// The orders of all stores: searched and filtered by the hub, drawn only where they are seen, one of them opened beside the list.
import type { Order } from "@logix/api/hub/orders";
import { Button } from "@mantine/core";
import { IconPackage, IconSearchOff, IconShoppingBag } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFilters } from "../api/use-filters.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Money } from "../components/money.tsx";
import { Page } from "../components/page.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { useConnections, useStoreFilter } from "../shell/store-filter.tsx";
import { OrderDrawer } from "./order-drawer.tsx";
import { OrderFilterBar } from "./order-filter-bar.tsx";
import { filtersSchema, useOrders } from "./use-orders.ts";

export function Screen() {
  const { t } = useTranslation("orders");
  const { t: common } = useTranslation();
  const may = useMay();
  const store = useStoreFilter();
  const [filters, change] = useFilters(filtersSchema);
  const pages = useOrders(filters, store);
  const columns = useColumns();
  const isFiltered = Boolean(filters.search || filters.status || filters.from || filters.until || store);
  const clear = () => change({ search: null, status: null, from: null, until: null, store: null } as object);
  const empty = isFiltered ? (
    <EmptyState
      icon={IconSearchOff}
      title={t("no_hits")}
      hint={t("no_hits_hint")}
      action={
        <Button variant="default" onClick={clear}>
          {common("clear_filters")}
        </Button>
      }
    />
  ) : (
    <EmptyState icon={IconShoppingBag} title={t("none")} hint={t("none_hint")} />
  );
  const pack = may("orders:write") && (
    <Button
      variant="default"
      leftSection={<IconPackage size={16} />}
      renderRoot={(props) => <Link to="/orders/pack" search={store ? { store } : {}} {...props} />}
    >
      {t("to_pack")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={pack}>
      <DataTable
        id="orders"
        label={t("title")}
        columns={columns}
        pages={pages}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ order: String(id) })}
        filters={<OrderFilterBar filters={filters} onChange={change} />}
        empty={empty}
      />
      <OrderDrawer
        id={filters.order === undefined ? undefined : Number(filters.order)}
        onClose={() => change({ order: null })}
      />
    </Page>
  );
}

function useColumns(): readonly Column<Order>[] {
  const { t } = useTranslation("orders");
  const names = new Map(useConnections()?.map(({ id, name }) => [id, name]));
  return [
    {
      id: "number",
      title: t("number"),
      cell: ({ display_number }) => <strong>{display_number}</strong>,
      sortBy: ({ display_number }) => display_number,
      isHeading: true,
    },
    {
      id: "placed",
      title: t("placed"),
      cell: ({ placed_at }) => <Time at={placed_at} />,
      sortBy: ({ placed_at }) => placed_at,
    },
    {
      id: "customer",
      title: t("customer"),
      cell: ({ customer }) => customer.name || t("guest"),
      sortBy: ({ customer }) => customer.name,
    },
    { id: "email", title: t("email"), cell: ({ customer }) => customer.email, optional: true },
    {
      id: "status",
      title: t("status"),
      cell: ({ status }) => <StatusBadge status={status} />,
      sortBy: ({ status }) => status,
    },
    { id: "in_store", title: t("in_store"), cell: ({ remote_status }) => remote_status, optional: true },
    { id: "store", title: t("store"), cell: ({ connection_id }) => names.get(connection_id) ?? "–" },
    { id: "city", title: t("city"), cell: ({ shipping }) => `${shipping.city} ${shipping.country}`, optional: true },
    { id: "payment", title: t("payment"), cell: ({ payment }) => payment.title, optional: true },
    { id: "items", title: t("items"), cell: (order) => t("items_count", { count: itemsOf(order) }), align: "right" },
    {
      id: "total",
      title: t("total"),
      cell: ({ total_minor, currency }) => <Money minor={total_minor} currency={currency} />,
      sortBy: ({ total_minor }) => total_minor,
      align: "right",
    },
    { id: "updated", title: t("updated"), cell: ({ updated_at }) => <Time at={updated_at} />, optional: true },
  ];
}

function itemsOf({ line_items }: Order): number {
  return line_items.filter(({ kind }) => kind === "product").reduce((sum, { quantity }) => sum + Number(quantity), 0);
}
