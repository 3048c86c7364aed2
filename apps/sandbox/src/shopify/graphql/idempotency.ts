// Keys of @idempotent: a second call with the same key and arguments gets the answer of the first and changes nothing.
// https://shopify.dev/docs/api/usage/implementing-idempotency
import { type GraphQLResolveInfo, getDirectiveValues } from "graphql";
import { refused, userError } from "./mutations/user-error.ts";
import { missingIdempotency } from "./refusals.ts";

// Those of the official list (idempotency key required since 2026-04) that the simulator knows.
export const idempotentMutations: ReadonlySet<string> = new Set([
  "inventoryActivate",
  "inventoryAdjustQuantities",
  "inventorySetOnHandQuantities",
  "inventorySetQuantities",
  "refundCreate",
]);

const keptMs = 24 * 3_600_000;

type Answered = { mutation: string; parameters: string; payload: unknown; at: number };

export class IdempotencyKeys {
  readonly #answered = new Map<string, Answered>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  run(info: GraphQLResolveInfo, parameters: unknown, work: () => unknown): unknown {
    const mutation = info.fieldName;
    const key = this.#keyOf(info);
    if (key === undefined) {
      if (idempotentMutations.has(mutation)) throw missingIdempotency();
      return work();
    }
    const text = JSON.stringify(parameters);
    const known = this.#answered.get(key);
    if (known && this.#now() - known.at < keptMs) {
      if (known.mutation === mutation && known.parameters === text) return known.payload;
      const message = "The idempotency key was used before with different parameters.";
      return refused(userError(message, null, "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"));
    }
    const payload = work();
    this.#answered.set(key, { mutation, parameters: text, payload, at: this.#now() });
    return payload;
  }

  #keyOf(info: GraphQLResolveInfo): string | undefined {
    const directive = info.schema.getDirective("idempotent");
    const [node] = info.fieldNodes;
    if (!directive || !node) return undefined;
    const key = getDirectiveValues(directive, node, info.variableValues)?.key;
    return typeof key === "string" ? key : undefined;
  }
}
