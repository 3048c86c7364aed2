// What was bought, and how its price came about.
import type { Order } from "@logix/api/hub/orders";
import { useTranslation } from "react-i18next";
import { Money } from "../components/money.tsx";
import classes from "./orders.module.css";

export function OrderLines({ order }: { readonly order: Order }) {
  const { t } = useTranslation("orders");
  const { currency } = order;
  const sums = [
    [t("subtotal"), order.subtotal_minor],
    [t("discount"), -order.discount_minor],
    [t("shipping_cost"), order.shipping_minor],
    [t("tax"), order.tax_minor],
    [t("refunded"), -order.refunded_minor],
  ] as const;
  return (
    <section aria-label={t("lines")}>
      <h3 className={classes.title}>{t("lines")}</h3>
      <table className={classes.lines}>
        <thead>
          <tr>
            <th scope="col">{t("items")}</th>
            <th scope="col" data-right>
              {t("quantity")}
            </th>
            <th scope="col" data-right>
              {t("price")}
            </th>
          </tr>
        </thead>
        <tbody>
          {order.line_items
            .filter(({ kind }) => kind === "product")
            .map((line) => (
              <tr key={line.remote_id}>
                <td>
                  {line.name}
                  <div className={classes.sku}>
                    {[line.sku, ...line.options.map(({ name, value }) => `${name}: ${value}`)]
                      .filter(Boolean)
                      .join(" · ")}
                  </div>
                </td>
                <td data-right>{line.quantity}</td>
                <td data-right>
                  <Money minor={line.total_minor} currency={currency} />
                </td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          {sums
            .filter(([, minor], index) => index === 0 || minor !== 0)
            .map(([name, minor]) => (
              <tr key={name}>
                <th scope="row" colSpan={2}>
                  {name}
                </th>
                <td data-right>
                  <Money minor={minor} currency={currency} />
                </td>
              </tr>
            ))}
          <tr>
            <th scope="row" colSpan={2}>
              {t("total")}
            </th>
            <td data-right>
              <Money minor={order.total_minor} currency={currency} />
            </td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
