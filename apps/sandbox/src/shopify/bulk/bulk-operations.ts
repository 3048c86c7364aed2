// Bulk queries: accepted at once, run for a while, end as a file of JSON lines.
// https://shopify.dev/docs/apps/build/apis/graphql-admin/bulk-operations/queries
import { GraphQLError, type OperationDefinitionNode, parse, type SelectionSetNode, validate } from "graphql";
import type { GraphContext } from "../graphql/context.ts";
import type { GraphApi } from "../graphql/graph-api.ts";
import { refused, userError } from "../graphql/mutations/user-error.ts";
import { time, timeOrNull } from "../graphql/views/common-fields.ts";
import { gid, idIn } from "../state/gid.ts";
import type { BulkRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { fieldsOf, isConnectionField, nodeSelectionOf, toLines } from "./bulk-lines.ts";

const atOnce = 5;
const connectionsAllowed = 5;
const depthAllowed = 2;

export class BulkOperations {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #state: ShopifyState;

  constructor(state: ShopifyState) {
    this.#state = state;
  }

  mutations(api: GraphApi): object {
    return {
      bulkOperationRunQuery: ({ query }: { query: string }, context: GraphContext) => this.#start(api, query, context),
      bulkOperationCancel: ({ id }: { id: string }, { views }: GraphContext) => {
        const bulk = this.#state.bulks.get(idIn(id, "BulkOperation"));
        if (!bulk) return refused(userError("Bulk operation does not exist", ["id"]));
        if (!isRunning(bulk))
          return {
            bulkOperation: views.bulk(bulk),
            ...refused(userError("A bulk operation cannot be canceled when it is completed", null)),
          };
        this.#end(bulk, "CANCELED");
        return { bulkOperation: views.bulk(bulk), userErrors: [] };
      },
    };
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #start(api: GraphApi, query: string, { views, session, version }: GraphContext): object {
    const refusal = refusalOf(api, query);
    if (refusal !== undefined) return { bulkOperation: null, ...refused(userError(refusal, ["query"], "INVALID")) };
    if ([...this.#state.bulks.values()].filter(isRunning).length >= atOnce) {
      const message = `A bulk query operation for this app and shop is already in progress: the limit is ${atOnce}.`;
      return { bulkOperation: null, ...refused(userError(message, null, "OPERATION_IN_PROGRESS")) };
    }
    const bulk: BulkRecord = {
      id: this.#state.nextId(),
      query,
      status: "CREATED",
      errorCode: null,
      objectCount: 0,
      rootObjectCount: 0,
      jsonl: undefined,
      secret: this.#state.random.hex(32),
      createdAt: this.#state.now(),
      completedAt: null,
    };
    this.#state.bulks.set(bulk.id, bulk);
    const created = { ...views.bulk(bulk) };
    bulk.status = "RUNNING";
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (bulk.status === "RUNNING") this.#finish(bulk, () => api.runBulk(query, session, version));
    }, this.#state.settings.bulkDurationMs);
    this.#timers.add(timer);
    return { bulkOperation: created, userErrors: [] };
  }

  #finish(bulk: BulkRecord, run: () => { data?: unknown; errors?: readonly GraphQLError[] }): void {
    const { data, errors } = run();
    if (errors?.length) {
      bulk.errorCode = errors[0]?.extensions.code === "ACCESS_DENIED" ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR";
      this.#end(bulk, "FAILED");
      return;
    }
    const selection = operationOf(bulk.query)?.selectionSet;
    const { lines, roots } = selection ? toLines(data, selection) : { lines: [], roots: 0 };
    bulk.objectCount = lines.length;
    bulk.rootObjectCount = roots;
    bulk.jsonl = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    this.#end(bulk, "COMPLETED");
  }

  #end(bulk: BulkRecord, status: BulkRecord["status"]): void {
    bulk.status = status;
    bulk.completedAt = this.#state.now();
    this.#state.announce({ topic: "bulk_operations/finish", body: () => finishBody(bulk) });
  }
}

function isRunning({ status }: BulkRecord): boolean {
  return status === "CREATED" || status === "RUNNING" || status === "CANCELING";
}

function finishBody(bulk: BulkRecord): object {
  return {
    admin_graphql_api_id: gid("BulkOperation", bulk.id),
    completed_at: timeOrNull(bulk.completedAt),
    created_at: time(bulk.createdAt),
    error_code: bulk.errorCode?.toLowerCase() ?? null,
    status: bulk.status.toLowerCase(),
    type: "query",
  };
}

function operationOf(query: string): OperationDefinitionNode | undefined {
  return parse(query).definitions.find((definition) => definition.kind === "OperationDefinition");
}

// Undefined when the query may run.
function refusalOf(api: GraphApi, query: string): string | undefined {
  try {
    const operation = operationOf(query);
    if (operation?.operation !== "query") return "Invalid bulk query: it must be a query operation.";
    const [error] = validate(api.schema, parse(query));
    if (error) return `Invalid bulk query: ${error.message}`;
    const shape = shapeOf(operation.selectionSet, 0, false);
    if (shape.connections === 0) return "Bulk queries must contain at least one connection.";
    if (shape.connections > connectionsAllowed)
      return `Bulk queries cannot contain more than ${connectionsAllowed} connections.`;
    if (shape.depth > depthAllowed)
      return "Bulk queries cannot contain connections with a nesting depth greater than 2.";
    return shape.orphan
      ? "The parent 'node' field for a nested connection must select the 'id' field without an alias."
      : undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return `Invalid bulk query: ${error.message}`;
    throw error;
  }
}

type Shape = { connections: number; depth: number; orphan: boolean };

// Depth counts connections inside connections: the outermost is 0.
function shapeOf(selection: SelectionSetNode, depth: number, needsId: boolean): Shape {
  const total: Shape = { connections: 0, depth: 0, orphan: false };
  const fields = fieldsOf(selection);
  const hasId = fields.some(({ name, alias }) => name.value === "id" && alias === undefined);
  for (const field of fields) {
    if (!field.selectionSet) continue;
    const isConnection = isConnectionField(field);
    const inner = isConnection
      ? shapeOf(nodeSelectionOf(field.selectionSet), depth + 1, true)
      : shapeOf(field.selectionSet, depth, false);
    total.connections += inner.connections + (isConnection ? 1 : 0);
    total.depth = Math.max(total.depth, inner.depth, isConnection ? depth : 0);
    total.orphan ||= inner.orphan || (isConnection && needsId && !hasId);
  }
  return total;
}
