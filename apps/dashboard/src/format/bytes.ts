// Sizes as people read them.
const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** 1536 → "1.5 kB", in steps of 1024. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}
