// How a store is doing: who it is, whether it is read and calls, and what waits.
import type { ConnectionDetail } from "@logix/api/hub/connections";
import { connectionHealthListSchema } from "@logix/api/hub/insights";
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { Facts } from "../components/facts.tsx";
import { Notice } from "../components/notice.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { Reading } from "./reading.tsx";

export function OverviewPart({ connection }: { readonly connection: ConnectionDetail }) {
  const { t } = useTranslation("connections");
  const health = useQuery({
    queryKey: ["insights", "connections"],
    queryFn: ({ signal }) => get("/insights/connections", connectionHealthListSchema, {}, signal),
  });
  const own = health.data?.connections.find(({ connection_id }) => connection_id === connection.id);
  const { store, api } = connection;
  return (
    <Stack gap="lg">
      {connection.status_reason && <Notice tone="bad">{connection.status_reason}</Notice>}
      {api.warning && <Notice tone="warn">{api.warning}</Notice>}
      <Reading connection={connection} />
      <Facts
        facts={[
          [t("state"), <StatusBadge key="state" status={connection.status} />],
          [t("role"), t(connection.stock_role)],
          [t("last_sync"), <Time key="sync" at={own?.last_sync_at ?? connection.last_sync_at} />],
          [t("last_delivery"), <Time key="delivery" at={own?.last_delivery_at} />],
          [t("waiting_out"), own?.waiting_outward ?? "–"],
          [t("parked"), own?.parked ?? "–"],
          [t("store"), store?.name ?? "–"],
          [t("version"), `${connection.platform} ${store?.platform_version ?? ""}`],
          [t("currency"), store?.currency ?? "–"],
          [t("time_zone"), store?.time_zone ?? "–"],
          [t("may"), store ? t(`may_${store.access}`) : "–"],
          [t("api"), api.version],
        ]}
      />
      {store && store.warnings.length > 0 && (
        <Notice tone="warn" title={t("warnings")}>
          {store.warnings.join(". ")}
        </Notice>
      )}
    </Stack>
  );
}
