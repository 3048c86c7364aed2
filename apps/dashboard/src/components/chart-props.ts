// What every chart is given.

export type ChartProps = {
  readonly points: readonly { readonly label: string; readonly values: Readonly<Record<string, number>> }[];
  readonly series: readonly { readonly key: string; readonly name: string }[];
  readonly formatLabel: (label: string) => string;
  readonly formatValue: (value: number) => string;
};
