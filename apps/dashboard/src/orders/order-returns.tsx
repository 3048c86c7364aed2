// What comes back of an order, and why: each return with its state, its goods and what was paid back for it.
import type { OrderDetail } from "@logix/api/hub/orders";
import { useTranslation } from "react-i18next";
import { Money } from "../components/money.tsx";
import { Badge, type Tone } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import classes from "./orders.module.css";

type Return = OrderDetail["returns"][number];

const TONES: Readonly<Record<Return["status"], Tone>> = {
  requested: "warn",
  open: "info",
  declined: "idle",
  cancelled: "idle",
  closed: "good",
};

export function OrderReturns({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation("orders");
  if (order.returns.length === 0) return null;
  return (
    <section aria-label={t("returns")}>
      <h3 className={classes.title}>{t("returns")}</h3>
      {order.returns.map((each) => (
        <OneReturn key={each.remote_id} order={order} found={each} />
      ))}
    </section>
  );
}

function OneReturn({ order, found }: { readonly order: OrderDetail; readonly found: Return }) {
  const { t } = useTranslation("orders");
  const paid = order.refunds
    .filter(({ remote_id, pending }) => found.refund_remote_ids.includes(remote_id) && !pending)
    .reduce((sum, { total_minor }) => sum + total_minor, 0);
  return (
    <article aria-label={t("return_number", { number: found.number })} className={classes.return}>
      <div className={classes.head}>
        <strong>{found.number}</strong>
        <Badge tone={TONES[found.status]} text={t(`return_${found.status}`)} />
        <span className={classes.sku}>
          <Time at={found.closed_at ?? found.opened_at ?? found.requested_at} />
        </span>
      </div>
      {found.note && <p className={classes.address}>{found.note}</p>}
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t("return_goods")}</th>
            <th scope="col" data-right>
              {t("quantity")}
            </th>
          </tr>
        </thead>
        <tbody>
          {found.line_items.map((line) => (
            <tr key={line.remote_id}>
              <td>
                {nameOf(order, line) ?? t("return_unknown")}
                <div className={classes.sku}>{[line.sku, line.reason].filter(Boolean).join(" · ")}</div>
                {line.note && <div className={classes.address}>{line.note}</div>}
              </td>
              <td data-right>{line.quantity}</td>
            </tr>
          ))}
        </tbody>
        {paid > 0 && (
          <tfoot>
            <tr>
              <th scope="row">{t("refunded")}</th>
              <td data-right>
                <Money minor={paid} currency={order.currency} />
              </td>
            </tr>
          </tfoot>
        )}
      </table>
    </article>
  );
}

function nameOf(order: OrderDetail, line: Return["line_items"][number]): string | undefined {
  return order.line_items.find(({ remote_id }) => remote_id === line.line_remote_id)?.name;
}
