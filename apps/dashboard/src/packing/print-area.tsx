// What goes on paper: the pick list, or a packing slip for each order on a page of its own. Nothing of it is seen on the screen.
import type { Order } from "@logix/api/hub/orders";
import { useEffect } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { formatExact } from "../format/time.ts";
import { addressLines, deliveryAddress } from "../orders/addresses.ts";
import { useConnections } from "../shell/store-filter.tsx";
import { pickList, productsOf } from "./pick-list.ts";
import classes from "./print-area.module.css";

export type Printing = "list" | "slips" | null;

export function PrintArea({
  printing,
  orders,
  locations,
  onDone,
}: {
  readonly printing: Printing;
  readonly orders: readonly Order[];
  readonly locations: ReadonlyMap<string, string>;
  readonly onDone: () => void;
}) {
  useEffect(() => {
    if (printing === null) return;
    window.print();
    onDone();
  }, [printing, onDone]);
  // There before it is asked for, so that the browser's own way of printing finds it, too.
  return createPortal(
    <div className={classes.area} data-print="true" aria-hidden="true">
      {printing === "slips" ? (
        orders.map((order) => <Slip key={order.id} order={order} />)
      ) : (
        <PickSheet orders={orders} locations={locations} />
      )}
    </div>,
    document.body,
  );
}

function PickSheet({
  orders,
  locations,
}: {
  readonly orders: readonly Order[];
  readonly locations: ReadonlyMap<string, string>;
}) {
  const { t } = useTranslation("packing");
  return (
    <section>
      <h1>{t("pick")}</h1>
      <p>{t("lead", { count: orders.length })}</p>
      <table>
        <thead>
          <tr>
            <th />
            <th>{t("quantity")}</th>
            <th>{t("sku")}</th>
            <th>{t("name")}</th>
            <th>{t("location")}</th>
          </tr>
        </thead>
        <tbody>
          {pickList(orders, locations).map(({ key, quantity, sku, name, location }) => (
            <tr key={key}>
              <td>☐</td>
              <td>{quantity}</td>
              <td>{sku ?? "–"}</td>
              <td>{name}</td>
              <td>{location ?? ""}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Slip({ order }: { readonly order: Order }) {
  const { t } = useTranslation("packing");
  const store = useConnections()?.find(({ id }) => id === order.connection_id);
  return (
    <section className={classes.slip}>
      <header>
        <strong>{store?.name ?? ""}</strong>
        <span>{t("slip")}</span>
      </header>
      <div className={classes.head}>
        <div>
          <h2>{t("deliver_to")}</h2>
          <address>{addressLines(deliveryAddress(order)).join("\n")}</address>
        </div>
        <div>
          <h2>{t("order")}</h2>
          <p>{order.display_number}</p>
          <h2>{t("placed")}</h2>
          <p>{formatExact(order.placed_at)}</p>
        </div>
      </div>
      <table>
        <thead>
          <tr>
            <th>{t("quantity")}</th>
            <th>{t("sku")}</th>
            <th>{t("name")}</th>
          </tr>
        </thead>
        <tbody>
          {productsOf(order).map(({ remote_id, quantity, sku, name, options }) => (
            <tr key={remote_id}>
              <td>{quantity}</td>
              <td>{sku ?? "–"}</td>
              <td>{[name, ...options.map((option) => `${option.name}: ${option.value}`)].join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {order.customer_note && <p>{order.customer_note}</p>}
      <footer>{t("thanks")}</footer>
    </section>
  );
}
