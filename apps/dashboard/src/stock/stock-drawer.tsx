// One SKU in full: the sum that stores are told, where it lies, who holds it, and how it came to that.
import { stockDetailSchema } from "@logix/api/hub/stock";
import { type StockSummary, stockHoldListSchema, stockSummaryListSchema } from "@logix/api/hub/stock-summary";
import { Alert, Button, Group } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { get } from "../api/client.ts";
import { DetailDrawer } from "../components/detail-drawer.tsx";
import { StatusBadge } from "../components/status-badge.tsx";
import { Time } from "../components/time.tsx";
import { useMay } from "../session/session.ts";
import { type Move, MoveDialog } from "./move-dialog.tsx";
import { Movements } from "./movements.tsx";
import { Places } from "./places.tsx";
import classes from "./stock.module.css";
import { StockState, shortOf } from "./stock-state.tsx";
import { StoresTold } from "./stores-told.tsx";
import { ToldSum } from "./told-sum.tsx";

export function StockDrawer({ sku, onClose }: { readonly sku: string | undefined; readonly onClose: () => void }) {
  const summary = useQuery({
    queryKey: ["stock", "summary", sku],
    queryFn: async ({ signal }) => {
      const { stock } = await get("/stock-summary", stockSummaryListSchema, { search: sku, limit: 200 }, signal);
      return stock.find((row) => row.sku === sku) ?? null;
    },
    enabled: sku !== undefined,
  });
  return (
    <DetailDrawer
      opened={sku !== undefined}
      title={sku}
      onClose={onClose}
      isPending={summary.isPending}
      error={summary.error}
    >
      {summary.data && <Detail row={summary.data} />}
    </DetailDrawer>
  );
}

function Detail({ row }: { readonly row: StockSummary }) {
  const { t } = useTranslation("stock");
  const may = useMay();
  const [move, setMove] = useState<Move>();
  const detail = useQuery({
    queryKey: ["stock", "detail", row.sku],
    queryFn: ({ signal }) => get(`/stock/${encodeURIComponent(row.sku)}`, stockDetailSchema, {}, signal),
  });
  return (
    <div className={classes.stack}>
      <div className={classes.part}>
        <span>{row.name}</span>
        <span>
          <StockState row={row} />
        </span>
      </div>
      {row.oversold && (
        <Alert color="red" icon={<IconAlertTriangle />} title={t("oversold_title", { count: shortOf(row) })}>
          {t("oversold_hint")}
        </Alert>
      )}
      <ToldSum row={row} />
      {may("stock:write") && (
        <Group gap="xs">
          {(["count", "adjust", "keep_back"] as const).map((kind) => (
            <Button
              key={kind}
              size="xs"
              variant={kind === "count" ? "filled" : "default"}
              onClick={() => setMove(kind)}
            >
              {t(kind)}
            </Button>
          ))}
        </Group>
      )}
      <Places sku={row.sku} />
      <StoresTold listings={detail.data?.listings ?? []} isPending={detail.isPending} />
      <Holds sku={row.sku} />
      <Movements sku={row.sku} />
      <MoveDialog kind={move} sku={row.sku} onClose={() => setMove(undefined)} />
    </div>
  );
}

function Holds({ sku }: { readonly sku: string }) {
  const { t } = useTranslation("stock");
  const holds = useQuery({
    queryKey: ["stock", "holds", sku],
    queryFn: ({ signal }) => get(`/stock/${encodeURIComponent(sku)}/holds`, stockHoldListSchema, {}, signal),
  });
  const rows = holds.data?.holds ?? [];
  return (
    <section className={classes.part} aria-label={t("orders")}>
      <h3>{t("orders")}</h3>
      {rows.length === 0 && <p className={classes.faint}>{t("no_orders")}</p>}
      {rows.length > 0 && (
        <table className={classes.rows} aria-label={t("orders")}>
          <tbody>
            {rows.map(({ order_id, number, status, quantity, placed_at }) => (
              <tr key={order_id}>
                <td>
                  <Link to="/orders" search={{ search: number }}>
                    {t("order")} {number}
                  </Link>
                </td>
                <td>
                  <StatusBadge status={status} />
                </td>
                <td>
                  <Time at={placed_at} />
                </td>
                <td data-align="right">{quantity}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
