// What could not be worked on: masked for everybody, with personal data for those who may see customers and ask for it.
import { parkedDetailSchema, parkedPayloadSchema } from "@logix/api/hub/parked";
import { Button, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { PayloadViewer } from "../components/payload-viewer.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useMay } from "../session/session.ts";
import classes from "./activity.module.css";

export function ParkedPayload({ id }: { readonly id: number }) {
  const { t } = useTranslation("activity");
  const may = useMay();
  const masked = useQuery({
    queryKey: ["parked", id],
    queryFn: ({ signal }) => get(`/parked/${id}`, parkedDetailSchema, {}, signal),
  });
  const full = useQuery({
    queryKey: ["parked-payload", id],
    queryFn: ({ signal }) => get(`/parked/${id}/payload`, parkedPayloadSchema, {}, signal),
    enabled: false,
    gcTime: 0,
  });
  const payload = full.data?.payload ?? masked.data?.payload;
  if (masked.isPending) return <Skeleton height={80} />;
  return (
    <Stack gap="xs">
      <ProblemAlert error={full.error ?? masked.error} />
      {payload ? (
        <PayloadViewer label={t("payload")} payload={payload} />
      ) : (
        <p className={classes.faint}>{t("no_payload")}</p>
      )}
      {payload && !full.data && may("customers:read") && (
        <div className={classes.cardMeta}>
          <Button size="compact-xs" variant="default" loading={full.isFetching} onClick={() => void full.refetch()}>
            {t("show_personal")}
          </Button>
          <span>{t("personal_note")}</span>
        </div>
      )}
    </Stack>
  );
}
