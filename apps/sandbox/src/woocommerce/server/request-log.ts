// What was asked of the store: a bounded log, and counts that tests and benchmarks compare.
import { isObject, type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";

export type LoggedRequest = {
  method: string;
  path: string;
  query: JsonObject;
  status: number;
  body: string;
  at: string;
};
export type Counts = {
  // "GET /orders": 12
  requests: Record<string, number>;
  // "orders.status": 3, one for each written resource, single or in a batch
  updates: Record<string, number>;
};

const kept = 1_000;
const bodyKept = 100_000;

export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #requests = new Map<string, number>();
  readonly #updates = new Map<string, number>();

  keep(entry: LoggedRequest): void {
    this.#entries.push({ ...entry, body: entry.body.slice(0, bodyKept) });
    if (this.#entries.length > kept) this.#entries.shift();
  }

  countRequest(method: string, template: string): void {
    increase(this.#requests, `${method} ${template}`);
  }

  countWrites(template: string, body: JsonObject): void {
    const resource = resourceOf(template);
    const isBatch = template.endsWith("/batch");
    const items = isBatch ? [...objectsOf(body.create), ...objectsOf(body.update)] : [body];
    for (const item of items) for (const field of writtenFields(item)) increase(this.#updates, `${resource}.${field}`);
  }

  entries(): LoggedRequest[] {
    return [...this.#entries];
  }

  counts(): Counts {
    return { requests: Object.fromEntries(this.#requests), updates: Object.fromEntries(this.#updates) };
  }

  reset(): void {
    this.#entries.length = 0;
    this.#requests.clear();
    this.#updates.clear();
  }
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

// "/products/{product_id}/variations/batch" writes variations.
function resourceOf(template: string): string {
  const names = template.split("/").filter((part) => part !== "" && part !== "batch" && !part.startsWith("{"));
  return names.at(-1) ?? "";
}

function writtenFields(item: Json): string[] {
  return isObject(item) ? Object.keys(item).filter((name) => name !== "id") : [];
}
