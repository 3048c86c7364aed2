// "Approve this app": a shop manager grants an app a key pair, which goes to the app's callback.
// https://woocommerce.github.io/woocommerce-rest-api-docs/#auto-generating-api-keys-using-our-application-api

import { postFollowing } from "../../shared/http-post.ts";
import type { WooState } from "../state/woo-state.ts";
import type { JsonObject } from "../wordpress/json.ts";
import { phpQuery } from "../wordpress/php-query.ts";
import type { ApiKey, Authenticator, Permissions } from "./authenticate.ts";
import { type HttpAnswer, htmlAnswer, redirectAnswer } from "./http-answer.ts";
import type { HttpRequest } from "./http-request.ts";

const required = ["app_name", "user_id", "return_url", "callback_url", "scope"];
const scopes: readonly Permissions[] = ["read", "write", "read_write"];

export type ApproveFlow = { answer(request: HttpRequest): Promise<HttpAnswer> };

export function createApproveFlow(state: WooState, authenticator: Authenticator): ApproveFlow {
  return {
    async answer({ path, url }) {
      const params = paramsOf(url);
      const fault = faultOf(params);
      if (fault) return htmlAnswer(401, `<h1>Access denied</h1><p>Error: ${fault}.</p>`);
      // The simulator's visitor is always logged in as the shop manager.
      if (path.startsWith("/wc-auth/v1/authorize")) return htmlAnswer(200, questionPage(state, params));
      if (path.startsWith("/wc-auth/v1/access_granted")) return grant(state, authenticator, params);
      return htmlAnswer(404, "<h1>Page not found</h1>");
    },
  };
}

// QUIRK(woocommerce): an "&" in app_name cuts the name off, for its own links carry it unencoded.
function paramsOf(url: string): JsonObject {
  const params = phpQuery(url.slice(url.indexOf("?") + 1));
  return {
    ...params,
    app_name: String(params.app_name ?? "")
      .split("&")[0]
      ?.trim(),
  };
}

function faultOf(params: JsonObject): string | undefined {
  const missing = required.find((name) => !params[name]);
  if (missing) return `Missing parameter ${missing}`;
  const scope = String(params.scope);
  if (!scopes.some((known) => known === scope)) return `Invalid scope ${scope}`;
  if (!URL.canParse(String(params.return_url))) return "The return_url is not a valid URL";
  if (!String(params.callback_url).startsWith("https://")) return "The callback_url needs to be over SSL";
  return undefined;
}

function questionPage(state: WooState, params: JsonObject): string {
  const app = String(params.app_name);
  const host = new URL(String(params.callback_url)).hostname;
  const approve = new URL(`${state.settings.home}/wc-auth/v1/access_granted/`);
  for (const name of required) approve.searchParams.set(name, String(params[name]));
  const deny = returnUrl(params, "0");
  return (
    `<h1>Application authentication request</h1><p>${app} would like to connect to your store</p>` +
    `<p>Approving will share credentials with ${host}.</p>` +
    `<a class="wc-auth-approve" href="${approve.href.replaceAll("&", "&amp;")}">Approve</a> ` +
    `<a class="wc-auth-deny" href="${deny.replaceAll("&", "&amp;")}">Deny</a>`
  );
}

async function grant(state: WooState, authenticator: Authenticator, params: JsonObject): Promise<HttpAnswer> {
  const permissions = scopes.find((scope) => scope === params.scope) ?? "read";
  const key = addKey(state, authenticator, permissions);
  const body = JSON.stringify({
    key_id: key.id,
    user_id: String(params.user_id),
    consumer_key: key.consumerKey,
    consumer_secret: key.consumerSecret,
    key_permissions: key.permissions,
  });
  const { wordpressVersion, home, webhookTimeoutMs } = state.settings;
  const headers = {
    "User-Agent": `WordPress/${wordpressVersion}; ${home}`,
    "Content-Type": "application/json;charset=UTF-8",
  };
  const signal = new AbortController().signal;
  const url = String(params.callback_url);
  const outcome = await postFollowing({ url, headers, body, timeoutMs: webhookTimeoutMs, signal });
  if ("status" in outcome && outcome.status === 200) return redirectAnswer(returnUrl(params, "1"));
  authenticator.keys.delete(key.consumerKey);
  return htmlAnswer(
    401,
    "<h1>Access denied</h1><p>Error: An error occurred in the request and at the time were unable to send the consumer data.</p>",
  );
}

function returnUrl(params: JsonObject, success: "0" | "1"): string {
  const url = new URL(String(params.return_url));
  url.searchParams.set("success", success);
  url.searchParams.set("user_id", String(params.user_id));
  return url.href;
}

export function addKey(state: WooState, authenticator: Authenticator, permissions: Permissions): ApiKey {
  const consumerKey = `ck_${state.random.hex(40)}`;
  const consumerSecret = `cs_${state.random.hex(40)}`;
  const key: ApiKey = { id: authenticator.keys.size + 1, consumerKey, consumerSecret, permissions };
  authenticator.keys.set(consumerKey, key);
  return key;
}
