// What the bench finds: figures beside the limit of the same machine, with their cost, and whether the aim is met.
import type { Usage } from "./support/usage.ts";

export const PARTS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;
export type Part = (typeof PARTS)[number];

export const PART_TITLES: Readonly<Record<Part, string>> = {
  a: "Backfill",
  b: "Deliveries: verified, stored, acknowledged",
  c: "Delivery until its order is readable",
  d: "Stock change until the stores show it",
  e: "Start until listening",
  f: "Products in many stores",
  g: "Many stores, two of them in trouble",
  h: "Growth",
};

export type Figure = {
  readonly part: Part;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The same on this machine, in this run, with nothing but the bare work. */
  readonly limit?: number | undefined;
  readonly usage?: Usage | undefined;
  /** What the usage is divided by. */
  readonly items?: number | undefined;
  readonly aims?: readonly Aim[];
  /** Something went wrong that makes the figure worthless. */
  readonly fault?: string | undefined;
  readonly notes?: readonly string[];
  /** Where it stands in a chart. */
  readonly point?: Point;
};

export type Point = {
  readonly chart: "delivery" | "lists";
  readonly series: string;
  readonly orders: number;
  readonly stores: number;
};

export type Aim = { readonly words: string; readonly met: boolean };

export function atLeast(what: string, value: number, aim: number): Aim {
  return { words: `${what} ≥ ${aim}`, met: value >= aim };
}

export function atMost(what: string, value: number, aim: number): Aim {
  return { words: `${what} ≤ ${aim}`, met: value <= aim };
}

/** Of the hub and its database together, where both can be seen. */
export function cpuMsPerItem({ usage, items }: Figure): number | undefined {
  return usage && items ? (usage.cpuMs + (usage.databaseCpuMs ?? 0)) / items : undefined;
}

export function ratioOf({ value, limit, unit }: Figure): number | undefined {
  if (limit === undefined) return undefined;
  return unit.endsWith("/s") ? value / limit : limit / value;
}

export type Stage = {
  readonly tell: (line: string) => void;
  readonly profileFolder?: string | undefined;
};
