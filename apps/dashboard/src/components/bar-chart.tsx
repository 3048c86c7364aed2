// Bars by day, one series for each store. Loaded on its own, because the charts are most of the code.
// Series differ by pattern as well as by colour, and the same numbers are there as a table.
import { useReducedMotion } from "@mantine/hooks";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import classes from "./bar-chart.module.css";
import { PATTERNS, PatternDefinitions, patternOf } from "./chart-patterns.tsx";
import type { ChartProps } from "./chart-props.ts";

const HEIGHT = 232;

export function Bars({ points, series, formatLabel, formatValue }: ChartProps) {
  const isStill = useReducedMotion();
  return (
    <ResponsiveContainer width="100%" height={HEIGHT}>
      <BarChart
        accessibilityLayer={false}
        data={points.map(({ label, values }) => ({ label, ...values }))}
        margin={{ left: 0, right: 4, top: 8 }}
      >
        <defs>
          <PatternDefinitions count={Math.min(series.length, PATTERNS)} />
        </defs>
        <CartesianGrid vertical={false} stroke="var(--lx-border)" />
        <XAxis
          dataKey="label"
          tickFormatter={formatLabel}
          tickLine={false}
          axisLine={{ stroke: "var(--lx-border-strong)" }}
          tick={{ fill: "var(--lx-text-muted)", fontSize: 12 }}
          minTickGap={32}
        />
        <YAxis
          tickFormatter={formatValue}
          tickLine={false}
          axisLine={false}
          width={64}
          allowDecimals={false}
          tick={{ fill: "var(--lx-text-muted)", fontSize: 12 }}
        />
        <Tooltip
          cursor={{ fill: "var(--lx-hover)" }}
          labelFormatter={(label) => formatLabel(String(label))}
          formatter={(value, name) => [formatValue(Number(value)), name]}
          wrapperClassName={classes.tooltip ?? ""}
          contentStyle={{}}
          isAnimationActive={false}
        />
        {series.map(({ key, name }, index) => (
          <Bar
            key={key}
            dataKey={key}
            name={name}
            stackId="all"
            fill={`url(#${patternOf(index)})`}
            maxBarSize={28}
            isAnimationActive={!isStill}
            animationDuration={250}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
