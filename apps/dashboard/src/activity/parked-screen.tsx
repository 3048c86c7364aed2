// The inbox of work that failed for good: a card for each piece, in plain words, with what helps as buttons.
import { parkedListSchema } from "@logix/api/hub/parked";
import { Button, SegmentedControl, Skeleton } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Page, Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useStoreFilter } from "../shell/store-filter.tsx";
import classes from "./activity.module.css";
import { ParkedCard } from "./parked-card.tsx";

const filtersSchema = z.object({ state: z.enum(["open", "resolved"]).default("open") });

export function Screen() {
  const { t } = useTranslation("activity");
  const { t: common } = useTranslation();
  const [{ state }, change] = useFilters(filtersSchema);
  const parked = usePages({
    topic: "parked",
    path: "/parked",
    schema: parkedListSchema,
    rowsOf: (reply) => reply.parked,
    query: { state, connection_id: useStoreFilter() },
  });
  const views = (
    <SegmentedControl
      size="xs"
      aria-label={t("views")}
      value={state}
      onChange={(value) => change({ state: value === "open" ? null : value })}
      data={[
        { value: "open", label: t("view_open") },
        { value: "resolved", label: t("view_resolved") },
      ]}
    />
  );
  return (
    <Page title={t("parked")} lead={t("parked_lead")} actions={views}>
      <ProblemAlert error={parked.error} onRetry={parked.reload} />
      {parked.isPending && <Skeleton height={180} radius="md" />}
      {!parked.isPending && !parked.error && parked.rows.length === 0 && (
        <Section>
          <EmptyState
            icon={IconCircleCheck}
            title={state === "open" ? t("all_clear") : t("nothing_resolved")}
            hint={t("all_clear_hint")}
          />
        </Section>
      )}
      <div className={classes.cards}>
        {parked.rows.map((card) => (
          <ParkedCard key={card.id} card={card} />
        ))}
      </div>
      {parked.hasMore && (
        <Button variant="default" loading={parked.isLoadingMore} onClick={parked.loadMore}>
          {common("more")}
        </Button>
      )}
    </Page>
  );
}
