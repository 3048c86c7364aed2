// Faults of the road between a client and the store, set by rules and drawn with seeded randomness.
import { z } from "zod";
import type { Random } from "../../shared/random.ts";
import { type HttpAnswer, htmlAnswer, jsonType, nginxAnswer, restHeaders, wpDieAnswer } from "./http-answer.ts";

export type FaultKind =
  | "latency"
  | "status"
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
  | "headers"
  | "rest-closed";

export type FaultRule = {
  kind: FaultKind;
  /** A path is a prefix ("/orders" or the whole "/wp-json/wc/v3/orders") or a regular expression. */
  match?: {
    method?: string;
    path?: string | RegExp;
    /** What the body must hold. */
    body?: string | RegExp;
    /** Only batches with more operations than this, as a server that bears no large ones. */
    itemsOver?: number;
  };
  /** How many requests are hit; without it the rule stays until clear(). */
  times?: number;
  /** 1 by default: every request. */
  probability?: number;
  /** For "latency". */
  ms?: number;
  /** For "status": 429, 500, 502, 503, 504 or 413. */
  status?: number;
  retryAfterSeconds?: number;
  /** For "headers": sent along with the store's own answer. */
  headers?: Readonly<Record<string, string>>;
};

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
  draw(method: string, path: string, body = ""): { waitMs: number; fault: FaultRule | undefined } {
    let waitMs = 0;
    for (const rule of this.#rules) {
      if (!matches(rule, method, path) || !matchesBody(rule, body) || !this.#hits(rule)) continue;
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

function matches({ match }: FaultRule, method: string, path: string): boolean {
  if (match?.method !== undefined && match.method.toUpperCase() !== method) return false;
  const wanted = match?.path;
  if (wanted === undefined) return true;
  if (wanted instanceof RegExp) return wanted.test(path);
  const inApi = path.replace(/^(\/index\.php)?\/wp-json(\/wc\/v3)?/, "");
  return path.startsWith(wanted) || inApi.startsWith(wanted);
}

function matchesBody({ match }: FaultRule, body: string): boolean {
  if (match?.itemsOver !== undefined && operationsIn(body) <= match.itemsOver) return false;
  const wanted = match?.body;
  if (wanted === undefined) return true;
  return wanted instanceof RegExp ? wanted.test(body) : body.includes(wanted);
}

/** {"create": [1], "update": [2, 3]} → 3 */
function operationsIn(body: string): number {
  try {
    const lists = Object.values(batchBody.parse(JSON.parse(body)));
    return lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), 0);
  } catch {
    return 0; // no batch
  }
}

const batchBody = z.record(z.string(), z.unknown());

// The answer of a fault that never reaches WooCommerce; undefined for the other kinds.
export function earlyAnswer(rule: FaultRule): HttpAnswer | undefined {
  if (rule.kind === "status") return statusAnswer(rule);
  if (rule.kind === "html-404-200")
    return htmlAnswer(200, htmlPage("Page not found", "It looks like nothing was found at this location."));
  if (rule.kind === "cloudflare-403") return cloudflareAnswer();
  if (rule.kind === "rest-closed") return closedAnswer();
  return undefined;
}

// What is sent in place of the store's answer once the work is done; undefined leaves it.
export function lateAnswer(rule: FaultRule, answer: HttpAnswer): HttpAnswer | undefined {
  switch (rule.kind) {
    case "truncate":
      return { ...answer, body: answer.body.toString().slice(0, Math.floor(answer.body.length / 2)) };
    case "html-before-json":
      return { ...answer, body: `${phpWarning}${answer.body}` };
    case "bom":
      return { ...answer, body: `\ufeff${answer.body}` };
    case "save-then-500":
      return phpFatal("Uncaught Error: hook of a plugin failed");
    case "save-then-504":
      return nginxAnswer(504, "Gateway Time-out");
    case "headers":
      return { ...answer, headers: { ...answer.headers, ...rule.headers } };
    default:
      return undefined;
  }
}

const phpWarning =
  "<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/store/wp-content/plugins/some-plugin/some-plugin.php</b> on line <b>12</b><br />\n";

const titles: Readonly<Record<number, string>> = {
  413: "Request Entity Too Large",
  429: "Too Many Requests",
  502: "Bad Gateway",
  504: "Gateway Time-out",
};

function statusAnswer({ status = 500, retryAfterSeconds }: FaultRule): HttpAnswer {
  const answer = plainStatus(status);
  const seconds = retryAfterSeconds ?? (status === 503 ? 600 : undefined);
  if (seconds === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, "Retry-After": String(seconds) } };
}

function plainStatus(status: number): HttpAnswer {
  if (status === 500) return phpFatal("Uncaught Error: Call to undefined method WC_Order::get_foo()");
  if (status === 503) return wpDieAnswer(503, "Briefly unavailable for scheduled maintenance. Check back in a minute.");
  return nginxAnswer(status, titles[status] ?? "Error");
}

function phpFatal(reason: string): HttpAnswer {
  const help = "https://wordpress.org/documentation/article/faq-troubleshooting/";
  const message =
    "<p>There has been a critical error on this website.</p>" +
    `<p><a href="${help}">Learn more about troubleshooting WordPress.</a></p>`;
  const file = "/srv/store/wp-content/mu-plugins/plugin.php";
  const error = { type: 1, message: `${reason} in ${file}:1\nStack trace:\n#0 {main}\n  thrown`, file, line: 1 };
  const json = { code: "internal_server_error", message, data: { status: 500, error }, additional_errors: [] };
  return { status: 500, headers: { ...restHeaders, "Content-Type": jsonType }, body: JSON.stringify(json) };
}

function cloudflareAnswer(): HttpAnswer {
  const answer = htmlAnswer(403, htmlPage("Attention Required! | Cloudflare", "Sorry, you have been blocked"));
  return { ...answer, headers: { ...answer.headers, Server: "cloudflare", "CF-RAY": "8f1e2d3c4b5a6978-EWR" } };
}

// As recorded of a shop whose security plugin closes the REST API to everybody who is not logged in.
function closedAnswer(): HttpAnswer {
  const json = { code: "rest_not_logged_in", message: "You are not currently logged in.", data: { status: 401 } };
  return { status: 401, headers: { ...restHeaders, "Content-Type": jsonType }, body: JSON.stringify(json) };
}

function htmlPage(title: string, text: string): string {
  return `<!DOCTYPE html>\n<html lang="en-US">\n<head><title>${title}</title></head>\n<body><h1>${text}</h1></body>\n</html>\n`;
}
