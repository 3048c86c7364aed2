// POST /admin/api/{version}/graphql.json
import { GraphQLError, getOperationAST, Kind, type OperationDefinitionNode, parse } from "graphql";
import type { Session } from "../graphql/context.ts";
import type { GraphApi } from "../graphql/graph-api.ts";
import type { Tokens } from "../oauth/tokens.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { serveVersion } from "./api-version.ts";
import { type HttpAnswer, jsonAnswer } from "./http-answer.ts";
import { type HttpRequest, parseJson } from "./http-request.ts";

export type GraphRoute = { state: ShopifyState; api: GraphApi; tokens: Tokens; deprecation: () => string | undefined };

export type Asked = { kind: "query" | "mutation" | "http"; operations: string[]; document: GraphBody | undefined };
type GraphBody = { query: string; variables: Record<string, unknown>; operationName: string | undefined };

const pathPattern = /^\/admin\/api\/(?:([^/]+)\/)?graphql\.json$/;

export function isGraphPath(path: string): boolean {
  return pathPattern.test(path);
}

// What a request is about, for faults and counts; nothing when it cannot be read.
export function readAsked(request: HttpRequest): Asked {
  const document = isGraphPath(request.path) ? readBody(request) : undefined;
  const operation = document && operationOf(document);
  if (!operation) return { kind: "http", operations: [], document };
  const fields = operation.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : []));
  const kind = operation.operation === "mutation" ? "mutation" : "query";
  return { kind, operations: [...fields, ...(operation.name ? [operation.name.value] : [])], document };
}

function readBody(request: HttpRequest): GraphBody | undefined {
  if (request.headers["content-type"]?.includes("application/graphql"))
    return { query: request.body, variables: {}, operationName: undefined };
  const body = parseJson(request.body);
  if (typeof body !== "object" || body === null || !("query" in body) || typeof body.query !== "string")
    return undefined;
  const variables = "variables" in body && typeof body.variables === "object" ? { ...body.variables } : {};
  const name = "operationName" in body && typeof body.operationName === "string" ? body.operationName : undefined;
  return { query: body.query, variables, operationName: name };
}

function operationOf({ query, operationName }: GraphBody): OperationDefinitionNode | undefined {
  try {
    return getOperationAST(parse(query), operationName) ?? undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

export function answerGraph(route: GraphRoute, request: HttpRequest, asked: Asked): HttpAnswer {
  const { state, api } = route;
  const version = serveVersion(state.settings.supportedVersions, pathPattern.exec(request.path)?.[1]);
  if (version === undefined) return jsonAnswer(404, { errors: "Not Found" });
  const session = sessionOf(route, request);
  if ("status" in session) return session;
  const headers = versionHeaders(version, route.deprecation());
  if (request.method !== "POST") return jsonAnswer(400, { errors: "Only POST is answered" }, headers);
  if (!asked.document) return jsonAnswer(400, { errors: { query: "Required parameter missing or invalid" } }, headers);
  return jsonAnswer(200, api.answer({ ...asked.document, session, version }), headers);
}

export function answerThrottled({ api, state }: GraphRoute, cost: number): HttpAnswer {
  return jsonAnswer(200, api.throttled(cost), versionHeaders(state.settings.supportedVersions.at(-1) ?? "", undefined));
}

function versionHeaders(version: string, deprecation: string | undefined): Record<string, string> {
  return {
    "X-Shopify-API-Version": version,
    ...(deprecation === undefined ? {} : { "X-Shopify-API-Deprecated-Reason": deprecation }),
  };
}

export function sessionOf({ state, tokens }: GraphRoute, request: HttpRequest): Session | HttpAnswer {
  const token = request.headers["x-shopify-access-token"] ?? "";
  const session = tokens.session(token);
  if (!session)
    return jsonAnswer(401, { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" });
  if (state.settings.expiringTokensOnly && tokens.isPermanent(token))
    return jsonAnswer(403, {
      errors:
        "Non-expiring access tokens are no longer accepted for the Admin API. Start using expiring offline tokens.",
    });
  return session;
}
