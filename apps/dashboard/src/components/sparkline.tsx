// A tiny line of how a number went; its label says it in words.
const WIDTH = 96;
const HEIGHT = 24;

export function Sparkline({ values, label }: { readonly values: readonly number[]; readonly label: string }) {
  const most = Math.max(1, ...values);
  const step = WIDTH / Math.max(1, values.length - 1);
  const points = values.map(
    (value, index) => `${(index * step).toFixed(1)},${(HEIGHT - 2 - (value / most) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={label}>
      <polyline
        points={points.join(" ")}
        fill="none"
        stroke="var(--mantine-color-cobalt-5)"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
    </svg>
  );
}
