// How all stores are doing at a glance.
import { IconPlugConnected } from "@tabler/icons-react";
import { Navigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../components/empty-state.tsx";
import { Page, Section } from "../components/page.tsx";
import { useMay } from "../session/session.ts";
import { useConnections } from "../shell/store-filter.tsx";
import { ConnectionCards } from "./connection-cards.tsx";
import { NeedsYou } from "./needs-you.tsx";
import { OrdersChart } from "./orders-chart.tsx";
import { Totals } from "./totals.tsx";
import { WorkChart } from "./work-chart.tsx";

export function Screen() {
  const { t } = useTranslation("overview");
  const may = useMay();
  const connections = useConnections();
  if (connections?.length === 0) return may("integration:create") ? <Navigate to="/connect" replace /> : <Nothing />;
  return (
    <Page title={t("title")} lead={t("lead")}>
      {may("integration:read") && <NeedsYou />}
      {may("orders:read") && <Totals />}
      {may("orders:read") && <OrdersChart />}
      {may("integration:read") && <WorkChart />}
      {may("integration:read") && <ConnectionCards />}
    </Page>
  );
}

function Nothing() {
  const { t } = useTranslation("overview");
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Section>
        <EmptyState icon={IconPlugConnected} title={t("no_stores")} hint={t("no_stores_hint")} />
      </Section>
    </Page>
  );
}
