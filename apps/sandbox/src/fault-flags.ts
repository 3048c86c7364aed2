// "--faults latency=200,429=0.05,500=0.01,drop=0.01": milliseconds for latency, probabilities for all others.
import type { FaultKind as ShopifyFaultKind } from "./shopify/index.ts";
import type { FaultKind as WooFaultKind } from "./woocommerce/index.ts";

// What every simulated store can do.
type SharedKind = Extract<ShopifyFaultKind, WooFaultKind>;
export type FlagRule = { kind: SharedKind; ms?: number; status?: number; probability?: number };

const kinds: readonly SharedKind[] = [
  "drop",
  "truncate",
  "html-before-json",
  "bom",
  "save-then-500",
  "save-then-504",
  "save-then-drop",
  "stall",
  "html-404-200",
  "cloudflare-403",
];

export function parseFaults(flags: string): FlagRule[] {
  return flags
    .split(",")
    .filter((flag) => flag.trim() !== "")
    .map(parseFault);
}

function parseFault(flag: string): FlagRule {
  const [name = "", text = ""] = flag.trim().split("=");
  const value = Number(text);
  if (text === "" || !Number.isFinite(value) || value < 0) throw new Error(`"${flag}" needs a number, as in drop=0.01`);
  if (name === "latency") return { kind: "latency", ms: value };
  if (value > 1) throw new Error(`"${flag}" needs a probability between 0 and 1`);
  if (/^(413|429|500|502|503|504)$/.test(name)) return { kind: "status", status: Number(name), probability: value };
  const kind = kinds.find((known) => known === name);
  if (!kind)
    throw new Error(`unknown fault "${name}"; known are latency, 413, 429, 500, 502, 503, 504, ${kinds.join(", ")}`);
  return { kind, probability: value };
}
