// Every change of a product and its variants: who, when, and both values of each field.
import { productHistorySchema } from "@logix/api/hub/products";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePages } from "../api/use-pages.ts";
import { DiffViewer } from "../components/diff-viewer.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { Timeline } from "../components/timeline.tsx";

export function ProductHistory({ productId }: { readonly productId: number }) {
  const { t } = useTranslation("products");
  const { t: common } = useTranslation();
  const history = usePages({
    topic: "products",
    path: `/products/${productId}/history`,
    schema: productHistorySchema,
    rowsOf: (reply) => reply.history,
  });
  if (history.error) return <ProblemAlert error={history.error} onRetry={history.reload} />;
  if (history.rows.length === 0) return <EmptyState title={t("history_none")} />;
  return (
    <Section>
      <Timeline
        label={t("tab_history")}
        entries={history.rows.map(({ id, at, source, sku, actor, changes }) => ({
          key: id,
          at,
          title: `${t(`source_${source}`)} · ${t("history_sku", { sku })}`,
          by: actor,
          detail: (
            <DiffViewer
              label={t("history_change", { count: Object.keys(changes).length })}
              differences={Object.entries(changes).map(([field, { from, to }]) => ({ field, left: from, right: to }))}
            />
          ),
        }))}
      />
      {history.hasMore && (
        <Button variant="default" loading={history.isLoadingMore} onClick={history.loadMore}>
          {common("more")}
        </Button>
      )}
    </Section>
  );
}
