// Fields that changed on both sides: both values side by side, and a decision for each.
import { conflictListSchema, conflictLookSchema } from "@logix/api/hub/conflicts";
import type { Connection } from "@logix/api/hub/connections";
import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowsExchange, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { send } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { usePickedStore } from "../publishing/pick-store.tsx";
import { useMay } from "../session/session.ts";
import { useStoreFilter } from "../shell/store-filter.tsx";
import { ConflictCard } from "./conflict-card.tsx";
import classes from "./conflicts.module.css";
import { RulesDialog } from "./rules-dialog.tsx";

const filtersSchema = z.object({ state: z.enum(["open", "resolved"]).default("open") });

export function Screen() {
  const { t } = useTranslation("conflicts");
  const { t: common } = useTranslation();
  const [{ state }, change] = useFilters(filtersSchema);
  const conflicts = usePages({
    topic: "products",
    path: "/conflicts",
    schema: conflictListSchema,
    rowsOf: (reply) => reply.conflicts,
    query: { state, connection_id: useStoreFilter() },
  });
  const store = usePickedStore();
  return (
    <Page title={t("title")} lead={t("lead")} actions={store && <Actions store={store} />}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t("state")}
          value={state}
          onChange={(value) => change({ state: value })}
          data={[
            { value: "open", label: t("open") },
            { value: "resolved", label: t("resolved") },
          ]}
        />
      </div>
      <ProblemAlert error={conflicts.error} onRetry={conflicts.reload} />
      {conflicts.isPending && <Skeleton height={180} />}
      {!conflicts.isPending && conflicts.rows.length === 0 && (
        <Section>
          <EmptyState
            icon={IconArrowsExchange}
            title={state === "open" ? t("none") : t("none_decided")}
            hint={state === "open" ? t("none_hint") : undefined}
          />
        </Section>
      )}
      {conflicts.rows.map((conflict) => (
        <ConflictCard key={conflict.id} conflict={conflict} />
      ))}
      {conflicts.hasMore && (
        <Button variant="default" loading={conflicts.isLoadingMore} onClick={conflicts.loadMore}>
          {common("more")}
        </Button>
      )}
    </Page>
  );
}

function Actions({ store }: { readonly store: Connection }) {
  const { t } = useTranslation("conflicts");
  const may = useMay();
  const client = useQueryClient();
  const [isRules, rules] = useDisclosure(false);
  const looking = useMutation({
    mutationFn: () => send("POST", `/connections/${store.public_id}/conflicts/look`, conflictLookSchema),
    onSuccess: ({ looked, opened }) => {
      tellDone(t("looked", { count: looked, opened }));
      return client.invalidateQueries({ queryKey: ["products"] });
    },
    onError: tellProblem,
  });
  return (
    <>
      {may("integration:read") && (
        <Button variant="default" onClick={rules.open}>
          {t("rules")}
        </Button>
      )}
      {may("integration:import") && (
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} />}
          loading={looking.isPending}
          onClick={() => looking.mutate()}
        >
          {t("look")}
        </Button>
      )}
      <RulesDialog store={store} opened={isRules} onClose={rules.close} />
    </>
  );
}
