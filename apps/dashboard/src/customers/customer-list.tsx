// All customers: found by a part of what is known of them, opened one by one.
import { type Customer, customerListSchema } from "@logix/api/hub/customers";
import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch, IconUsers } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { useStoreFilter } from "../shell/store-filter.tsx";
import { CustomerDrawer } from "./customer-drawer.tsx";
import { CustomerKind } from "./customer-kind.tsx";
import { customerName } from "./customer-name.ts";

const filtersSchema = z.object({ search: z.string().optional(), open: z.coerce.number().int().optional() });

export function CustomerList() {
  const { t } = useTranslation("customers");
  const [{ search, open }, change] = useFilters(filtersSchema);
  const customers = usePages({
    topic: "customers",
    path: "/customers",
    schema: customerListSchema,
    rowsOf: (reply) => reply.customers,
    query: { search, connection_id: useStoreFilter() },
  });
  const find = useDebouncedCallback((text: string) => change({ search: text || null }), 250);
  return (
    <>
      <DataTable
        id="customers"
        label={t("title")}
        columns={useColumns()}
        pages={customers}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ open: String(id) })}
        filters={
          <TextInput
            size="xs"
            w={260}
            aria-label={t("search")}
            placeholder={t("search_placeholder")}
            leftSection={<IconSearch size={14} />}
            defaultValue={search ?? ""}
            onChange={(event) => find(event.currentTarget.value)}
          />
        }
        empty={
          <EmptyState
            icon={IconUsers}
            title={search ? t("none_found") : t("none")}
            hint={search ? t("none_found_hint") : t("none_hint")}
          />
        }
      />
      <CustomerDrawer id={open} onClose={() => change({ open: null })} />
    </>
  );
}

function useColumns(): readonly Column<Customer>[] {
  const { t } = useTranslation("customers");
  return [
    {
      id: "name",
      title: t("name"),
      isHeading: true,
      cell: (customer) => <strong>{customerName(customer) || t("no_name")}</strong>,
      sortBy: customerName,
    },
    { id: "email", title: t("email"), cell: ({ email }) => email || "–", sortBy: ({ email }) => email },
    { id: "kind", title: t("kind"), cell: (customer) => <CustomerKind customer={customer} /> },
    { id: "store", title: t("store"), cell: (customer) => <StoreName id={customer.connection_public_id} /> },
    {
      id: "place",
      title: t("place"),
      cell: ({ billing }) => [billing.city, billing.country].filter(Boolean).join(", ") || "–",
      sortBy: ({ billing }) => billing.city,
    },
    { id: "phone", title: t("phone"), optional: true, cell: ({ phone }) => phone || "–" },
    { id: "company", title: t("company"), optional: true, cell: ({ company }) => company || "–" },
    {
      id: "updated",
      title: t("updated"),
      cell: (customer) => <Time at={customer.updated_at} />,
      sortBy: (customer) => customer.updated_at,
    },
  ];
}
