// How often both sides are compared by themselves.
import { driftSchema } from "@logix/api/hub/reconciles";
import { NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { tellDone, tellProblem } from "../components/tell.ts";

const HOUR = 60;
const DAY = 24 * HOUR;
const USUAL = [HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 30 * DAY];

export function CompareInterval({ id, minutes }: { readonly id: string; readonly minutes: number }) {
  const { t } = useTranslation("connections");
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: (interval: number) =>
      send("PUT", `/connections/${id}/reconcile`, driftSchema, { interval_minutes: interval }),
    onSuccess: () => {
      tellDone(t("saved"));
      return client.invalidateQueries({ queryKey: ["runs", "drift", id] });
    },
    onError: tellProblem,
  });
  const inWords = (interval: number) =>
    interval % DAY === 0
      ? t("days", { count: interval / DAY })
      : interval % HOUR === 0
        ? t("hours", { count: interval / HOUR })
        : t("every_minutes", { count: interval });
  // What was set over the API need not be one of the usual ones.
  const offered = [...new Set([...USUAL, minutes])].toSorted((one, other) => one - other);
  return (
    <NativeSelect
      maw="16rem"
      label={t("compare_every")}
      description={t("compare_every_hint")}
      value={String(saving.isPending ? saving.variables : minutes)}
      disabled={saving.isPending}
      onChange={({ currentTarget: { value } }) => saving.mutate(Number(value))}
      data={offered.map((interval) => ({ value: String(interval), label: inWords(interval) }))}
    />
  );
}
