// The rules by which orders are routed: changed here, tried over past orders, and saved as a new version.
import { type RoutingRuleSet, routingRuleSetSchema, routingTrialSchema } from "@logix/api/hub/routing";
import type { RoutingRule } from "@logix/api/hub/routing-rules";
import { Button, Group, Stack, TextInput } from "@mantine/core";
import { IconPlus, IconRoute } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Notice } from "../components/notice.tsx";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useLocations } from "../locations/use-locations.ts";
import { useMay } from "../session/session.ts";
import { useConnections } from "../shell/store-filter.tsx";
import { RuleDrawer } from "./rule-drawer.tsx";
import { RuleList } from "./rule-list.tsx";
import { TrialResult } from "./trial-result.tsx";

const KEY = ["stock", "routing-rules"] as const;
const TRIED_ORDERS = 200;

export function Screen() {
  const { t } = useTranslation("routing");
  const saved = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get("/routing-rules", routingRuleSetSchema, {}, signal),
  });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <ProblemAlert error={saved.error} />
      {saved.data && <Rules saved={saved.data} />}
    </Page>
  );
}

function Rules({ saved }: { readonly saved: RoutingRuleSet }) {
  const { t } = useTranslation("routing");
  const may = useMay();
  // With the version that was changed: whoever saves meanwhile is not overwritten but told of by the hub.
  const [draft, setDraft] = useState<{ readonly version: number; readonly rules: readonly RoutingRule[] }>();
  const [open, setOpen] = useState<number | "new">();
  const [note, setNote] = useState("");
  const client = useQueryClient();
  const locations = useLocations().data?.locations ?? [];
  const stores = useConnections() ?? [];
  const rules = draft?.rules ?? saved.rules;
  const version = draft?.version ?? saved.version;
  const trying = useMutation({
    mutationFn: () => send("POST", "/routing/try", routingTrialSchema, { rules, orders: TRIED_ORDERS }),
  });
  const saving = useMutation({
    mutationFn: () => send("PUT", "/routing-rules", routingRuleSetSchema, { version, rules, note: note.trim() }),
    onSuccess: (set) => {
      client.setQueryData(KEY, set);
      setDraft(undefined);
      setNote("");
      trying.reset();
      tellDone(t("saved", { version: set.version }));
    },
  });
  const change = (changed: readonly RoutingRule[]) => {
    setDraft({ version, rules: changed });
    trying.reset();
  };
  const take = (rule: RoutingRule) => {
    change(typeof open === "number" ? rules.with(open, rule) : [...rules, rule]);
    setOpen(undefined);
  };
  const mayChange = may("integration:update");
  const add = mayChange && (
    <Button size="xs" leftSection={<IconPlus size={14} />} onClick={() => setOpen("new")}>
      {t("add")}
    </Button>
  );
  const names = {
    locations: new Map(locations.map(({ id, name }) => [id, name])),
    stores: new Map(stores.map(({ id, name }) => [id, name])),
  };
  return (
    <>
      <Notice tone={draft ? "warn" : "info"} title={draft && t("unsaved")}>
        {draft
          ? t("unsaved_hint")
          : saved.version === 0
            ? t("never_saved")
            : t("version", { version: saved.version, note: saved.note || t("no_note") })}
      </Notice>
      <Section title={t("rules")} actions={add}>
        {rules.length === 0 ? (
          <EmptyState icon={IconRoute} title={t("none")} hint={t("none_hint")} />
        ) : (
          <RuleList rules={rules} names={names} mayChange={mayChange} onChange={change} onEdit={setOpen} />
        )}
      </Section>
      <ProblemAlert error={saving.error ?? trying.error} />
      <Stack>
        {draft && <TextInput label={t("note")} value={note} onChange={(event) => setNote(event.currentTarget.value)} />}
        <Group>
          {may("orders:read") && (
            <Button variant="default" loading={trying.isPending} onClick={() => trying.mutate()}>
              {t("try")}
            </Button>
          )}
          {draft && (
            <Button loading={saving.isPending} onClick={() => saving.mutate()}>
              {t("save", { version: version + 1 })}
            </Button>
          )}
        </Group>
      </Stack>
      {trying.data && <TrialResult trial={trying.data} />}
      <RuleDrawer
        rule={typeof open === "number" ? rules[open] : open}
        locations={locations}
        onTake={take}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}
