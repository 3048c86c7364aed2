// What can be done with a card: the remedies that the hub offers, as buttons.
import { type Parked, parkedDetailSchema, retriedLikeSchema } from "@logix/api/hub/parked";
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowBackUp, IconChecks, IconExternalLink, IconRefresh } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useMay } from "../session/session.ts";
import classes from "./activity.module.css";
import { DismissDialog } from "./dismiss-dialog.tsx";

export function ParkedActions({ card }: { readonly card: Parked }) {
  const { t } = useTranslation("activity");
  const may = useMay();
  const [isDismissing, dismissing] = useDisclosure(false);
  const { retry, retryLike, reopen } = useParkedChanges(card.id);
  const offers = new Set(card.remedies.map(({ action }) => action));
  const canChange = may("integration:update");
  return (
    <div className={classes.actions}>
      {canChange && offers.has("retry_like") && (
        <Button
          size="xs"
          leftSection={<IconChecks size={15} />}
          loading={retryLike.isPending}
          onClick={() => retryLike.mutate()}
        >
          {t("retry_like")}
        </Button>
      )}
      {canChange && offers.has("retry") && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={15} />}
          loading={retry.isPending}
          onClick={() => retry.mutate()}
        >
          {t("retry")}
        </Button>
      )}
      <Places card={card} offers={offers} />
      {canChange && offers.has("dismiss") && (
        <Button size="xs" variant="subtle" color="gray" onClick={dismissing.open}>
          {t("dismiss")}
        </Button>
      )}
      {canChange && card.resolution === "dismissed" && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowBackUp size={15} />}
          loading={reopen.isPending}
          onClick={() => reopen.mutate()}
        >
          {t("reopen")}
        </Button>
      )}
      <DismissDialog id={card.id} opened={isDismissing} onClose={dismissing.close} />
    </div>
  );
}

/** Where a person does what helps. */
function Places({ card, offers }: { readonly card: Parked; readonly offers: ReadonlySet<string | null> }) {
  const { t } = useTranslation("activity");
  const connection = `/connections/${card.connection_public_id}`;
  const places = [
    { action: "open_connection", word: t("open_connection"), to: connection, search: {} },
    { action: "map_status", word: t("map_status"), to: connection, search: {} },
    { action: "open_order", word: t("open_order"), to: "/orders", search: { search: card.remote_id } },
  ];
  return places
    .filter(({ action }) => offers.has(action))
    .map(({ action, word, to, search }) => (
      <Button
        key={action}
        size="xs"
        variant="default"
        rightSection={<IconExternalLink size={13} />}
        renderRoot={(props) => <Link to={to} search={search} {...props} />}
      >
        {word}
      </Button>
    ));
}

function useParkedChanges(id: number) {
  const { t } = useTranslation("activity");
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: ["parked"] });
  const retry = useMutation({
    mutationFn: () => send("POST", `/parked/${id}/retry`, parkedDetailSchema),
    onSuccess: () => {
      again();
      tellDone(t("retried"));
    },
    onError: tellProblem,
  });
  const retryLike = useMutation({
    mutationFn: () => send("POST", `/parked/${id}/retry-like`, retriedLikeSchema),
    onSuccess: ({ retried }) => {
      again();
      tellDone(t("retried_like", { count: retried }));
    },
    onError: tellProblem,
  });
  const reopen = useMutation({
    mutationFn: () => send("POST", `/parked/${id}/reopen`, parkedDetailSchema),
    onSuccess: () => {
      again();
      tellDone(t("reopened"));
    },
    onError: tellProblem,
  });
  return { retry, retryLike, reopen };
}
