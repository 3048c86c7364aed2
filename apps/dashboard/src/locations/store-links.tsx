// Which of a store's own locations stands for which of ours: seen, asked for anew, and linked.
import type { Connection } from "@logix/api/hub/connections";
import { type Location, type LocationMap, locationMapSchema } from "@logix/api/hub/locations";
import { Button, NativeSelect, Table } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import { useConnections } from "../shell/store-filter.tsx";

const UNDECIDED = "";
const UNUSED = "unused";

export function StoreLinks({ locations }: { readonly locations: readonly Location[] }) {
  const { t } = useTranslation("locations");
  const stores = useConnections();
  if (!stores) return null;
  if (stores.length === 0) return <Section title={t("stores")}>{t("no_stores")}</Section>;
  return stores.map((store) => <OfStore key={store.id} store={store} locations={locations} />);
}

type Props = { readonly store: Connection; readonly locations: readonly Location[] };

function OfStore({ store, locations }: Props) {
  const { t } = useTranslation("locations");
  const may = useMay();
  const client = useQueryClient();
  const queryKey = ["connections", "locations", store.id] as const;
  const path = `/connections/${store.id}/locations`;
  const map = useQuery({ queryKey, queryFn: ({ signal }) => get(path, locationMapSchema, {}, signal) });
  const learn = (said: string) => (reply: LocationMap) => {
    client.setQueryData(queryKey, reply);
    tellDone(said);
  };
  const refreshing = useMutation({
    mutationFn: () => send("POST", `${path}/refresh`, locationMapSchema),
    onSuccess: learn(t("refreshed", { store: store.name })),
    onError: tellProblem,
  });
  const linking = useMutation({
    mutationFn: (link: { readonly remote_id: string; readonly location_id: number | null }) =>
      send("PUT", path, locationMapSchema, { links: [link] }),
    onSuccess: learn(t("linked", { store: store.name })),
    onError: tellProblem,
  });
  const mayChange = may("integration:update");
  const data = map.data;
  const refresh = mayChange && data?.counts_by_location && (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconRefresh size={14} />}
      loading={refreshing.isPending}
      onClick={() => refreshing.mutate()}
    >
      {t("refresh")}
    </Button>
  );
  return (
    <Section title={store.name} actions={refresh}>
      <ProblemAlert error={map.error} />
      {data && !data.counts_by_location && t("not_counting")}
      {data?.counts_by_location && data.store_locations.length === 0 && t("nothing_seen")}
      {data && data.undecided > 0 && <Notice tone="warn">{t("undecided", { count: data.undecided })}</Notice>}
      {data && data.store_locations.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("their_location", { store: store.name })}</Table.Th>
              <Table.Th>{t("shows")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.store_locations.map(({ remote_id, name, state, location_id }) => (
              <Table.Tr key={remote_id}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  <NativeSelect
                    aria-label={t("link_label", { name })}
                    disabled={!mayChange || linking.isPending}
                    value={state === "linked" ? String(location_id) : state === "unused" ? UNUSED : UNDECIDED}
                    onChange={({ currentTarget: { value } }) =>
                      linking.mutate({ remote_id, location_id: value === UNUSED ? null : Number(value) })
                    }
                    data={[
                      { value: UNDECIDED, label: t("undecided_choice"), disabled: true },
                      { value: UNUSED, label: t("unused_choice") },
                      ...locations.map((location) => ({ value: String(location.id), label: location.name })),
                    ]}
                  />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
