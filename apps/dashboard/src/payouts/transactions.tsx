// The transactions of a payout, each with its order.
import type { PayoutDetail, PayoutTransaction } from "@logix/api/hub/payouts";
import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Money } from "../components/money.tsx";
import { REACHABLE } from "../components/reachable.ts";
import { Time } from "../components/time.tsx";
import { PayoutState } from "./payout-look.tsx";
import classes from "./payouts.module.css";

export function Transactions({ payout }: { readonly payout: PayoutDetail }) {
  const { t } = useTranslation("payouts");
  return (
    <section aria-label={t("transactions")}>
      <h3 className={classes.heading}>{t("transactions")}</h3>
      {payout.transactions.length === 0 && <Text c="dimmed">{t("no_transactions")}</Text>}
      {payout.transactions.length > 0 && (
        <Table.ScrollContainer minWidth={460} scrollAreaProps={REACHABLE}>
          <Table aria-label={t("transactions")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("what")}</Table.Th>
                <Table.Th>{t("order")}</Table.Th>
                <Table.Th ta="right">{t("amount")}</Table.Th>
                <Table.Th ta="right">{t("fee")}</Table.Th>
                <Table.Th ta="right">{t("net")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {payout.transactions.map((each) => (
                <Row key={each.id} transaction={each} currency={payout.currency} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

function Row({ transaction, currency }: { readonly transaction: PayoutTransaction; readonly currency: string }) {
  const { t } = useTranslation("payouts");
  const { kind, type, at, amount_minor, fee_minor, net_minor } = transaction;
  return (
    <Table.Tr>
      <Table.Td>
        {kind === "other" ? type : t(kind)}
        <span className={classes.faint}>
          <Time at={at} />
        </span>
      </Table.Td>
      <Table.Td>
        <OrderOf transaction={transaction} />
        <span className={classes.state}>
          <PayoutState state={transaction.state} />
        </span>
      </Table.Td>
      {[amount_minor, fee_minor, net_minor].map((minor, index) => (
        <Table.Td key={["amount", "fee", "net"][index]} ta="right">
          <Money minor={minor} currency={currency} />
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

function OrderOf({ transaction }: { readonly transaction: PayoutTransaction }) {
  const { order_id: id, order_display_number: number, order_remote_id: remoteId } = transaction;
  if (id === null) return <>{remoteId ?? "–"}</>;
  return (
    <Anchor renderRoot={(props) => <Link to="/orders" search={{ order: String(id) }} {...props} />}>{number}</Anchor>
  );
}
