// What can be done with a store at once: test, read, pause and resume; and a test order in a sandbox store.
import type { Connection } from "@logix/api/hub/connections";
import { runSchema } from "@logix/api/hub/runs";
import { sandboxOrderSchema } from "@logix/api/hub/sandbox-stores";
import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { tellDone, tellProblem } from "../components/tell.ts";
import { useSandboxStores } from "../connect/use-connecting.ts";
import { useMay } from "../session/session.ts";
import { useDeed } from "./use-connection.ts";

export function ConnectionActions({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const may = useMay();
  const client = useQueryClient();
  const test = useDeed(connection.public_id, "test", t("tested"));
  const pause = useDeed(connection.public_id, "pause", t("paused_now"));
  const resume = useDeed(connection.public_id, "resume", t("resumed_now"));
  const sync = useMutation({
    mutationFn: () => startRuns(connection.public_id),
    onSuccess: () => {
      tellDone(t("sync_started"));
      return client.invalidateQueries({ queryKey: ["runs"] });
    },
    onError: tellProblem,
  });
  return (
    <>
      <TestOrderButton connection={connection} />
      {may("integration:import") && connection.status === "active" && (
        <Button variant="default" loading={sync.isPending} onClick={() => sync.mutate()}>
          {t("sync")}
        </Button>
      )}
      {may("integration:update") && (
        <>
          <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
            {t("test")}
          </Button>
          {connection.status === "paused" ? (
            <Button loading={resume.isPending} onClick={() => resume.mutate()}>
              {t("resume")}
            </Button>
          ) : (
            <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
              {t("pause")}
            </Button>
          )}
        </>
      )}
    </>
  );
}

export function TestOrderButton({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation("connections");
  const may = useMay();
  const stores = useSandboxStores();
  const placing = useMutation({
    mutationFn: () => send("POST", `/sandbox-stores/${connection.public_id}/orders`, sandboxOrderSchema),
    onSuccess: () => tellDone(t("placed")),
    onError: tellProblem,
  });
  const isSandbox = stores.data?.stores.some(({ connection_id }) => connection_id === connection.id);
  if (!isSandbox || !may("integration:create")) return null;
  return (
    <Button variant="default" loading={placing.isPending} onClick={() => placing.mutate()}>
      {t("place_order")}
    </Button>
  );
}

/** Products first: orders name them. */
export async function startRuns(id: string): Promise<void> {
  for (const kind of ["products", "orders", "customers"])
    await send("POST", `/connections/${id}/runs`, runSchema, { kind });
}
