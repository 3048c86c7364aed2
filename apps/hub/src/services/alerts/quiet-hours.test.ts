// When a channel keeps quiet, in its own time zone.
import { expect, test } from "vitest";
import { quietHoursSchema, quietUntil } from "./quiet-hours.ts";

const night = { from: "22:00", to: "07:00", zone: "Europe/Berlin" };
const noon = { from: "12:00", to: "13:30", zone: "Asia/Kolkata" };

test.each([
  ["in the evening it lasts till the morning", night, "2026-11-20T21:30:40Z", "2026-11-21T06:00:00Z"],
  ["at its first minute", night, "2026-11-20T21:00:00Z", "2026-11-21T06:00:00Z"],
  ["after midnight", night, "2026-11-21T03:00:00Z", "2026-11-21T06:00:00Z"],
  ["at its end", night, "2026-11-21T06:00:00Z", null],
  ["by day", night, "2026-11-21T12:00:00Z", null],
  ["within a day", noon, "2026-11-21T06:45:00Z", "2026-11-21T08:00:00Z"],
  ["before it", noon, "2026-11-21T06:29:00Z", null],
  ["while the clocks are put forward", night, "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z"],
  ["while they are put back", night, "2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z"],
])("%s", (_when, hours, at, end) => {
  expect(quietUntil(hours, new Date(at))?.toISOString() ?? null).toBe(end && new Date(end).toISOString());
});

test.each([[{ ...night, zone: "Europe/Atlantis" }], [{ ...night, from: "24:00" }], [{ ...night, to: "22:00" }]])(
  "%j are no quiet hours",
  (hours) => {
    expect(quietHoursSchema.safeParse({ ...night, criticalPasses: true }).success).toBe(true);
    expect(quietHoursSchema.safeParse({ ...hours, criticalPasses: true }).success).toBe(false);
  },
);
