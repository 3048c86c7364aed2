// One alert: what it means, where it is put right, who takes care, and where it was told.
import { ALERT_KINDS } from "@logix/api/hub/alert-codes";
import { alertDetailSchema } from "@logix/api/hub/alerts";
import { Button, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { get } from "../api/client.ts";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { Timeline } from "../components/timeline.tsx";
import classes from "./activity.module.css";
import { AlertActions } from "./alert-actions.tsx";
import { AlertState, Severity } from "./alert-badges.tsx";
import { placeOf } from "./remedy-place.ts";

type Detail = z.infer<typeof alertDetailSchema>;

export function AlertDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("activity");
  const { data, isPending, error } = useQuery({
    queryKey: ["alerts", id],
    queryFn: ({ signal }) => get(`/alerts/${id}`, alertDetailSchema, {}, signal),
    enabled: id !== undefined,
  });
  return (
    <DetailDrawer
      opened={id !== undefined}
      title={data?.title ?? t("alert")}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      {data && <Content alert={data} />}
    </DetailDrawer>
  );
}

function Content({ alert }: { readonly alert: Detail }) {
  const { t } = useTranslation("activity");
  const fix = placeOf(alert);
  return (
    <Stack gap="lg">
      <Text size="sm">{alert.detail}</Text>
      {alert.state === "open" && (
        <div className={classes.actions}>
          <Button
            rightSection={<IconExternalLink size={14} />}
            renderRoot={(props) => <Link to={fix.to} search={fix.search} {...props} />}
          >
            {t("go_fix")}
          </Button>
          <AlertActions alert={alert} />
        </div>
      )}
      <Facts
        facts={[
          [t("severity"), <Severity key="severity" severity={alert.severity} />],
          [t("state"), <AlertState key="state" alert={alert} />],
          [t("store"), <StoreName key="store" id={alert.connection_public_id} />],
          [t("means"), ALERT_KINDS[alert.code].means],
          [t("copies"), alert.times],
          [t("opened"), <Time key="opened" at={alert.opened_at} />],
          [t("last_seen"), <Time key="last" at={alert.last_at} />],
          ...(alert.settled_at ? [[t("over"), <Time key="over" at={alert.settled_at} />] as const] : []),
          ...(alert.acknowledged_at ? [[t("taken_on"), <Time key="taken" at={alert.acknowledged_at} />] as const] : []),
          ...(alert.snoozed_until
            ? [[t("snoozed_until"), <Time key="snoozed" at={alert.snoozed_until} />] as const]
            : []),
        ]}
      />
      <Told alert={alert} />
    </Stack>
  );
}

function Told({ alert }: { readonly alert: Detail }) {
  const { t } = useTranslation("activity");
  return (
    <section aria-label={t("told")}>
      <h3 className={classes.heading}>{t("told")}</h3>
      {alert.told.length === 0 && <p className={classes.faint}>{t("told_nowhere")}</p>}
      <Timeline
        label={t("told")}
        entries={alert.told.map((each) => ({
          key: `${each.channel_id} ${each.kind} ${each.due_at}`,
          at: each.sent_at ?? each.due_at,
          title: `${each.channel}: ${t(`told_${each.kind}`)}`,
          detail: each.error ?? t(each.state),
        }))}
      />
    </section>
  );
}
