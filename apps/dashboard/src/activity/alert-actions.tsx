// Taking an alert on, or putting it off.
import { type Alert, alertDetailSchema } from "@logix/api/hub/alerts";
import { Button, Menu } from "@mantine/core";
import { IconClockPause, IconUserCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useMay } from "../session/session.ts";

const HOUR_MS = 60 * 60_000;

export function AlertActions({ alert }: { readonly alert: Pick<Alert, "id" | "acknowledged_at"> }) {
  const { t } = useTranslation("activity");
  const may = useMay();
  const client = useQueryClient();
  const done = (words: string) => {
    void client.invalidateQueries({ queryKey: ["alerts"] });
    tellDone(words);
  };
  const acknowledging = useMutation({
    mutationFn: () => send("POST", `/alerts/${alert.id}/acknowledge`, alertDetailSchema),
    onSuccess: () => done(t("acknowledged")),
    onError: tellProblem,
  });
  const snoozing = useMutation({
    mutationFn: (hours: number) =>
      send("POST", `/alerts/${alert.id}/snooze`, alertDetailSchema, {
        until: new Date(Date.now() + hours * HOUR_MS).toISOString(),
      }),
    onSuccess: () => done(t("snoozed")),
    onError: tellProblem,
  });
  if (!may("integration:update")) return null;
  const spans = [
    { hours: 1, word: t("snooze_hour") },
    { hours: 8, word: t("snooze_evening") },
    { hours: 24, word: t("snooze_day") },
    { hours: 168, word: t("snooze_week") },
  ];
  return (
    <>
      {alert.acknowledged_at === null && (
        <Button
          variant="default"
          leftSection={<IconUserCheck size={16} />}
          loading={acknowledging.isPending}
          onClick={() => acknowledging.mutate()}
        >
          {t("acknowledge")}
        </Button>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button variant="default" leftSection={<IconClockPause size={16} />} loading={snoozing.isPending}>
            {t("snooze")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {spans.map(({ hours, word }) => (
            <Menu.Item key={hours} onClick={() => snoozing.mutate(hours)}>
              {word}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
