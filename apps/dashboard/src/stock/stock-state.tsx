// How a SKU stands, the worst first.
import type { StockSummary } from "@logix/api/hub/stock-summary";
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconHelpCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Badge } from "../components/status-badge.tsx";

export function StockState({ row }: { readonly row: StockSummary }) {
  const { t } = useTranslation("stock");
  if (row.oversold) {
    return <Badge tone="bad" icon={IconAlertTriangle} text={t("state_oversold", { count: shortOf(row) })} />;
  }
  if (row.doubts > 0) return <Badge tone="warn" icon={IconHelpCircle} text={t("state_doubt")} />;
  if (row.told === 0) return <Badge tone="idle" icon={IconCircleX} text={t("state_sold_out")} />;
  return <Badge tone="good" icon={IconCircleCheck} text={t("state_fine")} />;
}

/** How many are promised that do not lie there. */
export function shortOf({ reserved, on_hand }: Pick<StockSummary, "reserved" | "on_hand">): number {
  const MILLIONTHS = 1_000_000;
  return Math.round((Number(reserved) - Number(on_hand)) * MILLIONTHS) / MILLIONTHS;
}
