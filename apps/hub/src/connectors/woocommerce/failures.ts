// A reply that is no success, told as the hub's own error. Decided by HTTP status and WooCommerce's code.
import { type ErrorDetails, HubError } from "@logix/model";
import { z } from "zod";
import { excerptOf, jsonOf, type StoreReply, type StoreRequest } from "../../connector-kit/http.ts";
import { plainText } from "./entities.ts";
import { addressOf } from "./settings.ts";
import { type TroubleCode, trouble } from "./troubles.ts";

// https://woocommerce.github.io/woocommerce-rest-api-docs/#errors
const bodySchema = z.object({ code: z.string(), message: z.string(), data: z.unknown().optional() });
const paramsSchema = z.object({ params: z.record(z.string(), z.string()) });
type Body = z.infer<typeof bodySchema>;

export function failureOf(reply: StoreReply, method: StoreRequest["method"]): HubError {
  if (reply.status >= 300 && reply.status < 400)
    return trouble("redirected", { also: redirectTarget(reply) ?? undefined });
  const body = bodyOf(reply);
  return body === null ? pageFailure(reply) : wooFailure(reply, body, method);
}

/**
 * Where a redirect leads, as a store's address; null where it stays on the host. The query could hold keys and is cut off.
 */
export function redirectTarget({ headers: { location = "" } }: StoreReply): string | null {
  return /^https?:\/\//i.test(location) ? addressOf(location) : null;
}

function bodyOf(reply: StoreReply): Body | null {
  try {
    return bodySchema.safeParse(jsonOf(reply)).data ?? null;
  } catch (error) {
    if (error instanceof HubError) return null;
    throw error;
  }
}

// Written by a web server, a firewall or a plugin rather than by WooCommerce.
function pageFailure(reply: StoreReply): HubError {
  const details = { remote: { status: reply.status, excerpt: excerptOf(reply) } };
  if (reply.status === 429) return trouble("limited", details);
  if (isChallenge(reply)) return trouble("challenge", details);
  if (reply.status === 401 || reply.status === 403) return trouble("blocked", details);
  if (reply.status === 503) return trouble("maintenance", details);
  if (reply.status >= 500) return trouble("server_error", details);
  // QUIRK(woocommerce): a web server's own 404 says that the route is closed, never that a thing was deleted.
  if (reply.status === 404) return trouble("route_missing", details);
  return new HubError("refused", `The shop's server answered ${reply.status}`, { code: "http_error", ...details });
}

function isChallenge(reply: StoreReply): boolean {
  const isCloudflare = reply.status === 403 && reply.headers.server === "cloudflare";
  return isCloudflare || reply.headers["cf-mitigated"] !== undefined || /challenge-platform/.test(reply.text);
}

function wooFailure(reply: StoreReply, body: Body, method: StoreRequest["method"]): HubError {
  const message = sentenceOf(body);
  const details = { remote: { status: reply.status, code: body.code, message } };
  if (body.code === "rest_no_route") return trouble("route_missing", details);
  if (reply.status === 401 || reply.status === 403) return trouble(denialOf(reply.status, body.code, method), details);
  if (reply.status === 429) return trouble("limited", details);
  if (reply.status === 503) return trouble("maintenance", details);
  // QUIRK(woocommerce): 501 is no fault of the server, it says that a thing cannot be put in the trash. No fault are
  // the refusals of a refund either, which come with 500: "Invalid refund amount", "The payment gateway ... does not support automatic refunds".
  const isRefusal = reply.status === 501 || body.code.endsWith("_order_refund");
  if (reply.status >= 500 && !isRefusal) return trouble("server_error", details);
  return said(body.code, message, details);
}

// QUIRK(woocommerce): an unknown id is 404 when read but 400 when written; the code's ending tells it in both cases.
function said(code: string, message: string, details: ErrorDetails): HubError {
  const isMissing = /invalid_(product_)?id$/.test(code);
  return new HubError(isMissing ? "missing" : "refused", message, {
    code: isMissing ? "missing" : "store_refused",
    ...details,
  });
}

function denialOf(status: number, code: string, method: StoreRequest["method"]): TroubleCode {
  if (code.startsWith("woocommerce_rest_authentication")) {
    // QUIRK(woocommerce): a read-only key that writes gets the same 401 and code as a wrong secret; as every write of
    // ours is preceded by a read, it can only be the permission.
    return method === "GET" ? "wrong_secret" : "key_read_only";
  }
  if (status === 403 && code.startsWith("woocommerce_rest_")) return "key_lacks_rights";
  // QUIRK(woocommerce): a key that does not exist is treated as no key at all: "you cannot list resources".
  if (code.startsWith("woocommerce_rest_cannot_")) return "wrong_key";
  return /^(invalid_username|incorrect_password|invalid_email)$/.test(code) ? "wrong_key" : "rest_closed";
}

// QUIRK(woocommerce): "Invalid parameter(s): status" names no reason; the reason stands beside it.
function sentenceOf(body: Body): string {
  const params = paramsSchema.safeParse(body.data).data?.params;
  return plainText(params === undefined ? body.message : `${body.message} (${Object.values(params).join(" ")})`);
}
