// Where an order is sent from, and why; decided otherwise by a person, or anew by today's rules.
import type { OrderDetail } from "@logix/api/hub/orders";
import { type OrderRouting, orderRoutingSchema } from "@logix/api/hub/routing";
import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get, send } from "../api/client.ts";
import { Notice } from "../components/notice.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { tellDone } from "../components/tell.ts";
import { useLocations } from "../locations/use-locations.ts";
import { useMay } from "../session/session.ts";
import classes from "./orders.module.css";

export function OrderRoutingPart({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation("orders");
  const may = useMay();
  const routing = useQuery({
    queryKey: ["orders", "routing", order.id],
    queryFn: ({ signal }) => get(`/orders/${order.id}/routing`, orderRoutingSchema, {}, signal),
  });
  const data = routing.data;
  if (data && data.decision === null && data.held.length === 0) return null;
  return (
    <section aria-label={t("routing")}>
      <h3 className={classes.title}>{t("routing")}</h3>
      <ProblemAlert error={routing.error} />
      {data && (
        <Stack gap="sm">
          <Held held={data.held} />
          <Why decision={data.decision} />
          {may("orders:write") && data.decision && data.held.some(({ sent }) => !sent) && <Otherwise id={order.id} />}
        </Stack>
      )}
    </section>
  );
}

function Held({ held }: Pick<OrderRouting, "held">) {
  const { t } = useTranslation("orders");
  return (
    <ul>
      {held.map(({ line_remote_id: line, location_id: at, quantity, sku, location, sent }) => (
        <li key={`${line} ${at} ${sent}`}>{t(sent ? "routing_sent" : "routing_held", { quantity, sku, location })}</li>
      ))}
    </ul>
  );
}

function Why({ decision }: Pick<OrderRouting, "decision">) {
  const { t } = useTranslation("orders");
  if (!decision) return <Text size="sm">{t("routing_nothing")}</Text>;
  return (
    <>
      {decision.state === "held" && <Notice tone="warn">{t("routing_waits")}</Notice>}
      {decision.oversold.length > 0 && <Notice tone="warn">{t("routing_oversold")}</Notice>}
      <ol aria-label={t("routing_why")}>
        {decision.explanation.map(({ text, rule }) => (
          <li key={`${rule} ${text}`}>{rule === null ? text : t("routing_by_rule", { text, rule })}</li>
        ))}
      </ol>
      {decision.reason && <Text size="sm">{t("routing_reason", { reason: decision.reason })}</Text>}
    </>
  );
}

function Otherwise({ id }: { readonly id: number }) {
  const { t } = useTranslation("orders");
  const client = useQueryClient();
  const places = (useLocations().data?.locations ?? []).filter(({ active }) => active);
  const [isOpen, setOpen] = useState(false);
  const [picked, setPicked] = useState("");
  const [reason, setReason] = useState("");
  const settle = () => {
    setOpen(false);
    setReason("");
    tellDone(t("routing_done"));
    return client.invalidateQueries({ queryKey: ["orders"] });
  };
  const at = `/orders/${id}/routing`;
  const overriding = useMutation({
    mutationFn: () =>
      send("POST", `${at}/override`, orderRoutingSchema, { location_id: Number(picked), reason: reason.trim() }),
    onSuccess: settle,
  });
  const rerouting = useMutation({
    mutationFn: () => send("POST", `${at}/reroute`, orderRoutingSchema, {}),
    onSuccess: settle,
  });
  return (
    <Stack gap="sm">
      <ProblemAlert error={overriding.error ?? rerouting.error} />
      <Group gap="xs">
        <Button size="xs" variant="default" loading={rerouting.isPending} onClick={() => rerouting.mutate()}>
          {t("reroute")}
        </Button>
        {places.length > 1 && (
          <Button size="xs" variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {t("override")}
          </Button>
        )}
      </Group>
      {isOpen && (
        <>
          <NativeSelect
            label={t("override_at")}
            value={picked}
            onChange={(event) => setPicked(event.currentTarget.value)}
            data={[
              { value: "", label: t("override_pick") },
              ...places.map((place) => ({ value: String(place.id), label: place.name })),
            ]}
          />
          <TextInput
            label={t("override_reason")}
            required
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button
              loading={overriding.isPending}
              disabled={picked === "" || reason.trim() === ""}
              onClick={() => overriding.mutate()}
            >
              {t("override_do")}
            </Button>
          </Group>
        </>
      )}
    </Stack>
  );
}
