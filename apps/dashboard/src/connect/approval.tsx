// The store makes the key itself: the merchant says yes on its page, and comes back.
import { approvalDoneSchema, approvalReplySchema } from "@logix/api/logix-approvals";
import { Button, Group, Loader } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useShowConnection } from "./use-connecting.ts";
import classes from "./woocommerce-form.module.css";

export function ApprovalBox({ storeUrl, publicUrl }: { readonly storeUrl: string; readonly publicUrl: string }) {
  const { t } = useTranslation("connect");
  const asking = useMutation({
    mutationFn: () =>
      send("POST", "/woocommerce/approvals", approvalReplySchema, {
        store_url: storeUrl,
        return_url: `${location.origin}/connect?platform=woocommerce`,
        auto_sync: false,
      }),
    onSuccess: ({ approval_url }) => location.assign(approval_url),
  });
  const isPossible = publicUrl.startsWith("https://");
  return (
    <section className={classes.box} aria-label={t("approve_title")}>
      <h2>{t("approve_title")}</h2>
      <p>{isPossible ? t("approve_hint") : t("approve_needs_https", { address: publicUrl })}</p>
      <ProblemAlert error={asking.error} />
      {isPossible && (
        <Button loading={asking.isPending} onClick={() => asking.mutate()}>
          {t("approve")}
        </Button>
      )}
    </section>
  );
}

/** The merchant has said yes: the key that the store handed over is tried, and the store connected. */
export function ApprovalReturn({ state }: { readonly state: string }) {
  const { t } = useTranslation("connect");
  const show = useShowConnection();
  const finishing = useMutation({
    mutationFn: () => send("POST", `/woocommerce/approvals/${encodeURIComponent(state)}/finish`, approvalDoneSchema),
    onSuccess: ({ integration }) => show(integration.id),
  });
  const { mutate } = finishing;
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    mutate();
  }, [mutate]);
  if (finishing.error) return <ProblemAlert error={finishing.error} onRetry={() => mutate()} />;
  return (
    <Group role="status">
      <Loader size="sm" />
      {t("approving")}
    </Group>
  );
}
