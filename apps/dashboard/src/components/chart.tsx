// A chart with its legend, and with the same numbers as a table for who would rather read.
import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./chart.module.css";
import { Swatch } from "./chart-patterns.tsx";
import type { ChartProps } from "./chart-props.ts";
import { ScrollRegion } from "./scroll-region.tsx";

const Bars = lazy(() => import("./bar-chart.tsx").then((module) => ({ default: module.Bars })));

export function Chart({
  label,
  labelTitle,
  ...chart
}: ChartProps & { readonly label: string; readonly labelTitle: string }) {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  return (
    <figure className={classes.figure} aria-label={label}>
      {isTable ? (
        <Numbers {...chart} label={label} labelTitle={labelTitle} />
      ) : (
        <div aria-hidden="true">
          <Suspense fallback={<Skeleton height={232} />}>
            <Bars {...chart} />
          </Suspense>
        </div>
      )}
      <figcaption className={classes.caption}>
        <ul className={classes.legend}>
          {chart.series.map(({ key, name }, index) => (
            <li key={key}>
              <Swatch index={index} />
              {name}
            </li>
          ))}
        </ul>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => setTable(!isTable)}>
          {isTable ? t("show_chart") : t("show_table")}
        </Button>
      </figcaption>
    </figure>
  );
}

function Numbers({ points, series, formatLabel, formatValue, label, labelTitle }: Parameters<typeof Chart>[0]) {
  return (
    <ScrollRegion className={classes.numbers} label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{labelTitle}</th>
            {series.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <tr key={point.label}>
              <th scope="row">{formatLabel(point.label)}</th>
              {series.map(({ key }) => (
                <td key={key}>{formatValue(point.values[key] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
