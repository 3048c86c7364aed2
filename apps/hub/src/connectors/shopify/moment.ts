// Shopify's moments are UTC and say so; some carry fractions of a second, which the hub's do not.
import { z } from "zod";

export const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString().replace(/\.\d{3}Z$/, "Z"));

/** Of several moments the latest: what a thing is made of may change without it. */
export function latestOf(moments: readonly string[]): string {
  return moments.reduce((latest, each) => (each > latest ? each : latest), "");
}
