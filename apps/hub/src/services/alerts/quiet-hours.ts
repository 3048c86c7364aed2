// Hours in which a channel keeps quiet, in the time zone of the people behind it. Pure.
import { z } from "zod";

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time; write it like 22:00");

export const quietHoursSchema = z
  .strictObject({
    from: clockTime,
    to: clockTime,
    zone: z.string().refine(isZone, { error: "is not a time zone; write it like Europe/Berlin" }),
    /** Whether what is critical is told all the same. */
    criticalPasses: z.boolean(),
  })
  .refine(({ from, to }) => from !== to, { error: "must end at another time than it begins", path: ["to"] });
export type QuietHours = z.infer<typeof quietHoursSchema>;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;

/** When the quiet ends that lies over this moment; null where none does. */
export function quietUntil({ from, to, zone }: Pick<QuietHours, "from" | "to" | "zone">, at: Date): Date | null {
  const here = minuteOfDay(at, zone);
  const length = after(minutesOf(from), minutesOf(to));
  if (after(minutesOf(from), here) >= length) return null;
  const minute = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  const end = new Date(minute + after(here, minutesOf(to)) * MINUTE_MS);
  // Where the clocks were put forward or back in between, the end is off by that much.
  const off = after(minutesOf(to), minuteOfDay(end, zone));
  return new Date(end.getTime() - (off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off) * MINUTE_MS);
}

/** From one time of day forward to another. */
function after(start: number, end: number): number {
  return (end - start + DAY_MINUTES) % DAY_MINUTES;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function minuteOfDay(at: Date, zone: string): number {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });
  return minutesOf(clock.format(at)) % DAY_MINUTES;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).format(0) !== "";
  } catch {
    return false;
  }
}
