// The order as its store gave it, word for word; asked for only when somebody wants to see it.
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { get } from "../api/client.ts";
import { PayloadViewer } from "../components/payload-viewer.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";

export function RawOrder({ id }: { readonly id: number }) {
  const { t } = useTranslation("orders");
  const [isShown, setShown] = useState(false);
  const raw = useQuery({
    queryKey: ["orders", "raw", id],
    queryFn: ({ signal }) => get(`/orders/${id}/raw`, z.unknown(), {}, signal),
    enabled: isShown,
  });
  if (!isShown)
    return (
      <Button variant="default" onClick={() => setShown(true)}>
        {t("show_raw")}
      </Button>
    );
  return (
    <>
      <ProblemAlert error={raw.error} />
      {raw.data !== undefined && <PayloadViewer label={t("raw")} payload={JSON.stringify(raw.data)} />}
    </>
  );
}
