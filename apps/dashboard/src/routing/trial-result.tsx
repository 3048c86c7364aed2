// What other rules would have made of the last orders: in sum, and order by order.
import type { RoutingTrial } from "@logix/api/hub/routing";
import { Stack, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Section } from "../components/page.tsx";

const MEASURES = ["parcels", "split_orders", "held_orders", "oversold_orders", "oversold_quantity"] as const;
type Parts = RoutingTrial["differences"][number]["before"];

export function TrialResult({ trial }: { readonly trial: RoutingTrial }) {
  const { t } = useTranslation("routing");
  const { changed_orders: count, orders, before, after, differences } = trial;
  return (
    <Section title={t("try_title")}>
      <Stack>
        <Text fw={600} role="status">
          {count === 0 ? t("same", { count: orders }) : t("changed", { count, orders })}
        </Text>
        <Text size="sm">{t("try_hint")}</Text>
        <Table aria-label={t("try_title")}>
          <Heads titles={[t("measure"), t("before"), t("after")]} />
          <Table.Tbody>
            {MEASURES.map((name) => (
              <Table.Tr key={name}>
                <Table.Td>{t(name)}</Table.Td>
                <Table.Td>{before[name]}</Table.Td>
                <Table.Td>{after[name]}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {differences.length > 0 && (
          <Table aria-label={t("differences")}>
            <Heads titles={[t("order"), t("before"), t("after")]} />
            <Table.Tbody>
              {differences.map((difference) => (
                <Table.Tr key={difference.order_id}>
                  <Table.Td>
                    <Link to="/orders" search={{ order: String(difference.order_id) }}>
                      {difference.number}
                    </Link>
                  </Table.Td>
                  <Table.Td>{wordsOf(difference.before)}</Table.Td>
                  <Table.Td>
                    {wordsOf(difference.after)}
                    {difference.why.map(({ text, rule }) => (
                      <Text key={`${rule} ${text}`} size="xs">
                        {text}
                      </Text>
                    ))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </Section>
  );
}

function Heads({ titles }: { readonly titles: readonly string[] }) {
  return (
    <Table.Thead>
      <Table.Tr>
        {titles.map((title) => (
          <Table.Th key={title}>{title}</Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

/** Main: 2 × MUG, 1 × CUP; Basel: 1 × TEA */
function wordsOf(parts: Parts): string {
  const byPlace = [...Map.groupBy(parts, ({ location }) => location)].map(
    ([location, some]) => `${location}: ${some.map(({ quantity, sku }) => `${quantity} × ${sku}`).join(", ")}`,
  );
  return byPlace.join("; ") || "–";
}
