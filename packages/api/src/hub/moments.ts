// Moments in requests: with a zone or without one, which means UTC. In replies they are always UTC with Z.
import { z } from "zod";

const EXAMPLE = "2026-11-20T09:00:00Z";
const PROBLEM = `is not a moment; write it like ${EXAMPLE} (in an address + is spelt %2B)`;
const ZONED = /(?:Z|[+-]\d{2}:?\d{2})$/;

export const momentSchema = z
  .union([z.iso.date(), z.iso.datetime({ offset: true, local: true })], { error: PROBLEM })
  .transform(toUtc)
  .refine(hasFourDigitYear, PROBLEM)
  .meta({ description: "With Z or an offset; without either it is UTC.", example: EXAMPLE });

export const stampSchema = z.iso.datetime().meta({ example: "2026-11-20T09:00:00.000Z" });

function toUtc(text: string): Date {
  const isDayOnly = !text.includes("T");
  return new Date(isDayOnly || ZONED.test(text) ? text : `${text}Z`);
}

/** An offset can carry a moment out of the years that ISO 8601 writes with four digits. */
function hasFourDigitYear(moment: Date): boolean {
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999;
}
