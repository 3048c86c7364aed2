// Alerts: what is open, what was, and who takes care of which.
import { type Alert, alertListSchema } from "@logix/api/hub/alerts";
import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";
import { AlertState, Severity } from "./alert-badges.tsx";
import { AlertDrawer } from "./alert-drawer.tsx";

const SEVERITIES = ["critical", "warning", "notice"] as const;
const filtersSchema = z.object({
  state: z.enum(["open", "settled"]).default("open"),
  severity: z.enum(SEVERITIES).optional(),
  open: z.coerce.number().int().optional(),
});

export function Screen() {
  const { t } = useTranslation("activity");
  const may = useMay();
  const [{ state, severity, open }, change] = useFilters(filtersSchema);
  const alerts = usePages({
    topic: "alerts",
    path: "/alerts",
    schema: alertListSchema,
    rowsOf: (reply) => reply.alerts,
    query: { state, severity, connection_id: useStoreFilter() },
  });
  const channels = may("integration:update") && (
    <Button variant="default" renderRoot={(props) => <Link to="/settings/alerts" {...props} />}>
      {t("channels")}
    </Button>
  );
  const filters = (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t("state")}
        value={state}
        onChange={(value) => change({ state: value === "open" ? null : value })}
        data={[
          { value: "open", label: t("view_open") },
          { value: "settled", label: t("view_settled") },
        ]}
      />
      <NativeSelect
        size="xs"
        aria-label={t("severity")}
        value={severity ?? ""}
        onChange={(event) => change({ severity: event.currentTarget.value || null })}
        data={[{ value: "", label: t("any_severity") }, ...SEVERITIES.map((value) => ({ value, label: t(value) }))]}
      />
    </>
  );
  return (
    <Page title={t("alerts")} lead={t("alerts_lead")} actions={channels}>
      <DataTable
        id="alerts"
        label={t("alerts")}
        columns={useColumns()}
        pages={alerts}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ open: String(id) })}
        filters={filters}
        empty={
          <EmptyState
            icon={IconBell}
            title={state === "open" ? t("no_alerts") : t("no_settled")}
            hint={t("no_alerts_hint")}
          />
        }
      />
      <AlertDrawer id={open} onClose={() => change({ open: null })} />
    </Page>
  );
}

function useColumns(): readonly Column<Alert>[] {
  const { t } = useTranslation("activity");
  return [
    {
      id: "alert",
      title: t("alert"),
      isHeading: true,
      width: "34%",
      cell: ({ title }) => <strong>{title}</strong>,
    },
    {
      id: "severity",
      title: t("severity"),
      cell: ({ severity }) => <Severity severity={severity} />,
      sortBy: ({ severity }) => SEVERITIES.indexOf(severity),
    },
    { id: "store", title: t("store"), cell: (alert) => <StoreName id={alert.connection_public_id} /> },
    { id: "state", title: t("state"), cell: (alert) => <AlertState alert={alert} /> },
    { id: "times", title: t("copies"), align: "right", optional: true, cell: ({ times }) => times },
    {
      id: "last",
      title: t("last_seen"),
      cell: (alert) => <Time at={alert.last_at} />,
      sortBy: (alert) => alert.last_at,
    },
  ];
}
