// One order at the bench: each scan puts a piece in; when all are in, the parcel gets its number and goes.
import type { Order } from "@logix/api/hub/orders";
import { Button, TextInput } from "@mantine/core";
import { IconBarcode, IconTruckDelivery } from "@tabler/icons-react";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "../components/notice.tsx";
import { Section } from "../components/page.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { addressLines, deliveryAddress } from "../orders/addresses.ts";
import { useShipping } from "../orders/ship-dialog.tsx";
import { useActions, useStatusChange } from "../orders/use-orders.ts";
import classes from "./packing.module.css";
import { productsOf } from "./pick-list.ts";
import { allOf, isComplete, type Packed, scan } from "./scanning.ts";

export function PackOrder({
  order,
  packed,
  onPacked,
  onOpen,
  onStep,
  onShipped,
}: {
  readonly order: Order;
  readonly packed: Packed;
  readonly onPacked: (packed: Packed) => void;
  /** @returns whether the text names another order */
  readonly onOpen: (text: string) => boolean;
  readonly onStep: (by: number) => void;
  readonly onShipped: () => void;
}) {
  const { t } = useTranslation("packing");
  const [said, setSaid] = useState<{ readonly text: string; readonly isWrong: boolean }>();
  const change = useStatusChange(order.id);
  // A part may have been sent before.
  const actions = useActions(order.id);
  const goods = productsOf(order, actions.data?.actions);
  const isDone = isComplete(goods, packed);
  const take = (now: Packed) => {
    onPacked(now);
    // The order is packed in the books, too; should that fail, shipping it says so.
    if (isComplete(goods, now) && order.status !== "PACKED") change.mutate("PACKED");
  };
  const take1 = (text: string) => {
    const result = scan(goods, packed, text);
    if (result.outcome === "packed") {
      const { name, quantity, remote_id } = result.line;
      setSaid({
        text: t("put_in", { name, packed: result.packed[remote_id] ?? 0, total: quantity }),
        isWrong: false,
      });
      return take(result.packed);
    }
    if (onOpen(text)) return;
    setSaid({ text: t(result.outcome, { sku: text.trim() }), isWrong: true });
  };
  return (
    <Section title={`${t("order")} ${order.display_number}`} actions={<span>{order.customer.name}</span>}>
      <div className={classes.bench}>
        {!isDone && <ScanField onScan={take1} onStep={onStep} />}
        <p className={classes.said} data-wrong={said?.isWrong || undefined} role={said?.isWrong ? "alert" : "status"}>
          {said?.text ?? t("scan_hint")}
        </p>
        <ul className={classes.lines}>
          {goods.map((line) => {
            const count = packed[line.remote_id] ?? 0;
            return (
              <li key={line.remote_id} data-done={count >= Number(line.quantity) || undefined}>
                <span className={classes.big}>
                  {count}/{line.quantity}
                </span>
                <span>
                  {line.name}
                  <span className={classes.code}> {line.sku ?? t("no_sku")}</span>
                </span>
              </li>
            );
          })}
        </ul>
        {isDone ? (
          <ParcelForm order={order} onShipped={onShipped} />
        ) : (
          <Button variant="default" onClick={() => take(allOf(goods))}>
            {t("pack_all")}
          </Button>
        )}
        <address className={classes.address}>{addressLines(deliveryAddress(order)).join("\n")}</address>
      </div>
    </Section>
  );
}

function ScanField({
  onScan,
  onStep,
}: {
  readonly onScan: (text: string) => void;
  readonly onStep: (by: number) => void;
}) {
  const { t } = useTranslation("packing");
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "") onScan(text);
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onStep(by);
  };
  return (
    <form onSubmit={submit}>
      <TextInput
        ref={field}
        size="lg"
        aria-label={t("scan_label")}
        placeholder={t("scan")}
        leftSection={<IconBarcode size={22} />}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
    </form>
  );
}

function ParcelForm({ order, onShipped }: { readonly order: Order; readonly onShipped: () => void }) {
  const { t } = useTranslation("packing");
  const field = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState("");
  const [carrier, setCarrier] = useState("");
  const shipping = useShipping(order, onShipped);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tracking = number.trim() === "" ? {} : { tracking: { number: number.trim(), carrier: carrier.trim() } };
    // Pressed twice, it is sent once.
    shipping.mutate({ ...tracking, idempotency_key: `pack-${order.id}-${order.fulfilments.length}` });
  };
  return (
    <form onSubmit={submit} className={classes.parcel}>
      <Notice tone="good">{t("complete")}</Notice>
      <ProblemAlert error={shipping.error} />
      <div className={classes.parcelFields}>
        <TextInput
          ref={field}
          label={t("tracking")}
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
        />
        <TextInput label={t("carrier")} value={carrier} onChange={(event) => setCarrier(event.currentTarget.value)} />
        <Button type="submit" loading={shipping.isPending} leftSection={<IconTruckDelivery size={16} />}>
          {t("ship")}
        </Button>
      </div>
    </form>
  );
}
