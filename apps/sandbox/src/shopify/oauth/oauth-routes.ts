// OAuth: consent, code, token, refresh, revocation.
// https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/authorization-code-grant
import { timingSafeEqual } from "node:crypto";
import type { Random } from "../../shared/random.ts";
import type { ShopifySettings } from "../options.ts";
import { type HttpAnswer, htmlAnswer, jsonAnswer, redirectAnswer } from "../server/http-answer.ts";
import type { HttpRequest } from "../server/http-request.ts";
import { callbackHmac } from "./callback-hmac.ts";
import type { Tokens } from "./tokens.ts";

type Code = { scopes: readonly string[]; redirectUri: string; expiresAt: number };
type OAuthParts = { settings: ShopifySettings; tokens: Tokens; random: Random; now: () => number };

export class OAuthRoutes {
  /** The consent page says yes by itself. */
  autoApprove: boolean;
  /** What the merchant grants; everything asked for when undefined. */
  granted: readonly string[] | undefined;
  /** Called when a token is asked for after an uninstall: the app is in the store again. */
  onInstall: () => void = () => {};
  readonly #codes = new Map<string, Code>();
  readonly #parts: OAuthParts;

  constructor(parts: OAuthParts, autoApprove: boolean) {
    this.#parts = parts;
    this.autoApprove = autoApprove;
  }

  answer(request: HttpRequest): HttpAnswer | undefined {
    if (request.path === "/admin/oauth/authorize" && request.method === "GET") return this.#authorize(request.query);
    if (request.path === "/admin/oauth/approve" && request.method === "POST") return this.#approve(request.form());
    if (request.path === "/admin/oauth/access_token" && request.method === "POST") return this.#token(request);
    return undefined;
  }

  #authorize(query: URLSearchParams): HttpAnswer {
    const refusal = this.#refusalOf(query);
    if (refusal !== undefined) return htmlAnswer(400, page("Oauth error", `<p>Oauth error ${refusal}</p>`));
    return this.autoApprove ? this.#approve(query) : htmlAnswer(200, consentPage(this.#parts.settings, query));
  }

  #refusalOf(query: URLSearchParams): string | undefined {
    const { clientId } = this.#parts.settings;
    if (query.get("client_id") !== clientId) return "application_cannot_be_found: The application cannot be found.";
    const redirect = query.get("redirect_uri") ?? "";
    if (!URL.canParse(redirect)) return "invalid_request: The redirect_uri is missing or not whitelisted";
    return undefined;
  }

  #approve(query: URLSearchParams): HttpAnswer {
    const refusal = this.#refusalOf(query);
    if (refusal !== undefined) return htmlAnswer(400, page("Oauth error", `<p>Oauth error ${refusal}</p>`));
    const { settings, random, now } = this.#parts;
    const asked = (query.get("scope") ?? "").split(/[ ,]+/).filter((scope) => scope !== "");
    const scopes = this.granted?.filter((scope) => asked.includes(scope)) ?? asked;
    const code = random.hex(32);
    const redirectUri = query.get("redirect_uri") ?? "";
    this.#codes.set(code, { scopes, redirectUri, expiresAt: now() + 60_000 });
    const parameters: Record<string, string> = {
      code,
      host: Buffer.from(`admin.shopify.com/store/${settings.shopName}`).toString("base64").replace(/=+$/, ""),
      shop: settings.shopDomain,
      timestamp: String(Math.floor(now() / 1_000)),
      ...(query.has("state") ? { state: query.get("state") ?? "" } : {}),
    };
    const target = new URL(redirectUri);
    const signed = { ...parameters, hmac: callbackHmac(parameters, settings.clientSecret) };
    for (const [name, value] of Object.entries(signed)) target.searchParams.set(name, value);
    return redirectAnswer(target.href);
  }

  #token(request: HttpRequest): HttpAnswer {
    const body = request.fields();
    const { settings, tokens } = this.#parts;
    if (body.client_id !== settings.clientId) return refusal("invalid_client", "The client_id is unknown");
    if (!sameText(body.client_secret ?? "", settings.clientSecret))
      return refusal("invalid_client", "Client authentication failed");
    if (body.grant_type === "refresh_token") {
      const reply = tokens.refresh(body.refresh_token ?? "");
      return reply
        ? jsonAnswer(200, reply)
        : refusal("invalid_grant", "The refresh token is invalid, expired or revoked");
    }
    if (body.grant_type === "client_credentials") {
      this.onInstall();
      const { access_token, scope } = tokens.expiring(settings.scopes);
      return jsonAnswer(200, { access_token, scope, expires_in: 86_399 });
    }
    return this.#exchange(body);
  }

  #exchange(body: Readonly<Record<string, string>>): HttpAnswer {
    const { tokens, now } = this.#parts;
    const code = this.#codes.get(body.code ?? "");
    this.#codes.delete(body.code ?? "");
    if (!code || code.expiresAt <= now())
      return refusal("invalid_request", "The authorization code was not found or was already used");
    this.onInstall();
    const wantsExpiring = body.expiring === "1" || body.expiring === "true";
    return jsonAnswer(200, wantsExpiring ? tokens.expiring(code.scopes) : tokens.permanent(code.scopes));
  }
}

function refusal(error: string, error_description: string): HttpAnswer {
  return jsonAnswer(400, { error, error_description });
}

function sameText(left: string, right: string): boolean {
  const bytes = [Buffer.from(left), Buffer.from(right)] as const;
  return bytes[0].length === bytes[1].length && timingSafeEqual(bytes[0], bytes[1]);
}

function consentPage(settings: ShopifySettings, query: URLSearchParams): string {
  const scopes = (query.get("scope") ?? "").split(",").map((scope) => `<li>${escapeHtml(scope)}</li>`);
  const hidden = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    "Install app",
    `<h1>Install app</h1><p>In ${settings.shopDomain} the app may:</p><ul>${scopes.join("")}</ul>` +
      `<form method="post" action="/admin/oauth/approve">${hidden.join("")}<button>Install</button></form>`,
  );
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body>${body}</body></html>\n`;
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
