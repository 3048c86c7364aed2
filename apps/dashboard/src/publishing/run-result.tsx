// A run while it goes on and after it: progress, what became of each product, and taking an export back.
import { type RunItemList, runItemListSchema, undoneSchema } from "@logix/api/hub/publishing";
import { type Run, runSchema } from "@logix/api/hub/runs";
import { Button, NativeSelect, Progress, Skeleton, Stack } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { confirm } from "../components/confirm.tsx";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { ItemOutcome } from "./item-outcome.tsx";
import classes from "./publishing.module.css";

type Item = RunItemList["items"][number];

const LOOK_EVERY_MS = 600;

export function RunResult({ runId }: { readonly runId: number }) {
  const run = useQuery({
    queryKey: ["runs", runId],
    queryFn: ({ signal }) => get(`/runs/${runId}`, runSchema, {}, signal),
    refetchInterval: (query) => (query.state.data?.finished_at ? false : LOOK_EVERY_MS),
  });
  if (run.error) return <ProblemAlert error={run.error} />;
  if (!run.data) return <Skeleton height={160} />;
  return (
    <Stack>
      <Progressing run={run.data} />
      <Items key={run.data.finished_at ?? "running"} run={run.data} />
    </Stack>
  );
}

function Progressing({ run }: { readonly run: Run }) {
  const { t } = useTranslation("publishing");
  const { seen, total } = run;
  const told = total === null ? t("run_seen", { seen }) : t("run_progress", { seen, total });
  const share = run.finished_at ? 100 : total === null ? 35 : (seen / Math.max(1, total)) * 100;
  return (
    <Section>
      <div className={classes.stack}>
        <div className={classes.row}>
          <strong>{t("run_title", { id: run.id })}</strong>
          <StatusBadge status={run.state} />
          <span className={classes.faint} role="status">
            {told}
          </span>
          <span className={classes.spread}>{run.kind === "export" && run.finished_at && <Undo run={run} />}</span>
        </div>
        <Progress value={share} animated={run.finished_at === null} aria-label={told} />
        {run.error && (
          <p className={classes.faint}>{[run.error.message, run.error.remedy].filter(Boolean).join(". ")}</p>
        )}
      </div>
    </Section>
  );
}

function Undo({ run }: { readonly run: Run }) {
  const { t } = useTranslation("publishing");
  const client = useQueryClient();
  const undoing = useMutation({
    mutationFn: () => send("POST", `/runs/${run.id}/undo`, undoneSchema),
    onSuccess: (undone) => {
      tellDone(t("undone", undone));
      return client.invalidateQueries({ queryKey: ["products"] });
    },
    onError: tellProblem,
  });
  const ask = () =>
    confirm({
      title: t("undo_title"),
      detail: t("undo_hint"),
      action: t("undo"),
      isDangerous: true,
      onConfirm: () => undoing.mutate(),
    });
  if (run.created + run.updated === 0 || run.cause.startsWith("undo:")) return null;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconArrowBackUp size={15} />}
      loading={undoing.isPending}
      disabled={undoing.isSuccess}
      onClick={ask}
    >
      {t("undo")}
    </Button>
  );
}

function Items({ run }: { readonly run: Run }) {
  const { t } = useTranslation("publishing");
  const [outcome, setOutcome] = useState("");
  const items = usePages({
    topic: "runs",
    path: `/runs/${run.id}/items`,
    schema: runItemListSchema,
    rowsOf: (reply) => reply.items,
    query: { outcome },
  });
  const columns: readonly Column<Item>[] = [
    {
      id: "product",
      title: t("product"),
      isHeading: true,
      cell: ({ product_id, name, sku, remote_id }) => {
        const title = name || sku || remote_id;
        return product_id === null ? title : <Link to={`/products/${product_id}`}>{title}</Link>;
      },
    },
    { id: "sku", title: "SKU", cell: ({ sku }) => sku ?? "–" },
    { id: "result", title: t("result"), cell: (item) => <ItemOutcome outcome={item.outcome} /> },
    { id: "sent", title: t("sent"), cell: ({ sent_fields }) => sent_fields.join(", ") || "–" },
    {
      id: "message",
      title: t("message"),
      cell: ({ message, remedy, warnings }) => [message, remedy, ...warnings].filter(Boolean).join(". ") || "–",
    },
  ];
  const filter = (
    <NativeSelect
      size="xs"
      aria-label={t("result")}
      value={outcome}
      onChange={(event) => setOutcome(event.currentTarget.value)}
      data={[
        { value: "", label: t("all_results") },
        { value: "failed", label: t("only_failed") },
      ]}
    />
  );
  return (
    <DataTable
      id="run-items"
      label={t("result")}
      columns={columns}
      pages={items}
      rowKey={({ id }) => id}
      filters={filter}
      empty={<EmptyState title={t("no_items")} />}
    />
  );
}
