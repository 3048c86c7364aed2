// Moments in the viewer's zone and way of writing.
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

export function formatExact(moment: string): string {
  return new Intl.DateTimeFormat(navigator.language, { dateStyle: "medium", timeStyle: "long" }).format(
    new Date(moment),
  );
}

export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(navigator.language, { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

/** The day of a moment that stands for a day, such as that of a payout: the same in every zone. */
export function formatDate(moment: string): string {
  return new Intl.DateTimeFormat(navigator.language, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(moment));
}

export function formatRelative(moment: string, now: number): string {
  const seconds = Math.round((new Date(moment).getTime() - now) / 1000);
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto", style: "short" });
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return words.format(Math.trunc(seconds / length), unit);
  }
  return Math.abs(seconds) < 10 ? words.format(0, "second") : words.format(seconds, "second");
}

/** 95 → "1 min", 7500 → "2 h": how long something lags or lasts. */
export function formatDuration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}

export function viewersZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
