// The packing bench: the orders in a row, one of them in hand. Hands stay on the scanner or the keyboard.
import type { Order } from "@logix/api/hub/orders";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "../components/page.tsx";
import { PackOrder } from "./pack-order.tsx";
import classes from "./packing.module.css";
import { productsOf } from "./pick-list.ts";
import { type Packed, progressOf } from "./scanning.ts";

export function PackStation({ orders }: { readonly orders: readonly Order[] }) {
  const { t } = useTranslation("packing");
  const [packed, setPacked] = useState<Readonly<Record<number, Packed>>>({});
  const [shipped, setShipped] = useState<ReadonlySet<number>>(new Set());
  const [currentId, setCurrentId] = useState<number>();
  const waiting = orders.filter(({ id }) => !shipped.has(id));
  const current = waiting.find(({ id }) => id === currentId) ?? waiting[0];
  const step = (by: number) => {
    const at = waiting.findIndex(({ id }) => id === current?.id);
    setCurrentId(waiting[(at + by + waiting.length) % waiting.length]?.id);
  };
  const open = (text: string) => {
    const wanted = text.trim().toLowerCase();
    const found = waiting.find(
      ({ display_number, number }) => display_number.toLowerCase() === wanted || number.toLowerCase() === wanted,
    );
    if (found) setCurrentId(found.id);
    return found !== undefined;
  };
  return (
    <div className={classes.columns}>
      <Section title={t("queue")}>
        <ul className={classes.queue}>
          {waiting.map((order) => {
            const { done, total } = progressOf(productsOf(order), packed[order.id] ?? {});
            return (
              <li key={order.id}>
                <button
                  type="button"
                  className={classes.queued}
                  aria-current={order.id === current?.id ? "true" : undefined}
                  onClick={() => setCurrentId(order.id)}
                >
                  <strong>{order.display_number}</strong>
                  <span>{order.customer.name}</span>
                  <span className={classes.count}>{t("packed_of", { packed: done, total })}</span>
                </button>
              </li>
            );
          })}
        </ul>
      </Section>
      {current && (
        <PackOrder
          key={current.id}
          order={current}
          packed={packed[current.id] ?? {}}
          onPacked={(now) => setPacked({ ...packed, [current.id]: now })}
          onOpen={open}
          onStep={step}
          onShipped={() => setShipped(shipped.union(new Set([current.id])))}
        />
      )}
    </div>
  );
}
