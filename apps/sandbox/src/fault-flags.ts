// "--faults latency=200,429=0.05,500=0.01,drop=0.01": milliseconds for latency, probabilities for all others.
import type { FaultKind, FaultRule } from "./woocommerce/index.ts";

const kinds: readonly FaultKind[] = [
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

export function parseFaults(flags: string): FaultRule[] {
  return flags
    .split(",")
    .filter((flag) => flag.trim() !== "")
    .map(parseFault);
}

function parseFault(flag: string): FaultRule {
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
