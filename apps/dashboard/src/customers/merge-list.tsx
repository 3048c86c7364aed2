// What was merged, by whom and why, and the way to undo it.
import { type CustomerMerge, mergeListSchema, mergeSchema } from "@logix/api/hub/persons";
import { Button } from "@mantine/core";
import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconUsersGroup } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { confirm } from "../components/confirm.tsx";
import { type Column, DataTable } from "../components/data-table.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { Badge } from "../components/status-badge.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { customerName } from "./customer-name.ts";
import { useGroundWords } from "./use-ground-words.ts";

export function MergeList() {
  const { t } = useTranslation("customers");
  const merges = usePages({
    topic: "customers",
    path: "/customers/merges",
    schema: mergeListSchema,
    rowsOf: (reply) => reply.merges,
  });
  return (
    <DataTable
      id="merges"
      label={t("view_merged")}
      columns={useColumns()}
      pages={merges}
      rowKey={(merge) => merge.person_id}
      empty={<EmptyState icon={IconUsersGroup} title={t("no_merges")} hint={t("no_merges_hint")} />}
    />
  );
}

function useColumns(): readonly Column<CustomerMerge>[] {
  const { t } = useTranslation("customers");
  const may = useMay();
  const groundWords = useGroundWords();
  const why = ({ grounds, reason }: CustomerMerge) =>
    reason ?? (grounds.length > 0 ? t("share", { grounds: groundWords(grounds) }) : t("no_ground"));
  return [
    {
      id: "customers",
      title: t("customers_column"),
      isHeading: true,
      width: "34%",
      cell: ({ customers }) => (
        <strong>{[...new Set(customers.map((each) => each.email || customerName(each)))].join(", ")}</strong>
      ),
    },
    { id: "why", title: t("why"), cell: why },
    {
      id: "state",
      title: t("state"),
      cell: (merge) =>
        merge.undone_at === null ? (
          <Badge tone="good" icon={IconCircleCheck} text={t("in_force")} />
        ) : (
          <Badge tone="idle" icon={IconCircleX} text={t("undone")} />
        ),
    },
    { id: "when", title: t("when"), cell: (merge) => <Time at={merge.merged_at} /> },
    {
      id: "undo",
      title: t("undo"),
      align: "right",
      cell: (merge) => (merge.undone_at === null && may("orders:write") ? <Undo merge={merge} /> : "–"),
    },
  ];
}

function Undo({ merge }: { readonly merge: CustomerMerge }) {
  const { t } = useTranslation("customers");
  const client = useQueryClient();
  const undoing = useMutation({
    mutationFn: () => send("POST", "/customers/unmerge", mergeSchema, { person_id: merge.person_id }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["customers"] });
      tellDone(t("undone_done"));
    },
    onError: tellProblem,
  });
  const ask = () =>
    confirm({
      title: t("undo_title"),
      detail: t("undo_hint"),
      action: t("undo"),
      onConfirm: () => undoing.mutate(),
    });
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconArrowBackUp size={13} />}
      loading={undoing.isPending}
      onClick={(event) => {
        event.stopPropagation();
        ask();
      }}
    >
      {t("undo")}
    </Button>
  );
}
