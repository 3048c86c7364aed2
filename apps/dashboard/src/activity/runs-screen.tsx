// Runs of every kind: reading, publishing, bulks; those under way move by themselves.
import { type Run, runListSchema, runSchema } from "@logix/api/hub/runs";
import { Button, NativeSelect } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { send } from "../api/client.ts";
import { useFilters } from "../api/use-filters.ts";
import { usePages } from "../api/use-pages.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { useConnections, useStoreFilter } from "../shell/store-filter.tsx";
import classes from "./activity.module.css";
import { RunDrawer } from "./run-drawer.tsx";
import { RunProgress } from "./run-progress.tsx";
import { RUN_KINDS, RUN_STATES, useRunWords } from "./run-words.ts";

const filtersSchema = z.object({
  kind: z.enum(RUN_KINDS).optional(),
  state: z.enum(RUN_STATES).optional(),
  open: z.coerce.number().int().optional(),
});

export function Screen() {
  const { t } = useTranslation("activity");
  const [{ kind, state, open }, change] = useFilters(filtersSchema);
  const runs = usePages({
    topic: "runs",
    path: "/runs",
    schema: runListSchema,
    rowsOf: (reply) => reply.runs,
    query: { kind, state, connection_id: useStoreFilter() },
  });
  const isFiltered = kind !== undefined || state !== undefined;
  return (
    <Page title={t("runs")} lead={t("runs_lead")} actions={<ReadNow />}>
      <DataTable
        id="runs"
        label={t("runs")}
        columns={useColumns()}
        pages={runs}
        rowKey={({ id }) => id}
        onOpen={({ id }) => change({ open: String(id) })}
        filters={<Filters kind={kind} state={state} change={change} />}
        empty={
          <EmptyState
            icon={IconRefresh}
            title={isFiltered ? t("none_found") : t("no_runs")}
            hint={isFiltered ? t("none_found_hint") : t("no_runs_hint")}
          />
        }
      />
      <RunDrawer id={open} onClose={() => change({ open: null })} />
    </Page>
  );
}

function Filters(props: {
  readonly kind: string | undefined;
  readonly state: string | undefined;
  readonly change: (wanted: { kind?: string | null; state?: string | null }) => void;
}) {
  const { t } = useTranslation("activity");
  const { t: statuses } = useTranslation("statuses");
  const { kindOf } = useRunWords();
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t("what")}
        value={props.kind ?? ""}
        onChange={(event) => props.change({ kind: event.currentTarget.value || null })}
        data={[{ value: "", label: t("any_kind") }, ...RUN_KINDS.map((value) => ({ value, label: kindOf(value) }))]}
      />
      <NativeSelect
        size="xs"
        aria-label={t("state")}
        value={props.state ?? ""}
        onChange={(event) => props.change({ state: event.currentTarget.value || null })}
        data={[{ value: "", label: t("any_state") }, ...RUN_STATES.map((value) => ({ value, label: statuses(value) }))]}
      />
    </>
  );
}

function useColumns(): readonly Column<Run>[] {
  const { t } = useTranslation("activity");
  const { kindOf, causeOf } = useRunWords();
  return [
    {
      id: "kind",
      title: t("what"),
      isHeading: true,
      cell: ({ kind }) => <strong>{kindOf(kind)}</strong>,
      sortBy: ({ kind }) => kindOf(kind),
    },
    {
      id: "store",
      title: t("store"),
      cell: ({ kind, connection_public_id: id }) => (kind === "bulk" ? t("own_catalogue") : <StoreName id={id} />),
    },
    {
      id: "state",
      title: t("state"),
      cell: ({ state }) => <StatusBadge status={state} />,
      sortBy: ({ state }) => state,
    },
    { id: "progress", title: t("progress"), cell: (run) => <RunProgress run={run} /> },
    { id: "found", title: t("found"), cell: ({ created, updated }) => t("counts", { created, updated }) },
    {
      id: "failed",
      title: t("failed"),
      align: "right",
      cell: ({ failed }) => (failed > 0 ? <strong className={classes.bad}>{failed}</strong> : "0"),
      sortBy: ({ failed }) => failed,
    },
    { id: "cause", title: t("cause"), optional: true, cell: ({ cause }) => causeOf(cause) },
    {
      id: "begun",
      title: t("begun"),
      cell: (run) => <Time at={run.started_at ?? run.created_at} />,
      sortBy: (run) => run.created_at,
    },
  ];
}

/** Of the store that is picked above. */
function ReadNow() {
  const { t } = useTranslation("activity");
  const may = useMay();
  const client = useQueryClient();
  const store = useStoreFilter();
  const connections = useConnections();
  const connection =
    connections?.find((each) => each.public_id === store) ?? (connections?.length === 1 ? connections[0] : undefined);
  const starting = useMutation({
    mutationFn: (id: number) => send("POST", `/connections/${id}/runs`, runSchema, { kind: "orders" }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["runs"] });
      tellDone(t("reading", { store: connection?.name ?? "" }));
    },
    onError: tellProblem,
  });
  if (!may("integration:import")) return null;
  if (!connection) return <span className={classes.faint}>{t("pick_store")}</span>;
  return (
    <Button
      leftSection={<IconRefresh size={16} />}
      loading={starting.isPending}
      onClick={() => starting.mutate(connection.id)}
    >
      {t("read_now")}
    </Button>
  );
}
