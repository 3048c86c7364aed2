// Dates of the REST API. The simulator keeps times as whole seconds since 1970 (GMT).

const pattern = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d+)?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?$/;

export function isRestDate(text: string): boolean {
  return pattern.test(text);
}

const daySeconds = 86_400;
const days = new Map<number, string>();

export function gmtText(seconds: number): string {
  const day = Math.floor(seconds / daySeconds);
  const left = seconds - day * daySeconds;
  const hour = Math.floor(left / 3600);
  const minute = Math.floor((left % 3600) / 60);
  return `${dayText(day)}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(left % 60)}`;
}

// Lists show the same few days again and again.
function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * daySeconds * 1000).toISOString().slice(0, 10);
  days.set(day, text);
  return text;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

export function localText(seconds: number, offsetMinutes: number): string {
  return gmtText(seconds + offsetMinutes * 60);
}

export type DateFilter = { text: string; datesAreGmt: boolean; offsetMinutes: number; list: "orders" | "others" };

// The instant at which a filter's boundary lies, worked out as the store does.
export function filterSeconds(filter: DateFilter): number | undefined {
  const match = pattern.exec(filter.text);
  if (!match) return undefined;
  const offsetSeconds = filter.offsetMinutes * 60;
  const wall = wallSeconds(match);
  const zone = zoneSeconds(match);
  if (zone === undefined) return filter.datesAreGmt ? wall : wall - offsetSeconds;
  const instant = wall - zone;
  // QUIRK(woocommerce): a zone together with dates_are_gmt shifts the filter by the store's offset.
  if (filter.datesAreGmt) return instant + offsetSeconds;
  // QUIRK(woocommerce): the orders list reads JavaScript's ".000Z" as store time.
  if (filter.list === "orders" && match[7] !== undefined) return wall - offsetSeconds;
  return instant;
}

// A date sent for writing: GMT fields as GMT, others as store time unless they carry a zone.
export function writtenSeconds(text: string, gmt: boolean, offsetMinutes: number): number | undefined {
  const withTime = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00` : text;
  const match = pattern.exec(withTime);
  if (!match) return undefined;
  const zone = zoneSeconds(match);
  const shift = zone ?? (gmt ? 0 : offsetMinutes * 60);
  return wallSeconds(match) - shift;
}

function wallSeconds(match: RegExpExecArray): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000;
}

function zoneSeconds(match: RegExpExecArray): number | undefined {
  if (match[8] !== undefined) return 0;
  if (match[9] === undefined) return undefined;
  const size = Number(match[10]) * 3600 + Number(match[11] ?? 0) * 60;
  return match[9] === "-" ? -size : size;
}
