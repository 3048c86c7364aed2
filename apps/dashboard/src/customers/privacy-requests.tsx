// What customers ask for by law: what it is, by when it must be answered, and the answer itself.
import {
  type PrivacyRequestReply,
  privacyDataSchema,
  privacyListSchema,
  privacyRequestSchema,
} from "@logix/api/hub/privacy";
import { Button, Stack, Text } from "@mantine/core";
import { IconShieldLock } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";
import { confirm } from "../components/confirm.tsx";
import { type Column, DataTable } from "../components/data-table.tsx";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { PayloadViewer } from "../components/payload-viewer.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";

export function PrivacyRequests() {
  const { t } = useTranslation("customers");
  const [openId, setOpenId] = useState<number>();
  const requests = usePages({
    topic: "customers",
    path: "/privacy-requests",
    schema: privacyListSchema,
    rowsOf: (reply) => reply.privacy_requests,
  });
  return (
    <>
      <DataTable
        id="privacy-requests"
        label={t("view_privacy")}
        columns={useColumns()}
        pages={requests}
        rowKey={({ id }) => id}
        onOpen={({ id, what }) => what === "show" && setOpenId(id)}
        empty={<EmptyState icon={IconShieldLock} title={t("no_requests")} hint={t("no_requests_hint")} />}
      />
      <DataDrawer request={requests.rows.find(({ id }) => id === openId)} onClose={() => setOpenId(undefined)} />
    </>
  );
}

function useColumns(): readonly Column<PrivacyRequestReply>[] {
  const { t } = useTranslation("customers");
  const erased = (request: PrivacyRequestReply) =>
    request.what === "show"
      ? "–"
      : t("erased_count", { customers: request.customers_erased, orders: request.orders_erased });
  return [
    { id: "what", title: t("what"), isHeading: true, cell: ({ what }) => <strong>{t(what)}</strong> },
    { id: "store", title: t("store"), cell: (request) => <StoreName id={request.connection_public_id} /> },
    { id: "email", title: t("email"), cell: ({ email }) => email ?? "–" },
    { id: "state", title: t("state"), cell: ({ state }) => <StatusBadge status={state} /> },
    { id: "received", title: t("received"), cell: (request) => <Time at={request.received_at} /> },
    { id: "due", title: t("due"), cell: ({ state, due_at: due }) => (state === "open" ? <Time at={due} /> : "–") },
    { id: "erased", title: t("erased"), cell: erased },
  ];
}

function DataDrawer(props: { readonly request: PrivacyRequestReply | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("customers");
  return (
    <DetailDrawer opened={props.request !== undefined} title={t("data_title")} onClose={props.onClose}>
      {props.request && <Data key={props.request.id} request={props.request} onDone={props.onClose} />}
    </DetailDrawer>
  );
}

/** Not asked for before somebody presses the button: who looked is written down. */
function Data({ request, onDone }: { readonly request: PrivacyRequestReply; readonly onDone: () => void }) {
  const { t } = useTranslation("customers");
  const client = useQueryClient();
  const data = useQuery({
    queryKey: ["privacy-data", request.id],
    queryFn: ({ signal }) => get(`/privacy-requests/${request.id}/data`, privacyDataSchema, {}, signal),
    enabled: false,
    gcTime: 0,
  });
  const completing = useMutation({
    mutationFn: () => send("POST", `/privacy-requests/${request.id}/complete`, privacyRequestSchema),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["customers"] });
      tellDone(t("answered"));
      onDone();
    },
    onError: tellProblem,
  });
  const complete = () =>
    confirm({
      title: t("mark_title"),
      detail: t("mark_hint"),
      action: t("mark_done"),
      onConfirm: () => completing.mutate(),
    });
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("data_note")}
      </Text>
      {data.data ? (
        <PayloadViewer label={t("data")} payload={JSON.stringify(data.data)} />
      ) : (
        <Button variant="default" loading={data.isFetching} onClick={() => void data.refetch()}>
          {t("show_data")}
        </Button>
      )}
      {request.state === "open" && (
        <Button loading={completing.isPending} onClick={complete}>
          {t("mark_done")}
        </Button>
      )}
    </Stack>
  );
}
