// Everything that changed the stock of a SKU, newest first.
import { movementListSchema } from "@logix/api/hub/stock";
import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { usePages } from "../api/use-pages.ts";
import { type Happening, Timeline } from "../components/timeline.tsx";
import classes from "./stock.module.css";

const KINDS = ["count", "adjustment", "sale", "sale_undone", "transfer"] as const;

export function Movements({ sku }: { readonly sku: string }) {
  const { t } = useTranslation("stock");
  const { t: common } = useTranslation();
  const movements = usePages({
    topic: "stock",
    path: `/stock/${encodeURIComponent(sku)}/movements`,
    schema: movementListSchema,
    rowsOf: (reply) => reply.movements,
    query: { limit: 20 },
  });
  const nameOf = (kind: string) => {
    const known = KINDS.find((each) => each === kind);
    return known ? t(`kind_${known}`) : kind;
  };
  const entries = movements.rows.map(
    ({ id, at, kind, delta, on_hand_after, reason, actor }): Happening => ({
      key: id,
      at,
      by: actor,
      title: (
        <>
          {nameOf(kind)}{" "}
          <strong className={delta.startsWith("-") ? classes.down : classes.up}>
            {delta.startsWith("-") ? delta.replace("-", "−") : `+${delta}`}
          </strong>{" "}
          <span className={classes.faint}>{t("after", { count: Number(on_hand_after) })}</span>
        </>
      ),
      ...(reason && { detail: reason }),
    }),
  );
  return (
    <section className={classes.part} aria-label={t("movements")}>
      <h3>{t("movements")}</h3>
      {!movements.isPending && entries.length === 0 && <p className={classes.faint}>{t("no_movements")}</p>}
      <Timeline label={t("movements")} entries={entries} />
      {movements.hasMore && (
        <Button size="xs" variant="default" loading={movements.isLoadingMore} onClick={movements.loadMore}>
          {common("more")}
        </Button>
      )}
    </section>
  );
}
