// The store's webhooks: which are there, in what state, and one button that sets right what is wrong.
import { webhookListSchema, webhookSetupSchema } from "@logix/api/hub/connection-webhooks";
import type { Connection } from "@logix/api/hub/connections";
import { Button, Group, Skeleton, Stack, Table } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { REACHABLE } from "../components/reachable.ts";
import { StatusBadge } from "../components/status-badge.tsx";
import { tellDone } from "../components/tell.ts";

export function WebhooksPart({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const path = `/connections/${connection.public_id}/webhooks`;
  const found = useQuery({
    queryKey: ["fixed", "webhooks", connection.public_id],
    queryFn: ({ signal }) => get(path, webhookListSchema, {}, signal),
  });
  const repairing = useMutation({
    mutationFn: () => send("POST", path, webhookSetupSchema, {}),
    onSuccess: () => {
      tellDone(t("repaired"));
      void found.refetch();
    },
  });
  const webhooks = found.data?.webhooks;
  const repair = (
    <Button loading={repairing.isPending} onClick={() => repairing.mutate()}>
      {t("repair")}
    </Button>
  );
  return (
    <Stack>
      <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />
      <ProblemAlert error={repairing.error} />
      {found.isPending && <Skeleton height={160} />}
      {webhooks?.length === 0 && (
        <EmptyState
          title={t("no_webhooks")}
          hint={t("no_webhooks_hint", { count: connection.sync_interval_minutes })}
          action={repair}
        />
      )}
      {webhooks && webhooks.length > 0 && (
        <>
          <Table.ScrollContainer minWidth={420} scrollAreaProps={REACHABLE}>
            <Table aria-label={t("webhooks")}>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t("topic")}</Table.Th>
                  <Table.Th>{t("state")}</Table.Th>
                  <Table.Th>{t("delivers_to")}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {webhooks.map(({ remote_id, topic, status, own, delivery_url }) => (
                  <Table.Tr key={remote_id}>
                    <Table.Td>{topic}</Table.Td>
                    <Table.Td>
                      <StatusBadge status={status} />
                    </Table.Td>
                    <Table.Td>{own ? t("here") : delivery_url}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
          <Group>{repair}</Group>
        </>
      )}
    </Stack>
  );
}
