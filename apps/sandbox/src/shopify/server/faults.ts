// Faults of the road between a client and the store, and of Shopify itself, drawn with seeded randomness.
import type { Random } from "../../shared/random.ts";
import { type HttpAnswer, htmlAnswer, jsonAnswer } from "./http-answer.ts";

export type FaultKind =
  | "latency"
  | "status"
  | "throttled"
  | "drop"
  | "truncate"
  | "html-before-json"
  | "bom"
  | "save-then-500"
  | "save-then-504"
  | "save-then-drop"
  | "stall"
  | "html-404-200"
  | "cloudflare-403"
  | "internal-error-200";

export type FaultRule = {
  kind: FaultKind;
  /**
   * A path is a prefix or a regular expression. `operation` is the operation's name or that of a field at its root, as
   * "inventorySetQuantities".
   */
  match?: { method?: string; path?: string | RegExp; operation?: string };
  /** How many requests are hit; without it the rule stays until clear(). */
  times?: number;
  /** 1 by default: every request. */
  probability?: number;
  /** For "latency". */
  ms?: number;
  /** For "status": 401, 402, 403, 413, 423, 429, 430, 500, 502, 503 or 504. */
  status?: number;
  retryAfterSeconds?: number;
};

export type Target = { method: string; path: string; operations: readonly string[] };

export class FaultBox {
  #rules: FaultRule[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  // Replaces what was set before.
  set(rule: FaultRule | readonly FaultRule[]): void {
    this.#rules = [rule].flat().map((one) => ({ ...one }));
  }

  add(rule: FaultRule): void {
    this.#rules.push({ ...rule });
  }

  clear(): void {
    this.#rules = [];
  }

  list(): readonly FaultRule[] {
    return this.#rules;
  }

  // All delays that apply, and the first fault of another kind.
  draw(target: Target): { waitMs: number; fault: FaultRule | undefined } {
    let waitMs = 0;
    for (const rule of this.#rules) {
      if (!matches(rule, target) || !this.#hits(rule)) continue;
      if (rule.kind !== "latency") return { waitMs, fault: rule };
      waitMs += rule.ms ?? 0;
    }
    return { waitMs, fault: undefined };
  }

  #hits(rule: FaultRule): boolean {
    if (rule.times !== undefined && rule.times <= 0) return false;
    if (rule.probability !== undefined && this.#random.fraction() >= rule.probability) return false;
    if (rule.times !== undefined) rule.times -= 1;
    return true;
  }
}

function matches({ match }: FaultRule, { method, path, operations }: Target): boolean {
  if (match?.method !== undefined && match.method.toUpperCase() !== method) return false;
  if (match?.operation !== undefined && !operations.includes(match.operation)) return false;
  const wanted = match?.path;
  if (wanted === undefined) return true;
  return wanted instanceof RegExp ? wanted.test(path) : path.startsWith(wanted);
}

// The answer of a fault that never reaches the shop; undefined for the other kinds.
export function earlyAnswer(rule: FaultRule): HttpAnswer | undefined {
  if (rule.kind === "status") return statusAnswer(rule);
  if (rule.kind === "html-404-200") return htmlAnswer(200, htmlPage("Page Not Found"));
  if (rule.kind === "cloudflare-403") return cloudflareAnswer();
  if (rule.kind === "internal-error-200") return internalError();
  return undefined;
}

// What is sent in place of the store's answer once the work is done; undefined leaves it.
export function lateAnswer(rule: FaultRule, answer: HttpAnswer): HttpAnswer | undefined {
  switch (rule.kind) {
    case "truncate":
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
    case "html-before-json":
      return { ...answer, body: `<!-- upstream notice -->\n${answer.body}` };
    case "bom":
      return { ...answer, body: `\ufeff${answer.body}` };
    case "save-then-500":
      return statusAnswer({ kind: "status", status: 500 });
    case "save-then-504":
      return statusAnswer({ kind: "status", status: 504 });
    default:
      return undefined;
  }
}

// Texts: https://shopify.dev/docs/api/usage/response-codes
const texts: Readonly<Record<number, string>> = {
  401: "[API] Invalid API key or access token (unrecognized login or wrong password)",
  402: "Unavailable Shop",
  403: "[API] This action requires merchant approval for the needed scope.",
  423: "This shop is unavailable",
  429: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
  430: "Shopify Security Rejection",
};

function statusAnswer({ status = 500, retryAfterSeconds }: FaultRule): HttpAnswer {
  const wait = retryAfterSeconds ?? (status === 429 ? 2 : undefined);
  const headers: Record<string, string> = wait === undefined ? {} : { "Retry-After": wait.toFixed(1) };
  const text = texts[status];
  if (text !== undefined) return jsonAnswer(status, { errors: text }, headers);
  const page = htmlAnswer(status, htmlPage("Something went wrong"));
  return { ...page, headers: { ...page.headers, ...headers } };
}

// QUIRK(shopify): a failure inside GraphQL is 200 with an error.
function internalError(): HttpAnswer {
  const message =
    "Internal error. Looks like something went wrong on our end.\nRequest ID: 00000000-0000 (include this in support requests).";
  return jsonAnswer(200, {
    errors: [{ message, extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "00000000-0000" } }],
  });
}

function cloudflareAnswer(): HttpAnswer {
  const answer = htmlAnswer(403, htmlPage("Attention Required! | Cloudflare"));
  return { ...answer, headers: { ...answer.headers, Server: "cloudflare", "CF-RAY": "8f1e2d3c4b5a6978-EWR" } };
}

function htmlPage(title: string): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
}
