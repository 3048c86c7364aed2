// Stock per SKU: what stands out first, then everything, searched and filtered.
import { type StockSummary, stockSummaryListSchema, stockTotalsSchema } from "@logix/api/hub/stock-summary";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { IconBuildingWarehouse, IconPlus, IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { get } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { StatTile, StatTiles } from "../components/stat-tile.tsx";
import { Time } from "../components/time.tsx";
import { formatNumber } from "../format/money.ts";
import { useMay } from "../session/session.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { StockDrawer } from "./stock-drawer.tsx";
import { StockState } from "./stock-state.tsx";

const ONLY = ["oversold", "sold_out", "doubted"] as const;
const filtersSchema = z.object({
  search: z.string().optional(),
  only: z.enum(ONLY).optional(),
  sku: z.string().optional(),
});

export function Screen() {
  const { t } = useTranslation("stock");
  const may = useMay();
  const [{ sku, ...query }, change] = useFilters(filtersSchema);
  const [isCounting, counting] = useDisclosure(false);
  const stock = usePages({
    topic: "stock",
    path: "/stock-summary",
    schema: stockSummaryListSchema,
    rowsOf: (reply) => reply.stock,
    query,
  });
  const isFiltered = Object.values(query).some(Boolean);
  const count = may("stock:write") && (
    <Button leftSection={<IconPlus size={16} />} onClick={counting.open}>
      {t("count_new")}
    </Button>
  );
  return (
    <Page title={t("title")} lead={t("lead")} actions={count}>
      <Totals />
      <DataTable
        id="stock"
        label={t("title")}
        columns={useColumns()}
        pages={stock}
        rowKey={(row) => row.sku}
        onOpen={(row) => change({ sku: row.sku })}
        filters={<Filters />}
        empty={
          <EmptyState
            icon={IconBuildingWarehouse}
            title={isFiltered ? t("none_found") : t("none")}
            hint={isFiltered ? undefined : t("none_hint")}
          />
        }
      />
      <StockDrawer sku={sku} onClose={() => change({ sku: null })} />
      <MoveDialog kind={isCounting ? "count" : undefined} sku={undefined} onClose={counting.close} />
    </Page>
  );
}

function Totals() {
  const { t } = useTranslation("stock");
  const { data, isPending } = useQuery({
    queryKey: ["stock", "totals"],
    queryFn: ({ signal }) => get("/stock-summary/totals", stockTotalsSchema, {}, signal),
  });
  const number = (value: number | undefined) => formatNumber(value ?? 0);
  return (
    <StatTiles>
      <StatTile label={t("tile_skus")} value={number(data?.skus)} isLoading={isPending} />
      <StatTile
        label={t("tile_oversold")}
        value={number(data?.oversold)}
        hint={data?.oversold ? t("tile_oversold_some") : t("tile_oversold_none")}
        tone={data?.oversold ? "bad" : "idle"}
        isLoading={isPending}
      />
      <StatTile
        label={t("tile_sold_out")}
        value={number(data?.sold_out)}
        hint={t("tile_sold_out_hint")}
        isLoading={isPending}
      />
      <StatTile
        label={t("tile_doubted")}
        value={number(data?.doubted)}
        hint={t("tile_doubted_hint")}
        tone={data?.doubted ? "warn" : "idle"}
        isLoading={isPending}
      />
    </StatTiles>
  );
}

function useColumns(): readonly Column<StockSummary>[] {
  const { t } = useTranslation("stock");
  return [
    {
      id: "sku",
      title: t("sku"),
      isHeading: true,
      cell: ({ sku }) => <strong>{sku}</strong>,
      sortBy: ({ sku }) => sku,
    },
    { id: "name", title: t("name"), cell: ({ name }) => name ?? "–", sortBy: ({ name }) => name },
    { id: "state", title: t("state"), cell: (row) => <StockState row={row} /> },
    number("on_hand", t("on_hand"), (row) => row.on_hand),
    number("reserved", t("reserved"), (row) => row.reserved),
    number("buffer", t("buffer"), (row) => row.buffer),
    number("told", t("told"), (row) => String(row.told)),
    { ...number("stores", t("stores"), (row) => String(row.stores)), optional: true },
    { id: "counted", title: t("counted"), optional: true, cell: (row) => <Time at={row.counted_at} /> },
    {
      id: "changed",
      title: t("changed"),
      cell: (row) => <Time at={row.updated_at} />,
      sortBy: (row) => row.updated_at,
    },
  ];
}

function number(id: string, title: string, of: (row: StockSummary) => string): Column<StockSummary> {
  return { id, title, align: "right", cell: of, sortBy: (row) => Number(of(row)) };
}

function Filters() {
  const { t } = useTranslation("stock");
  const [filters, change] = useFilters(filtersSchema);
  const search = useDebouncedCallback((text: string) => change({ search: text || null }), 250);
  return (
    <>
      <TextInput
        size="xs"
        aria-label={t("search")}
        placeholder={t("search_placeholder")}
        leftSection={<IconSearch size={14} />}
        defaultValue={filters.search ?? ""}
        onChange={(event) => search(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        aria-label={t("show")}
        value={filters.only ?? ""}
        onChange={(event) => change({ only: event.currentTarget.value || null })}
        data={[{ value: "", label: t("only_all") }, ...ONLY.map((value) => ({ value, label: t(`only_${value}`) }))]}
      />
    </>
  );
}
