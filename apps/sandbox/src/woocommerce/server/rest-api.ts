// The REST API as a function: a request in, an answer out.
import type { WooState } from "../state/woo-state.ts";
import { checkArgs } from "../wordpress/arg-schema.ts";
import { isObject, type Json, type JsonObject, parseJson, phpJson } from "../wordpress/json.ts";
import { apiLink } from "../wordpress/paging.ts";
import { phpQuery } from "../wordpress/php-query.ts";
import { fieldFilter, filterReply } from "../wordpress/reply-fields.ts";
import { noRoute, RestError } from "../wordpress/rest-error.ts";
import type { Method, RestReply } from "../wordpress/rest-route.ts";
import type { Match, Router } from "../wordpress/router.ts";
import { refuseAnonymous } from "./anonymous.ts";
import { type ApiKey, type Authenticator, checkPermissions } from "./authenticate.ts";
import { type HttpAnswer, restHeaders } from "./http-answer.ts";
import type { HttpRequest } from "./http-request.ts";
import type { RequestLog } from "./request-log.ts";
import type { RestTarget } from "./rest-path.ts";

export type RestApi = { state: WooState; router: Router; authenticator: Authenticator; log: RequestLog };

export async function answerRest(api: RestApi, target: RestTarget, request: HttpRequest): Promise<HttpAnswer> {
  const method = methodOf(request);
  try {
    const reply = await dispatch(api, target, request, method);
    return finish(api, target, request, reply);
  } catch (error) {
    if (!(error instanceof RestError)) throw error;
    const reply = { status: error.status, json: error.toJson() };
    return finish(api, target, request, reply);
  }
}

async function dispatch(api: RestApi, target: RestTarget, request: HttpRequest, method: Method): Promise<RestReply> {
  const { router, log } = api;
  const match = router.find(method, target.route);
  log.countRequest(request.method, match?.route.template ?? "(no route)");
  const key = identify(api, target, request);
  if (key) checkPermissions(key, method);
  if (!match) throw noRoute();
  const body = parseBody(request);
  if (method !== "GET" && method !== "DELETE") log.countWrites(match.route.template, body);
  const args = typeof match.route.args === "function" ? match.route.args() : match.route.args;
  const raw = { ...match.path, ...request.query, ...body };
  const params = args ? checkArgs(args, raw) : raw;
  if (!key && match.route.right !== "public") throw refuseAnonymous(match.route.right);
  return match.route.handle({ method, params, query: sanitizedQuery(request, match), path: match.path });
}

function identify({ authenticator, state }: RestApi, target: RestTarget, request: HttpRequest): ApiKey | undefined {
  if (!target.looksAtKeys || !target.route.startsWith("/wc/")) return undefined;
  const { method, path, query, headers } = request;
  const { authorization } = headers;
  return authenticator.identify({ method, path, query, authorization, nowSeconds: state.nowSeconds() });
}

const overridable: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

// QUIRK(woocommerce): a POST may ask to be taken for another method.
function methodOf({ method, headers, query }: HttpRequest): Method {
  const wanted = method === "POST" ? (headers["x-http-method-override"] ?? query._method ?? method) : method;
  const upper = String(wanted).toUpperCase();
  return overridable.find((known) => known === upper) ?? "GET";
}

// QUIRK(woocommerce): without a JSON or form content type a body is ignored, not refused.
function parseBody({ headers, body }: HttpRequest): JsonObject {
  const type = (headers["content-type"] ?? "").toLowerCase();
  if (body === "") return {};
  if (type.startsWith("application/x-www-form-urlencoded")) return phpQuery(body);
  if (!/^application\/([\w.+-]+\+)?json/.test(type)) return {};
  const json = parsedOrRefused(body);
  return isObject(json) ? json : {};
}

function parsedOrRefused(body: string): Json {
  try {
    return parseJson(body);
  } catch {
    const data = { status: 400, json_error_code: 4, json_error_message: "Syntax error" };
    throw new RestError("rest_invalid_json", "Invalid JSON body passed.", 400, data);
  }
}

function sanitizedQuery({ query }: HttpRequest, _match: Match): JsonObject {
  const { rest_route: _, ...rest } = query;
  return rest;
}

function finish({ state, router }: RestApi, target: RestTarget, request: HttpRequest, reply: RestReply): HttpAnswer {
  const allowed = router.allowed(target.route);
  const headers: Record<string, string> = {
    ...restHeaders,
    Link: apiLink(state.settings.home),
    ...(allowed.length > 0 && reply.status !== 401 ? { Allow: allowed.join(", ") } : {}),
    ...reply.headers,
  };
  const body = bodyOf(reply, request);
  if (request.query._envelope === undefined) return { status: reply.status, headers, body };
  const envelope = `{"body":${body},"status":${reply.status},"headers":${phpJson({ ...reply.headers, Allow: allowed.join(", ") })}}`;
  return { status: 200, headers, body: envelope };
}

function bodyOf(reply: RestReply, { query }: HttpRequest): string | Buffer {
  const filter = fieldFilter(query._fields);
  if (reply.json === undefined) return reply.bytes ?? "";
  return phpJson(filter && reply.status < 400 ? filterReply(reply.json, filter) : reply.json);
}
