// OAuth 1.0a as WooCommerce checks it: one-legged, query or header, HMAC over the store's own address.
import { createHmac, timingSafeEqual } from "node:crypto";
import type { JsonObject } from "../wordpress/json.ts";
import { queryEntries } from "../wordpress/php-query.ts";
import { RestError } from "../wordpress/rest-error.ts";

export const oauthNames = [
  "oauth_consumer_key",
  "oauth_timestamp",
  "oauth_nonce",
  "oauth_signature",
  "oauth_signature_method",
];
const windowSeconds = 15 * 60;

export function oauthHeaderParams(header: string | undefined): JsonObject {
  if (!header?.startsWith("OAuth ")) return {};
  const pairs = [...header.slice(6).matchAll(/(\w+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, decodeURIComponent(value)]));
}

export function missingOauth(params: JsonObject): RestError | undefined {
  const missing = oauthNames.filter((name) => params[name] === undefined || params[name] === "");
  if (missing.length === 0) return undefined;
  const noun = missing.length === 1 ? "parameter" : "parameters";
  const message = `Missing OAuth ${noun} ${missing.join(", ")}`;
  return new RestError("woocommerce_rest_authentication_missing_parameter", message, 401);
}

export type SignedRequest = { method: string; homeUrl: string; path: string; params: JsonObject; secret: string };

// `path` is the path as it was asked for, a trailing slash included; the host is always the store's own.
export function checkSignature({ method, homeUrl, path, params, secret }: SignedRequest): RestError | undefined {
  const algorithms: Record<string, string> = { "HMAC-SHA1": "sha1", "HMAC-SHA256": "sha256" };
  const algorithm = algorithms[String(params.oauth_signature_method)];
  if (algorithm === undefined) return refused("Invalid signature - signature method is invalid.");
  const { oauth_signature: given, ...signed } = params;
  const base = [method.toUpperCase(), rawEncode(`${homeUrl}${path}`), rawEncode(parameterText(signed))].join("&");
  const expected = createHmac(algorithm, `${secret}&`).update(base).digest();
  const received = Buffer.from(String(given).replaceAll(" ", "+"), "base64");
  const fits = received.length === expected.length && timingSafeEqual(received, expected);
  return fits ? undefined : refused("Invalid signature - provided signature does not match.");
}

// QUIRK(woocommerce): arrays are signed with their indexes, so a client's status[]= never fits.
function parameterText(params: JsonObject): string {
  return queryEntries(params)
    .map(([key, value]) => [rawEncode(key), rawEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join("&");
}

// RFC 3986.
function rawEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

// Each nonce works once within the window.
export class NonceMemory {
  readonly #seen = new Map<string, number>();

  check(consumerKey: string, params: JsonObject, nowSeconds: number): RestError | undefined {
    const timestamp = Number(params.oauth_timestamp);
    if (!(Math.abs(timestamp - nowSeconds) <= windowSeconds)) return refused("Invalid timestamp.");
    const key = `${consumerKey}:${String(params.oauth_nonce)}`;
    if (this.#seen.has(key)) return refused("Invalid nonce - nonce has already been used.");
    this.#seen.set(key, timestamp);
    this.#forget(nowSeconds);
    return undefined;
  }

  #forget(nowSeconds: number): void {
    for (const [key, timestamp] of this.#seen) {
      if (timestamp >= nowSeconds - 2 * windowSeconds) return;
      this.#seen.delete(key);
    }
  }
}

function refused(message: string): RestError {
  return new RestError("woocommerce_rest_authentication_error", message, 401);
}
