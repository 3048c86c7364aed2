// The walk along the shelves: which orders it is for, and what to take, summed up by SKU.
import type { Order } from "@logix/api/hub/orders";
import { Button, Checkbox, Table } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Section } from "../components/page.tsx";
import { REACHABLE } from "../components/reachable.ts";
import { ScrollRegion } from "../components/scroll-region.tsx";
import classes from "./packing.module.css";
import { pickList } from "./pick-list.ts";

export function PickListTable({
  orders,
  chosen,
  locations,
  onToggle,
  onAll,
  onPack,
}: {
  readonly orders: readonly Order[];
  readonly chosen: readonly Order[];
  readonly locations: ReadonlyMap<string, string>;
  readonly onToggle: (order: Order) => void;
  readonly onAll: () => void;
  readonly onPack: () => void;
}) {
  const { t } = useTranslation("packing");
  const picked = new Set(chosen.map(({ id }) => id));
  const lines = pickList(chosen, locations);
  const hasLocations = lines.some(({ location }) => location !== null);
  return (
    <div className={classes.columns}>
      <Section title={t("which")}>
        <Checkbox
          mb="sm"
          label={`${t("all")} (${t("chosen", { count: chosen.length, total: orders.length })})`}
          checked={chosen.length === orders.length}
          indeterminate={chosen.length > 0 && chosen.length < orders.length}
          onChange={onAll}
        />
        <ScrollRegion className={classes.orderList} label={t("which")}>
          {orders.map((order) => (
            <Checkbox
              key={order.id}
              label={`${order.display_number} · ${order.customer.name}`}
              checked={picked.has(order.id)}
              onChange={() => onToggle(order)}
            />
          ))}
        </ScrollRegion>
      </Section>
      <Section
        title={t("pick")}
        actions={
          <Button size="xs" onClick={onPack} disabled={chosen.length === 0}>
            {t("to_packing")}
          </Button>
        }
      >
        <Table.ScrollContainer minWidth={380} scrollAreaProps={REACHABLE}>
          <Table aria-label={t("pick")}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th ta="right">{t("quantity")}</Table.Th>
                <Table.Th>{t("sku")}</Table.Th>
                <Table.Th>{t("name")}</Table.Th>
                {hasLocations && <Table.Th>{t("location")}</Table.Th>}
                <Table.Th>{t("orders")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map(({ key, quantity, sku, name, location, orders: numbers }) => (
                <Table.Tr key={key}>
                  <Table.Td ta="right" className={classes.quantity}>
                    {quantity}
                  </Table.Td>
                  <Table.Td className={classes.code}>{sku ?? t("no_sku")}</Table.Td>
                  <Table.Td>{name}</Table.Td>
                  {hasLocations && <Table.Td>{location ?? "–"}</Table.Td>}
                  <Table.Td className={classes.faint}>{shortened(numbers)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Section>
    </div>
  );
}

const SHOWN = 4;

function shortened(numbers: readonly string[]): string {
  const rest = numbers.length - SHOWN;
  return numbers.slice(0, SHOWN).join(", ") + (rest > 0 ? ` +${rest}` : "");
}
