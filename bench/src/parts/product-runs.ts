// What an export and an import are measured by: runs of the hub and of the limit, in turn, and the figure of the median.
import type { Figure } from "../figures.ts";
import { medianOf } from "../support/percentiles.ts";
import type { Usage } from "../support/usage.ts";

/** Requests a second to a store: what keeps it waiting shall be the hub, not its politeness. */
export const STORE_RATE = 10_000;

export type Measured = { readonly perSecond: number; readonly usage: Usage; readonly fault?: string | undefined };
export type Runs = { readonly hub: Measured[]; readonly limit: Measured[] };

export function toFigure(what: string, items: number, { hub, limit }: Runs, notes: readonly string[]): Figure {
  const value = medianOf(hub.map(({ perSecond }) => perSecond));
  const usage = hub.find(({ perSecond }) => perSecond === value)?.usage;
  const [early = 0, late = 0] = usage?.halvesMb ?? [];
  const bareCpu = limit[0] && (limit[0].usage.cpuMs + (limit[0].usage.databaseCpuMs ?? 0)) / items;
  return {
    part: "f",
    what: `${items.toLocaleString("en")} products ${what}`,
    value,
    unit: "products/s",
    limit: medianOf(limit.map(({ perSecond }) => perSecond)),
    usage,
    items,
    fault: [...hub, ...limit].find(({ fault }) => fault)?.fault,
    notes: [
      `LOGIX_STORE_RATE=${STORE_RATE} in place of the polite default of one request a second`,
      ...notes,
      `memory ${Math.round(early)} MB in the first half, ${Math.round(late)} MB in the second`,
      `the limit costs ${bareCpu?.toFixed(2)} ms of processor time a product`,
    ],
  };
}
