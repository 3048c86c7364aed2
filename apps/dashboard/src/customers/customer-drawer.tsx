// One customer: who they are, where they are known, and what they bought in all stores.
import { type Customer, customerDetailSchema } from "@logix/api/hub/customers";
import { Anchor, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { get } from "../api/client.ts";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { Facts } from "../components/facts.tsx";
import { Money } from "../components/money.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { StoreName } from "../components/store-name.tsx";
import { Time } from "../components/time.tsx";
import { CustomerKind } from "./customer-kind.tsx";
import { addressLines, customerName } from "./customer-name.ts";
import classes from "./customers.module.css";

type Detail = z.infer<typeof customerDetailSchema>;

export function CustomerDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }) {
  const { t } = useTranslation("customers");
  const { data, isPending, error } = useQuery({
    queryKey: ["customers", id],
    queryFn: ({ signal }) => get(`/customers/${id}`, customerDetailSchema, {}, signal),
    enabled: id !== undefined,
  });
  return (
    <DetailDrawer
      opened={id !== undefined}
      title={data ? customerName(data) || t("no_name") : t("title")}
      onClose={onClose}
      isPending={isPending}
      error={error}
    >
      {data && <Content customer={data} />}
    </DetailDrawer>
  );
}

function Content({ customer }: { readonly customer: Detail }) {
  const { t } = useTranslation("customers");
  const { t: common } = useTranslation();
  return (
    <Stack gap="lg">
      <Facts
        facts={[
          [t("email"), customer.email || common("none")],
          [t("phone"), customer.phone || common("none")],
          ...(customer.company ? [[t("company"), customer.company] as const] : []),
          [t("since"), <Time key="since" at={customer.created_at} />],
        ]}
      />
      <section aria-label={t("stores")}>
        <h3 className={classes.heading}>{t("stores")}</h3>
        <ul className={classes.list}>
          {[customer, ...customer.also].map((each) => (
            <li key={each.id} className={classes.item}>
              <span>
                <strong>
                  <StoreName id={each.connection_public_id} />
                </strong>
                <span className={classes.faint}>
                  {customerName(each) || t("no_name")} · {each.email || t("no_address")}
                </span>
              </span>
              <CustomerKind customer={each} />
            </li>
          ))}
        </ul>
      </section>
      <div className={classes.addresses}>
        <Address title={t("billing")} address={customer.billing} />
        <Address title={t("shipping")} address={customer.shipping} sameAs={customer.billing} />
      </div>
      <Orders orders={customer.latest_orders} />
    </Stack>
  );
}

type Postal = Customer["billing"];

function Address(props: { readonly title: string; readonly address: Postal; readonly sameAs?: Postal }) {
  const { t } = useTranslation("customers");
  const lines = addressLines(props.address);
  const isSame = props.sameAs !== undefined && lines.join("\n") === addressLines(props.sameAs).join("\n");
  return (
    <section aria-label={props.title}>
      <h3 className={classes.heading}>{props.title}</h3>
      <address className={classes.address}>
        {lines.length === 0 && <span className={classes.faint}>{t("no_address")}</span>}
        {lines.length > 0 && (isSame ? <span className={classes.faint}>{t("same_address")}</span> : lines.join("\n"))}
      </address>
    </section>
  );
}

function Orders({ orders }: { readonly orders: Detail["latest_orders"] }) {
  const { t } = useTranslation("customers");
  return (
    <section aria-label={t("orders")}>
      <h3 className={classes.heading}>{t("orders")}</h3>
      {orders.length === 0 && <p className={classes.faint}>{t("no_orders")}</p>}
      <ul className={classes.list}>
        {orders.map((order) => (
          <li key={order.id} className={classes.item}>
            <span>
              <Anchor renderRoot={(props) => <Link to="/orders" search={{ order: String(order.id) }} {...props} />}>
                {order.display_number}
              </Anchor>
              <span className={classes.faint}>
                <Time at={order.placed_at} /> · <StoreName id={order.connection_public_id} />
              </span>
            </span>
            <span className={classes.end}>
              <Money minor={order.total_minor} currency={order.currency} />
              <StatusBadge status={order.status} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
