// What of a payout does not add up, each by its name and with both amounts.
import type { PayoutDetail, PayoutTransaction } from "@logix/api/hub/payouts";
import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../components/notice.tsx";
import { formatMoney } from "../format/money.ts";
import classes from "./payouts.module.css";

export function Differences({ payout }: { readonly payout: PayoutDetail }) {
  const { t } = useTranslation("payouts");
  const sums = useSums(payout);
  const orders = useOrders(payout);
  if (sums.length + orders.length === 0) {
    return (
      <Notice tone="good" title={t("adds_up")}>
        {t(payout.transaction_count === 0 ? "adds_up_empty" : "adds_up_hint")}
      </Notice>
    );
  }
  return (
    <section aria-label={t("differences")}>
      <Notice tone={payout.state === "amount_differs" ? "bad" : "warn"} title={t("differences")}>
        <ul className={classes.differences}>
          {[...sums, ...orders].map(([key, said]) => (
            <li key={key}>{said}</li>
          ))}
        </ul>
      </Notice>
    </section>
  );
}

type Said = readonly (readonly [key: string, said: ReactNode])[];

function useSums({ problems, currency }: PayoutDetail): Said {
  const { t } = useTranslation("payouts");
  return problems.map(({ code, expected_minor: expected, found_minor: found }) => [
    code,
    t(code, { expected: formatMoney(expected, currency), found: formatMoney(found, currency) }),
  ]);
}

function useOrders({ transactions, currency }: PayoutDetail): Said {
  const { t } = useTranslation("payouts");
  const unknown = transactions.filter(({ state }) => state === "order_unknown").length;
  const money = (minor: number | null) => formatMoney(minor ?? 0, currency);
  const amounts = ({ expected_minor, found_minor }: PayoutTransaction) => ({
    expected: money(expected_minor),
    found: money(found_minor),
  });
  // Several transactions of one order say the same of it.
  const differing = onceEach(transactions.filter(({ state }) => state === "amount_differs"));
  const foreign = onceEach(transactions.filter(({ state }) => state === "not_comparable"));
  return [
    ...differing.map((each) => {
      const order = each.order_display_number ?? "";
      const said = t(each.kind === "refund" ? "refund_differs" : "charge_differs", { order, ...amounts(each) });
      return [`${each.id}`, <OrderLink key={each.id} transaction={each} text={said} />] as const;
    }),
    ...foreign.map((each) => {
      const said = t("not_comparable_order", { order: each.order_display_number ?? "" });
      return [`${each.id}`, <OrderLink key={each.id} transaction={each} text={said} />] as const;
    }),
    ...(unknown === 0 ? [] : [["unknown", t("unknown_order", { count: unknown })] as const]),
  ];
}

function onceEach(transactions: readonly PayoutTransaction[]): readonly PayoutTransaction[] {
  return [...new Map(transactions.map((each) => [`${each.kind} ${each.order_id}`, each])).values()];
}

function OrderLink({ transaction, text }: { readonly transaction: PayoutTransaction; readonly text: string }) {
  const { order_id: id } = transaction;
  if (id === null) return <>{text}</>;
  return (
    <Anchor
      inherit
      underline="always"
      renderRoot={(props) => <Link to="/orders" search={{ order: String(id) }} {...props} />}
    >
      {text}
    </Anchor>
  );
}
