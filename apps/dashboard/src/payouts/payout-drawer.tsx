// One payout: its sums, what of it does not add up, and the transactions that it is made of with their orders.
import { type PayoutDetail, payoutDetailSchema } from "@logix/api/hub/payouts";
import { Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { Money } from "../components/money.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { formatDate } from "../format/time.ts";
import { Differences } from "./differences.tsx";
import { PayoutState, PayoutStatus } from "./payout-look.tsx";
import classes from "./payouts.module.css";
import { Transactions } from "./transactions.tsx";

export function PayoutDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("payouts");
  const { data, isPending, error } = useQuery({
    queryKey: ["runs", "payout", id],
    queryFn: ({ signal }) => get(`/payouts/${id}`, payoutDetailSchema, {}, signal),
    enabled: id !== undefined,
  });
  return (
    <DetailDrawer
      opened={id !== undefined}
      title={data ? t("payout_of", { day: formatDate(data.issued_at) }) : t("title")}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      {data && <Content payout={data} />}
    </DetailDrawer>
  );
}

function Content({ payout }: { readonly payout: PayoutDetail }) {
  const { t } = useTranslation("payouts");
  const money = (minor: number) => <Money minor={minor} currency={payout.currency} />;
  return (
    <Stack gap="lg">
      <div className={classes.head}>
        <PayoutStatus status={payout.status} />
        <PayoutState state={payout.state} />
        <span className={classes.total}>{money(payout.net_minor)}</span>
      </div>
      <Facts
        facts={[
          [t("store"), <StoreName key="store" id={payout.connection_public_id} />],
          [t("number"), payout.remote_id],
          [t("gross"), money(payout.gross_minor)],
          [t("refunds"), money(payout.refund_minor)],
          [t("fees"), money(payout.fee_minor)],
          [t("net"), <strong key="net">{money(payout.net_minor)}</strong>],
          [t("read"), <Time key="read" at={payout.updated_at} />],
        ]}
      />
      <Differences payout={payout} />
      <Transactions payout={payout} />
    </Stack>
  );
}
