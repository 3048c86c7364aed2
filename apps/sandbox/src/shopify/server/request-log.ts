// What was asked of the store: a bounded log, and counts that tests and benchmarks compare.

export type LoggedRequest = {
  method: string;
  path: string;
  /** Fields at the root of the document, aliases resolved. */
  operations: readonly string[];
  status: number;
  cost: number | null;
  body: string;
  at: string;
};
/** requests: "query orders": 3, "mutation inventorySetQuantities": 1, "POST /admin/oauth/access_token": 1. */
export type Counts = { requests: Record<string, number>; cost: number };

const kept = 1_000;
const bodyKept = 100_000;

export class RequestLog {
  readonly #entries: LoggedRequest[] = [];
  readonly #requests = new Map<string, number>();
  #cost = 0;

  keep(entry: LoggedRequest, kind: "query" | "mutation" | "http"): void {
    this.#entries.push({ ...entry, body: entry.body.slice(0, bodyKept) });
    if (this.#entries.length > kept) this.#entries.shift();
    this.#cost += entry.cost ?? 0;
    const names =
      kind === "http" ? [`${entry.method} ${entry.path}`] : entry.operations.map((name) => `${kind} ${name}`);
    for (const name of names) this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
  }

  entries(): LoggedRequest[] {
    return [...this.#entries];
  }

  counts(): Counts {
    return { requests: Object.fromEntries(this.#requests), cost: this.#cost };
  }

  reset(): void {
    this.#entries.length = 0;
    this.#requests.clear();
    this.#cost = 0;
  }
}
