// One webhook: its payload, whether it was genuine, what became of it, and the way to have it looked at again.
import { deliveryDetailSchema } from "@logix/api/hub/deliveries";
import { Button, Stack } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { get, send } from "../api/client.ts";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { PayloadViewer } from "../components/payload-viewer.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { tellDone, tellProblem } from "../components/tell.ts";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import classes from "./activity.module.css";
import { Signature } from "./signature.tsx";

type Detail = z.infer<typeof deliveryDetailSchema>;

export function DeliveryDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("activity");
  const { data, isPending, error } = useQuery({
    queryKey: ["deliveries", id],
    queryFn: ({ signal }) => get(`/deliveries/${id}`, deliveryDetailSchema, {}, signal),
    enabled: id !== undefined,
  });
  return (
    <DetailDrawer
      opened={id !== undefined}
      title={data ? t("delivery_title", { topic: data.topic, id: data.remote_id }) : t("deliveries")}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      {data && <Content delivery={data} />}
    </DetailDrawer>
  );
}

function Content({ delivery }: { readonly delivery: Detail }) {
  const { t } = useTranslation("activity");
  const isAboutThing = delivery.kind !== "store" && delivery.kind !== "privacy";
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          [t("state"), <StatusBadge key="state" status={delivery.state} />],
          [t("signature"), <Signature key="signature" isSigned={delivery.signed} />],
          [t("store"), <StoreName key="store" id={delivery.connection_public_id} />],
          [t("received"), <Time key="received" at={delivery.received_at} />],
          [t("settled"), <Time key="settled" at={delivery.settled_at} />],
          [t("copies"), delivery.copies],
          [t("delivery_id"), delivery.delivery_id || "–"],
          ...(delivery.note ? [[t("note"), delivery.note] as const] : []),
        ]}
      />
      {isAboutThing && <Replay id={delivery.id} />}
      <PayloadViewer label={t("payload")} payload={delivery.body} />
    </Stack>
  );
}

function Replay({ id }: { readonly id: number }) {
  const { t } = useTranslation("activity");
  const may = useMay();
  const client = useQueryClient();
  const replaying = useMutation({
    mutationFn: () => send("POST", `/deliveries/${id}/replay`, deliveryDetailSchema),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["deliveries"] });
      tellDone(t("replayed"));
    },
    onError: tellProblem,
  });
  if (!may("integration:update")) return null;
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} />}
        loading={replaying.isPending}
        onClick={() => replaying.mutate()}
      >
        {t("replay")}
      </Button>
      <p className={classes.faint}>{t("replay_hint")}</p>
    </div>
  );
}
