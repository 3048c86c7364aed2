// Customers, those who may be the same person, what was merged, and what customers ask for by law.
import { Tabs } from "@mantine/core";
import { IconHistory, IconShieldLock, IconUsers, IconUsersGroup } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { Page } from "../components/page.tsx";
import { useMay } from "../session/session.ts";
import { CustomerList } from "./customer-list.tsx";
import { DuplicateList } from "./duplicate-list.tsx";
import { MergeList } from "./merge-list.tsx";
import { PrivacyRequests } from "./privacy-requests.tsx";

const filtersSchema = z.object({ view: z.enum(["all", "duplicates", "merged", "privacy"]).default("all") });

export function Screen() {
  const { t } = useTranslation("customers");
  const may = useMay();
  const [{ view }, change] = useFilters(filtersSchema);
  const lead = { all: t("lead"), duplicates: t("duplicates_lead"), merged: t("lead"), privacy: t("privacy_lead") }[
    view
  ];
  return (
    <Page title={t("title")} lead={lead}>
      <Tabs value={view} onChange={(wanted) => change({ view: wanted === "all" ? null : wanted })} keepMounted={false}>
        <Tabs.List aria-label={t("views")} mb="md">
          <Tabs.Tab value="all" leftSection={<IconUsers size={15} />}>
            {t("view_all")}
          </Tabs.Tab>
          <Tabs.Tab value="duplicates" leftSection={<IconUsersGroup size={15} />}>
            {t("view_duplicates")}
          </Tabs.Tab>
          <Tabs.Tab value="merged" leftSection={<IconHistory size={15} />}>
            {t("view_merged")}
          </Tabs.Tab>
          {may("admin:audit") && (
            <Tabs.Tab value="privacy" leftSection={<IconShieldLock size={15} />}>
              {t("view_privacy")}
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="all">
          <CustomerList />
        </Tabs.Panel>
        <Tabs.Panel value="duplicates">
          <DuplicateList />
        </Tabs.Panel>
        <Tabs.Panel value="merged">
          <MergeList />
        </Tabs.Panel>
        {may("admin:audit") && (
          <Tabs.Panel value="privacy">
            <PrivacyRequests />
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}
