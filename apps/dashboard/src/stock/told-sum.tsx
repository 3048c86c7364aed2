// The sum behind the number that stores are told, as a sentence of numbers.
import type { StockSummary } from "@logix/api/hub/stock-summary";
import { useTranslation } from "react-i18next";
import classes from "./stock.module.css";

export function ToldSum({ row }: { readonly row: StockSummary }) {
  const { t } = useTranslation("stock");
  const { on_hand, reserved, buffer, available, told } = row;
  const isBelow = Number(available) < 0;
  const isCut = !isBelow && Number(available) !== told;
  return (
    <section className={classes.part} aria-label={t("sum", { count: told })}>
      <h3>{t("sum", { count: told })}</h3>
      <div className={classes.sum}>
        <Term number={on_hand} what={t("sum_on_hand")} />
        <Term sign="−" number={reserved} what={t("sum_reserved")} />
        <Term sign="−" number={buffer} what={t("sum_buffer")} />
        <Term sign="=" number={String(told)} what={t("sum_told")} isTold />
      </div>
      {isBelow && <p className={classes.faint}>{t("sum_below", { available })}</p>}
      {isCut && <p className={classes.faint}>{t("sum_whole", { available, told })}</p>}
    </section>
  );
}

function Term({
  sign,
  number,
  what,
  isTold = false,
}: {
  readonly sign?: string;
  readonly number: string;
  readonly what: string;
  readonly isTold?: boolean;
}) {
  return (
    <span className={classes.term}>
      {sign && <span className={classes.sign}>{sign}</span>}
      <span className={isTold ? classes.told : undefined}>
        <span className={classes.number}>{number}</span>
        <span className={classes.what}>{what}</span>
      </span>
    </span>
  );
}
