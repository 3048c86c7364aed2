// What starting will mean, before it is started: how much is read, and what the store would be told.
import { previewSchema } from "@logix/api/hub/connection-start";
import { Skeleton, Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { ScrollRegion } from "../components/scroll-region.tsx";
import { formatNumber } from "../format/money.ts";
import type { Role } from "./role-choice.tsx";
import classes from "./setup.module.css";

const KINDS = ["orders", "products", "customers"] as const;

export function PreviewPart({ id, role }: { readonly id: string; readonly role: Role }) {
  const { t } = useTranslation("connections");
  const preview = useQuery({
    queryKey: ["fixed", "preview", id],
    queryFn: ({ signal }) => get(`/connections/${id}/preview`, previewSchema, {}, signal),
  });
  if (preview.error) return <ProblemAlert error={preview.error} onRetry={() => void preview.refetch()} />;
  if (!preview.data)
    return (
      <div role="status" aria-label={t("preview_reading")}>
        <p className={classes.note}>{t("preview_reading")}</p>
        <Skeleton height={62} mb="md" />
        <Skeleton height={14} width="80%" />
      </div>
    );
  const { stock, complete, compared } = preview.data;
  return (
    <>
      <p className={classes.note}>{t("preview_read")}</p>
      <dl className={classes.counts}>
        {KINDS.map((kind) => (
          <div key={kind} className={classes.count}>
            <dt>{t(kind)}</dt>
            <dd>{preview.data[kind] === null ? "?" : formatNumber(preview.data[kind])}</dd>
          </div>
        ))}
      </dl>
      {KINDS.some((kind) => preview.data[kind] === null) && <p className={classes.note}>{t("preview_untold")}</p>}
      {role !== "follower" && <p className={classes.note}>{t("preview_write_off")}</p>}
      {role === "follower" && stock.length === 0 && <p className={classes.note}>{t("preview_write_none")}</p>}
      {role === "follower" && stock.length > 0 && <ToldStock stock={stock} />}
      {!complete && <p className={classes.note}>{t("preview_incomplete", { count: compared })}</p>}
    </>
  );
}

function ToldStock({
  stock,
}: {
  readonly stock: readonly { sku: string; name: string; shows: string | null; would_show: string }[];
}) {
  const { t } = useTranslation("connections");
  return (
    <>
      <p className={classes.note}>{t("preview_write_some", { count: stock.length })}</p>
      <ScrollRegion className={classes.scroll} label={t("preview_write_some", { count: stock.length })}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>SKU</Table.Th>
              <Table.Th>{t("shows")}</Table.Th>
              <Table.Th>{t("would_show")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stock.map(({ sku, name, shows, would_show }) => (
              <Table.Tr key={sku}>
                <Table.Td title={name}>{sku}</Table.Td>
                <Table.Td>{shows ?? "–"}</Table.Td>
                <Table.Td>
                  <strong>{would_show}</strong>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
    </>
  );
}
