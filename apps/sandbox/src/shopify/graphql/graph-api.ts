// Executes documents: parse, validate, cost, run. One call is one HTTP request to graphql.json.
import {
  type DocumentNode,
  defaultFieldResolver,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import type { ShopifyState } from "../state/shopify-state.ts";
import { missingAccess } from "./access.ts";
import { adminSchema } from "./admin-schema.ts";
import type { GraphContext, Session, Views } from "./context.ts";
import type { CostBucket } from "./cost-bucket.ts";
import { createViews } from "./create-views.ts";
import { toShopifyError } from "./document-errors.ts";
import { IdempotencyKeys } from "./idempotency.ts";
import { queryRoot } from "./queries/query-root.ts";
import { actualCost, type CostQuestion, requestedCost } from "./query-cost.ts";
import { accessDenied } from "./refusals.ts";

export type GraphRequest = {
  query: string;
  variables: Readonly<Record<string, unknown>>;
  operationName: string | undefined;
  session: Session;
  version: string;
};
export type GraphAnswer = { data?: unknown; errors?: object[]; extensions?: object };

type Read = { document: DocumentNode; operation: OperationDefinitionNode };

const largestCost = 1_000;

export class GraphApi {
  readonly schema: GraphQLSchema = adminSchema();
  readonly #state: ShopifyState;
  readonly #bucket: CostBucket;
  readonly #keys: IdempotencyKeys;
  readonly #views: Views;
  readonly #root: object;
  readonly #mutations: object;
  costUsed = 0;

  constructor(state: ShopifyState, bucket: CostBucket, mutations: (api: GraphApi) => object) {
    this.#state = state;
    this.#bucket = bucket;
    this.#keys = new IdempotencyKeys(() => state.now());
    this.#views = createViews(state);
    this.#root = queryRoot(state);
    this.#mutations = mutations(this);
  }

  answer(request: GraphRequest): GraphAnswer {
    const read = this.#read(request);
    if ("errors" in read) return read;
    const { document, operation } = read;
    const question = this.#question(request, document, operation);
    const requested = requestedCost(question);
    if (requested > largestCost) return tooDear(requested);
    if (!this.#bucket.take(requested)) return this.throttled(requested);
    const context = this.#context(request, false);
    const result = this.#run(document, request, context);
    const actual = Math.min(requested, actualCost(question, result.data));
    this.#bucket.giveBack(requested - actual);
    this.costUsed += actual;
    const cost = { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: this.#bucket.status() };
    return { ...plain(result), extensions: { cost, ...searchNotes(context) } };
  }

  // Inside a bulk operation: no cost, no page sizes.
  runBulk(query: string, session: Session, version: string): ExecutionResult {
    const request = { query, variables: {}, operationName: undefined, session, version };
    return this.#run(parse(query), request, this.#context(request, true));
  }

  throttled(requested: number): GraphAnswer {
    const documentation = "https://shopify.dev/api/usage/rate-limits";
    return {
      errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation } }],
      extensions: {
        cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: this.#bucket.status() },
      },
    };
  }

  #read({ query, operationName }: GraphRequest): Read | { errors: object[] } {
    try {
      const document = parse(query);
      const errors = validate(this.schema, document);
      if (errors.length > 0) return { errors: errors.map(toShopifyError) };
      const operation = getOperationAST(document, operationName);
      if (!operation) return { errors: [{ message: "An operation name is required" }] };
      return { document, operation };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [toShopifyError(error)] };
      throw error;
    }
  }

  #question({ variables }: GraphRequest, document: DocumentNode, operation: OperationDefinitionNode): CostQuestion {
    const pages = this.#state.settings.costOfPages;
    return { schema: this.schema, document, operation, variables: { ...defaultsOf(operation), ...variables }, pages };
  }

  #context({ session, version }: GraphRequest, isBulk: boolean): GraphContext {
    return { state: this.#state, session, views: this.#views, version, isBulk, warnings: [] };
  }

  #run(document: DocumentNode, { variables, operationName }: GraphRequest, context: GraphContext): ExecutionResult {
    const result = execute({
      schema: this.schema,
      document,
      rootValue: { ...this.#root, ...this.#mutations },
      contextValue: context,
      variableValues: variables,
      operationName: operationName ?? null,
      fieldResolver: this.#resolve,
    });
    if (result instanceof Promise) throw new Error("a field answered late");
    return result;
  }

  readonly #resolve: GraphQLFieldResolver<unknown, GraphContext> = (source, parameters, context, info) => {
    const parent = info.parentType.name;
    const field = { parent, name: info.fieldName, type: getNamedType(info.returnType).name };
    const missing = missingAccess(context.session.scopes, field);
    if (missing !== undefined) throw accessDenied(info.fieldName, missing);
    const work = () => defaultFieldResolver(source, parameters, context, info);
    return parent === "Mutation" ? this.#keys.run(info, parameters, work) : work();
  };
}

function defaultsOf(operation: OperationDefinitionNode): Record<string, unknown> {
  return Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === "IntValue" ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  );
}

// Seen on a real store: Shopify/shopify-app-js#577.
function tooDear(cost: number): GraphAnswer {
  const message =
    `Query cost is ${cost}, which exceeds the single query max cost limit (${largestCost}).\n\n` +
    "See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\n" +
    "cost of a query is calculated.\n\n" +
    "To query larger amounts of data with fewer limits, bulk operations should be used instead.\n" +
    "See https://shopify.dev/api/usage/bulk-operations/queries for usage details.\n";
  const documentation = "https://shopify.dev/api/usage/rate-limits";
  return {
    errors: [{ message, extensions: { code: "MAX_COST_EXCEEDED", cost, maxCost: largestCost, documentation } }],
  };
}

function plain({ data, errors }: ExecutionResult): GraphAnswer {
  const shown = errors?.map(toShopifyError);
  // A request whose variables are wrong has no data at all.
  return { ...(data === undefined ? {} : { data }), ...(shown ? { errors: shown } : {}) };
}

// QUIRK(shopify): an unknown search field filters nothing; the answer says so aside.
function searchNotes({ warnings }: GraphContext): object {
  if (warnings.length === 0) return {};
  const search = warnings.map(({ path, field, query }) => ({
    path: [path],
    query,
    warnings: [{ field, message: "Invalid search field for this query.", code: "invalid_field" }],
  }));
  return { search };
}
