// What goes to a store and what comes from it, laid down field by field and tried out on a real product.
import type { Connection } from "@logix/api/hub/connections";
import { exportMappingListSchema, importMappingListSchema, mappingFieldsSchema } from "@logix/api/hub/mappings";
import { Skeleton, Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { get } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useConnections } from "../shell/store-filter.tsx";
import { ExportMappingEditor } from "./export-mapping.tsx";
import { ImportMappingEditor } from "./import-mapping.tsx";
import { PickStore, usePickedStore } from "./pick-store.tsx";

const tabSchema = z.object({ tab: z.enum(["export", "import"]).default("export") });

export function Screen() {
  const { t } = useTranslation("publishing");
  const store = usePickedStore();
  const connections = useConnections();
  const [{ tab }, change] = useFilters(tabSchema);
  if (connections?.length === 0) {
    return (
      <Page title={t("mapping_title")} lead={t("mapping_lead")}>
        <EmptyState title={t("no_stores")} />
      </Page>
    );
  }
  return (
    <Page title={t("mapping_title")} lead={t("mapping_lead")} actions={store && <PickStore picked={store} />}>
      <Tabs value={tab} onChange={(value) => change({ tab: value })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="export">{t("tab_export")}</Tabs.Tab>
          <Tabs.Tab value="import">{t("tab_import")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="export">{store && <ExportPart store={store} />}</Tabs.Panel>
        <Tabs.Panel value="import">{store && <ImportPart store={store} />}</Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function ExportPart({ store }: { readonly store: Connection }) {
  const path = `/connections/${store.public_id}`;
  const fields = useQuery({
    queryKey: ["products", "mapping-fields", store.public_id],
    queryFn: ({ signal }) => get(`${path}/mapping-fields`, mappingFieldsSchema, {}, signal),
  });
  const mappings = useQuery({
    queryKey: ["connections", store.public_id, "export-mappings"],
    queryFn: ({ signal }) => get(`${path}/export-mappings`, exportMappingListSchema, {}, signal),
  });
  const error = fields.error ?? mappings.error;
  if (error) return <ProblemAlert error={error} />;
  if (!fields.data || !mappings.data) return <Skeleton height={320} />;
  const active = mappings.data.mappings.find((each) => each.is_active);
  return (
    <ExportMappingEditor
      key={`${store.public_id}:${active?.id}:${active?.updated_at}`}
      store={store}
      known={fields.data}
      mappings={mappings.data.mappings}
    />
  );
}

function ImportPart({ store }: { readonly store: Connection }) {
  const mappings = useQuery({
    queryKey: ["connections", store.public_id, "import-mappings"],
    queryFn: ({ signal }) =>
      get(`/connections/${store.public_id}/import-mappings`, importMappingListSchema, {}, signal),
  });
  if (mappings.error) return <ProblemAlert error={mappings.error} />;
  if (!mappings.data) return <Skeleton height={320} />;
  const active = mappings.data.mappings.find((each) => each.is_active);
  return (
    <ImportMappingEditor key={`${store.public_id}:${active?.id}:${active?.updated_at}`} store={store} active={active} />
  );
}
