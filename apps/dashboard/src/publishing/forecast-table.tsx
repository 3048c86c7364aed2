// What would change, product by product and field by field, both values side by side.
import type { Forecast, Foreseen } from "@logix/api/hub/publishing";
import { Alert, Checkbox } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconPencil, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../components/empty-state.tsx";
import { Section } from "../components/page.tsx";
import { ScrollRegion } from "../components/scroll-region.tsx";
import { Badge, type Tone } from "../components/status-badge.tsx";
import classes from "./publishing.module.css";
import { shownValue } from "./shown-value.ts";

const LOOK: Readonly<Record<Foreseen["outcome"], readonly [Tone, typeof IconPlus]>> = {
  create: ["good", IconPlus],
  update: ["info", IconPencil],
  nothing: ["idle", IconCircleDashed],
  skip: ["idle", IconCircleDashed],
  fail: ["bad", IconAlertTriangle],
};
const OUTCOMES = ["create", "update", "nothing", "skip", "fail"] as const;
const QUIET: ReadonlySet<string> = new Set(["nothing", "skip"]);
const MOST_ITEMS = 200;

export function ForecastTable({ forecast, action }: { readonly forecast: Forecast; readonly action: ReactNode }) {
  const { t } = useTranslation("publishing");
  const [isShort, setShort] = useState(true);
  const { items, complete } = forecast;
  const news = items.filter(({ outcome }) => !QUIET.has(outcome));
  if (news.length === 0 && complete) {
    return (
      <Section>
        <EmptyState icon={IconCircleCheck} title={t("nothing_to_do")} hint={t("nothing_to_do_hint")} />
      </Section>
    );
  }
  const shown = (isShort ? news : items).slice(0, MOST_ITEMS);
  return (
    <Section
      flush
      title={t("forecast")}
      actions={
        <div className={classes.row}>
          <Counts items={items} />
          <Checkbox
            size="xs"
            label={t("only_news")}
            checked={isShort}
            onChange={(event) => setShort(event.currentTarget.checked)}
          />
          {action}
        </div>
      }
    >
      {!complete && (
        <Alert color="yellow" m="md">
          {t("partly")}
        </Alert>
      )}
      <ScrollRegion className={classes.scroll} label={t("shown_then")}>
        <table className={classes.table}>
          <thead>
            <tr>
              {(["product", "what", "field", "shown_now", "shown_then"] as const).map((name) => (
                <th key={name} scope="col">
                  {t(name)}
                </th>
              ))}
            </tr>
          </thead>
          {shown.map((item) => (
            <Item key={`${item.product_id}:${item.remote_id}`} item={item} />
          ))}
        </table>
      </ScrollRegion>
    </Section>
  );
}

function Counts({ items }: { readonly items: Forecast["items"] }) {
  const { t } = useTranslation("publishing");
  return (
    <span className={classes.counts}>
      {OUTCOMES.flatMap((outcome) => {
        const count = items.filter((item) => item.outcome === outcome).length;
        const [tone, icon] = LOOK[outcome];
        return count === 0
          ? []
          : [<Badge key={outcome} tone={tone} icon={icon} text={`${count} ${t(`outcome_${outcome}`)}`} />];
      })}
    </span>
  );
}

function Item({ item }: { readonly item: Foreseen }) {
  const { t } = useTranslation("publishing");
  const { changes, problem, warnings, outcome } = item;
  const [tone, icon] = LOOK[outcome];
  const height = Math.max(1, changes.length);
  const said = [problem, ...warnings].filter(Boolean);
  return (
    <tbody>
      {(changes.length === 0 ? [null] : changes).map((change, index) => (
        <tr key={change?.field ?? "none"}>
          {index === 0 && (
            <>
              <td rowSpan={height} data-top>
                <ProductName item={item} />
                {said.map((text) => (
                  <p key={text} className={classes.faint}>
                    {text}
                  </p>
                ))}
              </td>
              <td rowSpan={height} data-top>
                <Badge tone={tone} icon={icon} text={t(`outcome_${outcome}`)} />
              </td>
            </>
          )}
          <td>{change?.field}</td>
          <td className={change && shownValue(change.from) !== "–" ? classes.was : undefined}>
            <span className={classes.value}>{change && shownValue(change.from)}</span>
          </td>
          <td className={change ? classes.willBe : undefined}>
            <span className={classes.value}>{change && shownValue(change.to)}</span>
          </td>
        </tr>
      ))}
    </tbody>
  );
}

function ProductName({ item: { product_id, name, sku, remote_id } }: { readonly item: Foreseen }) {
  const title = name || sku || remote_id;
  return (
    <>
      <span className={classes.name}>
        {product_id === null ? title : <Link to={`/products/${product_id}`}>{title}</Link>}
      </span>
      {sku && <div className={classes.kind}>{sku}</div>}
    </>
  );
}
