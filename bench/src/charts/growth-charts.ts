// The charts of part h, from what a run of the bench measured.
import type { Figure, Point } from "../figures.ts";
import { type Chart, chartSvg } from "./chart.ts";

/** File name and SVG, one chart for what deliveries cost and one per number of stores for what pages cost. */
export function growthCharts(figures: readonly Figure[]): ReadonlyMap<string, string> {
  const placed = figures.flatMap(({ point, value }) => (point ? [{ point, value }] : []));
  const stores = [...new Set(placed.map(({ point }) => point.stores))].sort((one, other) => one - other);
  const deliveries = placed.filter(({ point }) => point.chart === "delivery");
  const charts = new Map<string, string>();
  if (deliveries.length > 0) charts.set("delivery.svg", chartSvg(deliveryChart(deliveries)));
  for (const count of stores) {
    const lists = placed.filter(({ point }) => point.chart === "lists" && point.stores === count);
    if (lists.length > 0) charts.set(`lists-${count}.svg`, chartSvg(listsChart(lists, count)));
  }
  return charts;
}

type Placed = { readonly point: Point; readonly value: number };

function deliveryChart(placed: readonly Placed[]): Chart {
  return {
    title: "What a delivery costs until its order is stored",
    xTitle: "orders in the database",
    yTitle: "ms each",
    series: seriesOf(placed, ({ series, stores }) => `${series.split(",")[0]}, ${namedStores(stores)}`),
  };
}

function listsChart(placed: readonly Placed[], stores: number): Chart {
  return {
    title: `What a page of orders takes, ${namedStores(stores)}`,
    xTitle: "orders in the database",
    yTitle: "ms (median)",
    series: seriesOf(placed, ({ series }) => series),
  };
}

function seriesOf(placed: readonly Placed[], nameOf: (point: Point) => string): Chart["series"] {
  const groups = Map.groupBy(placed, ({ point }) => nameOf(point));
  return [...groups].map(([name, own]) => ({
    name,
    points: own.map(({ point, value }) => [point.orders, value] as const).sort(([one], [other]) => one - other),
  }));
}

function namedStores(count: number): string {
  return count === 1 ? "1 store" : `${count.toLocaleString("en")} stores`;
}
