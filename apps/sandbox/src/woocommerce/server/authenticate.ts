// Who asks: nobody, or an API key with its permissions.
import type { WooSettings } from "../options.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import { checkSignature, missingOauth, NonceMemory, oauthHeaderParams, oauthNames } from "./oauth.ts";

export type Permissions = "read" | "write" | "read_write";
export type ApiKey = { id: number; consumerKey: string; consumerSecret: string; permissions: Permissions };

export type Credentials = {
  method: string;
  // Without the folder of WordPress, with a trailing slash if there was one.
  path: string;
  query: JsonObject;
  authorization: string | undefined;
  nowSeconds: number;
};

export class Authenticator {
  readonly keys = new Map<string, ApiKey>();
  readonly #nonces = new NonceMemory();
  readonly #settings: WooSettings;

  constructor(settings: WooSettings) {
    this.#settings = settings;
  }

  // Undefined is an anonymous visitor; a wrong secret or signature throws.
  identify(credentials: Credentials): ApiKey | undefined {
    const authorization = this.#settings.stripAuthorizationHeader ? undefined : credentials.authorization;
    const signed = { ...credentials.query, ...oauthHeaderParams(authorization) };
    // QUIRK(woocommerce): keys in the header or the query count over https only; over http they are ignored.
    const key = this.#settings.secure ? this.#byPassword(credentials.query, authorization) : undefined;
    return (
      key ?? (oauthNames.some((name) => signed[name] !== undefined) ? this.#byOauth(credentials, signed) : undefined)
    );
  }

  #byPassword(query: JsonObject, authorization: string | undefined): ApiKey | undefined {
    const [consumerKey, secret] = queryKeys(query) ?? basicKeys(authorization) ?? [];
    const key = this.keys.get(consumerKey ?? "");
    // QUIRK(woocommerce): a wrong key is no key at all; only a wrong secret is called wrong.
    if (!key) return undefined;
    if (key.consumerSecret !== secret) throw refused("Consumer secret is invalid.");
    return key;
  }

  #byOauth({ method, path, nowSeconds }: Credentials, params: JsonObject): ApiKey {
    const missing = missingOauth(params);
    if (missing) throw missing;
    const key = this.keys.get(String(params.oauth_consumer_key));
    if (!key) throw refused("Consumer key is invalid.");
    const { home: homeUrl } = this.#settings;
    const fault =
      checkSignature({ method, homeUrl, path, params, secret: key.consumerSecret }) ??
      this.#nonces.check(key.consumerKey, params, nowSeconds);
    if (fault) throw fault;
    return key;
  }
}

function queryKeys(query: JsonObject): [string, string] | undefined {
  const key = query.consumer_key;
  const secret = query.consumer_secret;
  return typeof key === "string" && typeof secret === "string" ? [key, secret] : undefined;
}

function basicKeys(authorization: string | undefined): [string, string] | undefined {
  if (!authorization?.startsWith("Basic ")) return undefined;
  const decoded = Buffer.from(authorization.slice(6), "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return colon < 0 ? undefined : [decoded.slice(0, colon), decoded.slice(colon + 1)];
}

// 401, never 403, and never a WWW-Authenticate header.
export function checkPermissions(key: ApiKey, method: string): void {
  const reads = method === "GET" || method === "HEAD";
  if (reads && key.permissions === "write") throw refused("The API key provided does not have read permissions.");
  if (!reads && key.permissions === "read") throw refused("The API key provided does not have write permissions.");
}

function refused(message: string): RestError {
  return new RestError("woocommerce_rest_authentication_error", message, 401);
}
