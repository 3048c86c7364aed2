// The catalogue: found, filtered, picked for what is to be done with many, and opened one by one.
import { type ListedProduct, productListSchema } from "@logix/api/hub/products";
import { PRODUCT_STATUSES } from "@logix/model";
import { Button, Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback, useDisclosure } from "@mantine/hooks";
import { IconBox, IconFileSpreadsheet, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { FileDialog } from "./file-dialog.tsx";
import { NewProductDialog } from "./new-product.tsx";
import { Picked } from "./picked.tsx";
import { ProductStatus } from "./product-status.tsx";
import classes from "./products.module.css";
import { Thumbnail } from "./thumbnail.tsx";

const filtersSchema = z.object({ search: z.string().optional(), status: z.enum(PRODUCT_STATUSES).optional() });

export function Screen() {
  const { t } = useTranslation("products");
  const navigate = useNavigate();
  const [filters] = useFilters(filtersSchema);
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const products = usePages({
    topic: "products",
    path: "/products",
    schema: productListSchema,
    rowsOf: (reply) => reply.products,
    query: filters,
  });
  const toggle = (id: number) => setPicked((before) => before.symmetricDifference(new Set([id])));
  const isFiltered = Object.values(filters).some(Boolean);
  return (
    <Page title={t("title")} lead={t("lead")} actions={<Actions />}>
      <DataTable
        id="products"
        label={t("title")}
        columns={useColumns(picked, toggle)}
        pages={products}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: `/products/${id}`, search: keepStore })}
        filters={<Filters />}
        empty={
          <EmptyState
            icon={IconBox}
            title={isFiltered ? t("none_found") : t("none")}
            hint={isFiltered ? t("none_found_hint") : t("none_hint")}
          />
        }
      />
      {picked.size > 0 && <Picked ids={[...picked]} onClear={() => setPicked(new Set())} />}
    </Page>
  );
}

const keepStore = ({ store }: Readonly<Record<string, unknown>>) => (store ? { store } : {});

function useColumns(picked: ReadonlySet<number>, toggle: (id: number) => void): readonly Column<ListedProduct>[] {
  const { t } = useTranslation("products");
  return [
    {
      id: "name",
      title: t("name"),
      isHeading: true,
      sortBy: ({ name }) => name,
      cell: ({ id, name, images }) => (
        <span className={classes.named}>
          <Checkbox
            size="xs"
            aria-label={t("pick", { name })}
            checked={picked.has(id)}
            onClick={(event) => event.stopPropagation()}
            onChange={() => toggle(id)}
          />
          <Thumbnail src={images[0]?.src} />
          <span>{name}</span>
        </span>
      ),
    },
    { id: "sku", title: t("sku"), cell: ({ sku }) => sku, sortBy: ({ sku }) => sku },
    { id: "status", title: t("status"), cell: ({ status }) => <ProductStatus status={status} /> },
    { id: "price", title: t("price"), align: "right", cell: ({ prices }) => prices.price ?? "–" },
    {
      id: "variants",
      title: t("variants"),
      align: "right",
      cell: (product) => product.variant_count || "–",
      sortBy: (product) => product.variant_count,
    },
    {
      id: "categories",
      title: t("categories"),
      cell: ({ categories }) => categories.map((path) => path.join(" > ")).join(", ") || "–",
    },
    { id: "tags", title: t("tags"), optional: true, cell: ({ tags }) => tags.join(", ") || "–" },
    {
      id: "updated",
      title: t("updated"),
      cell: (product) => <Time at={product.updated_at} />,
      sortBy: (product) => product.updated_at,
    },
  ];
}

function Filters() {
  const { t } = useTranslation("products");
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
        aria-label={t("status")}
        value={filters.status ?? ""}
        onChange={(event) => change({ status: event.currentTarget.value || null })}
        data={[{ value: "", label: t("any_status") }, ...PRODUCT_STATUSES.map((value) => ({ value, label: t(value) }))]}
      />
    </>
  );
}

function Actions() {
  const { t } = useTranslation("products");
  const may = useMay();
  const [isAdding, adding] = useDisclosure(false);
  const [isFile, file] = useDisclosure(false);
  return (
    <>
      {may("integration:read") && (
        <Button variant="default" renderRoot={(props) => <Link to="/products/mapping" search={keepStore} {...props} />}>
          {t("mapping")}
        </Button>
      )}
      {may("integration:export") && (
        <Button variant="default" renderRoot={(props) => <Link to="/products/publish" search={keepStore} {...props} />}>
          {t("exchange")}
        </Button>
      )}
      <Button variant="default" leftSection={<IconFileSpreadsheet size={16} />} onClick={file.open}>
        {t("file")}
      </Button>
      {may("products:write") && (
        <Button leftSection={<IconPlus size={16} />} onClick={adding.open}>
          {t("add")}
        </Button>
      )}
      <FileDialog opened={isFile} onClose={file.close} />
      <NewProductDialog opened={isAdding} onClose={adding.close} />
    </>
  );
}
