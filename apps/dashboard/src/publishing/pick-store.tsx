// These screens are about one store: the one picked above, else the first.
import type { Connection } from "@logix/api/hub/connections";
import { NativeSelect } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useConnections, useStoreFilter } from "../shell/store-filter.tsx";

export function usePickedStore(): Connection | undefined {
  const picked = useStoreFilter();
  const connections = useConnections();
  return connections?.find(({ public_id }) => public_id === picked) ?? connections?.[0];
}

export function PickStore({ picked }: { readonly picked: Connection }) {
  const { t } = useTranslation("publishing");
  const navigate = useNavigate();
  const connections = useConnections() ?? [];
  const pick = (store: string) =>
    void navigate({ to: ".", search: (before: Readonly<Record<string, unknown>>) => ({ ...before, store }) });
  return (
    <NativeSelect
      aria-label={t("pick_store")}
      value={picked.public_id}
      onChange={(event) => pick(event.currentTarget.value)}
      data={connections.map(({ public_id, name }) => ({ value: public_id, label: name }))}
    />
  );
}
