// One store: first how Logix shall work with it, then how it is doing and everything that can be changed.
import { Tabs } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useMay } from "../session/session.ts";
import { AccessPart } from "./access-part.tsx";
import { ConnectionActions } from "./connection-actions.tsx";
import { DifferencesPart } from "./differences-part.tsx";
import { FieldsPart } from "./fields-part.tsx";
import { OverviewPart } from "./overview-part.tsx";
import { RulesPart } from "./rules-part.tsx";
import { Setup } from "./setup.tsx";
import { StatusesPart } from "./statuses-part.tsx";
import { useConnection, useRuns } from "./use-connection.ts";
import { WebhooksPart } from "./webhooks-part.tsx";

const PARTS = {
  overview: OverviewPart,
  rules: RulesPart,
  statuses: StatusesPart,
  fields: FieldsPart,
  webhooks: WebhooksPart,
  differences: DifferencesPart,
  access: AccessPart,
} as const;
type PartName = keyof typeof PARTS;
const NAMES: readonly PartName[] = ["overview", "rules", "statuses", "fields", "webhooks", "differences", "access"];

const searchSchema = z.object({ part: z.enum(NAMES).default("overview") });

export function Screen() {
  const { t } = useTranslation("connections");
  const { id = "" }: { readonly id?: string } = useParams({ strict: false });
  const may = useMay();
  const [{ part }, change] = useFilters(searchSchema);
  const connection = useConnection(id);
  const runs = useRuns(id);
  if (connection.error || runs.error)
    return (
      <Page title={t("title")}>
        <ProblemAlert error={connection.error ?? runs.error} onRetry={() => void connection.refetch()} />
      </Page>
    );
  if (!connection.data || !runs.data) return <Page title={t("title")}>{null}</Page>;
  if (runs.data.runs.length === 0 && may("integration:update")) return <Setup connection={connection.data} />;
  const shown = may("integration:update") ? NAMES : (["overview"] as const);
  return (
    <Page
      title={connection.data.name}
      lead={connection.data.store_url}
      actions={<ConnectionActions connection={connection.data} />}
    >
      <Tabs value={part} onChange={(value) => change({ part: value })} keepMounted={false}>
        <Tabs.List>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map((name) => {
          const Part = PARTS[name];
          return (
            <Tabs.Panel key={name} value={name} pt="md">
              <Section>
                <Part connection={connection.data} />
              </Section>
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Page>
  );
}
