// Where an order goes, who pays, and what they wrote; with the merchant's own fields.
import type { OrderDetail } from "@logix/api/hub/orders";
import { useTranslation } from "react-i18next";
import { Facts } from "../components/facts.tsx";
import { addressLines } from "./addresses.ts";
import classes from "./orders.module.css";

export function OrderAddresses({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation("orders");
  const delivery = addressLines(order.shipping);
  const billing = addressLines(order.billing);
  const custom = Object.entries(order.custom_fields ?? {});
  const trackings = order.fulfilments.flatMap((each) => each.trackings);
  return (
    <>
      <div className={classes.addresses}>
        {delivery.length > 0 && <Address title={t("address")} lines={delivery} />}
        {billing.length > 0 && <Address title={t("billing")} lines={[...billing, order.billing.phone]} />}
      </div>
      {order.customer_note && (
        <section>
          <h3 className={classes.title}>{t("note")}</h3>
          <p className={classes.address}>{order.customer_note}</p>
        </section>
      )}
      {trackings.length > 0 && (
        <Facts
          facts={[[t("parcels"), trackings.map(({ carrier, number }) => `${carrier} ${number}`.trim()).join(", ")]]}
        />
      )}
      {custom.length > 0 && (
        <section>
          <h3 className={classes.title}>{t("custom")}</h3>
          <Facts
            facts={custom.map(
              ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
            )}
          />
        </section>
      )}
    </>
  );
}

function Address({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  return (
    <section>
      <h3 className={classes.title}>{title}</h3>
      <address className={classes.address}>{lines.filter(Boolean).join("\n")}</address>
    </section>
  );
}
