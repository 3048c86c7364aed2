// One store or all: kept in the address, and carried along from screen to screen.
import { type Connection, connectionListSchema } from "@logix/api/hub/connections";
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { useMay } from "../session/session.ts";
import classes from "./shell.module.css";

const MOST = 200;

/** All connections of the account; undefined until they are known. */
export function useConnections(): readonly Connection[] | undefined {
  const may = useMay();
  const { data } = useQuery({
    queryKey: ["connections", "all"],
    queryFn: ({ signal }) => get("/connections", connectionListSchema, { limit: MOST }, signal),
    enabled: may("integration:read"),
  });
  return data?.connections;
}

/** The public id of the store that the viewer has picked, to be sent as `connection_id`. */
export function useStoreFilter(): string | undefined {
  const search: { readonly store?: string } = useSearch({ strict: false });
  return search.store;
}

export function StoreFilter() {
  const { t } = useTranslation("shell");
  const navigate = useNavigate();
  const picked = useStoreFilter();
  const connections = useConnections();
  if (!connections || connections.length === 0) return null;
  const pick = (store: string) =>
    void navigate({
      to: ".",
      search: ({ store: _before, ...rest }: Readonly<Record<string, unknown>>) =>
        store === "" ? rest : { ...rest, store },
    });
  return (
    <NativeSelect
      className={classes.storeFilter ?? ""}
      aria-label={t("store_filter")}
      size="xs"
      value={picked ?? ""}
      onChange={(event) => pick(event.currentTarget.value)}
      data={[
        { value: "", label: t("all_stores") },
        ...connections.map(({ public_id, name }) => ({ value: public_id, label: name })),
      ]}
    />
  );
}
