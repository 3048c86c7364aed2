// What Ctrl+K finds: pages and stores at once, orders and products from the hub as soon as typing pauses.
import { orderListSchema } from "@logix/api/hub/orders";
import { productListSchema } from "@logix/api/hub/products";
import { useDebouncedValue } from "@mantine/hooks";
import { IconBox, IconBuildingStore, IconShoppingBag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { useMay } from "../session/session.ts";
import { useConnections, useStoreFilter } from "./store-filter.tsx";
import { useNavigation } from "./use-navigation.ts";

export type Hit = {
  readonly key: string;
  readonly group: string;
  readonly label: string;
  readonly detail?: string;
  readonly icon: typeof IconBox;
  readonly go: () => void;
};

const MOST_PLACES = 12;
const MOST_OF_EACH = 5;
const SHORTEST = 2;
const PAUSE_MS = 200;
const LONGEST = 200;

export function usePlaceHits(text: string): readonly Hit[] {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const groups = useNavigation();
  const store = useStoreFilter();
  const connections = useConnections() ?? [];
  const pages = groups.flatMap(({ entries }) =>
    entries.map(({ path, word, icon }) => ({
      key: path,
      group: t("pages"),
      label: t(word),
      icon,
      go: () => void navigate({ to: path, search: store ? { store } : {} }),
    })),
  );
  const stores = connections.map(({ public_id: id, name }) => ({
    key: id,
    group: t("stores"),
    label: name,
    icon: IconBuildingStore,
    go: () => void navigate({ to: "/", search: { store: id } }),
  }));
  const wanted = text.trim().toLowerCase();
  return [...pages, ...stores].filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, MOST_PLACES);
}

/** In all stores, whichever is picked above: who types a number has one order in mind. */
export function useFoundHits(text: string): { readonly hits: readonly Hit[]; readonly isSearching: boolean } {
  const typed = text.trim().slice(0, LONGEST);
  const [wanted] = useDebouncedValue(typed, PAUSE_MS);
  const may = useMay();
  const isWanted = typed.length >= SHORTEST;
  const orders = useOrderHits(wanted, isWanted && may("orders:read"));
  const products = useProductHits(wanted, isWanted && may("products:read"));
  if (!isWanted) return { hits: [], isSearching: false };
  // What was found for something else than what stands there now is not shown.
  if (wanted !== typed) return { hits: [], isSearching: may("orders:read") || may("products:read") };
  return { hits: [...orders.hits, ...products.hits], isSearching: orders.isSearching || products.isSearching };
}

type Found = ReturnType<typeof useFoundHits>;

function useOrderHits(search: string, enabled: boolean): Found {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const { data, isFetching } = useQuery({
    queryKey: ["orders", "palette", search],
    queryFn: ({ signal }) => get("/orders", orderListSchema, { search, limit: MOST_OF_EACH }, signal),
    enabled: enabled && search.length >= SHORTEST,
  });
  const hits = (data?.orders ?? []).map(
    ({ id, display_number, customer }): Hit => ({
      key: `order ${id}`,
      group: t("orders"),
      label: display_number,
      detail: [customer.name, customer.email].filter(Boolean).join(" · "),
      icon: IconShoppingBag,
      go: () => void navigate({ to: "/orders", search: { order: String(id) } }),
    }),
  );
  return { hits, isSearching: isFetching };
}

function useProductHits(search: string, enabled: boolean): Found {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const { data, isFetching } = useQuery({
    queryKey: ["products", "palette", search],
    queryFn: ({ signal }) => get("/products", productListSchema, { search, limit: MOST_OF_EACH }, signal),
    enabled: enabled && search.length >= SHORTEST,
  });
  const hits = (data?.products ?? []).map(
    ({ id, name, sku }): Hit => ({
      key: `product ${id}`,
      group: t("products"),
      label: name || sku,
      detail: name ? sku : "",
      icon: IconBox,
      go: () => void navigate({ to: `/products/${id}` }),
    }),
  );
  return { hits, isSearching: isFetching };
}
