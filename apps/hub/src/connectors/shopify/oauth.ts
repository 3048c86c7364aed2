// Access by a merchant's yes: authorise, callback, exchange, and tokens that run out after an hour and are renewed.
// Parameters, signature and grants: specs of Shopify's own library (lib/auth/oauth), vectors in specs/shopify/signature-vectors.json.
import { HubError } from "@logix/model";
import { z } from "zod";
import { jsonOf, type LimitedFetch, type StoreReply } from "../../connector-kit/http.ts";
import type { AppKeys, Authorisation, OAuth2 } from "../../connector-kit/oauth2.ts";
import { isSignedBy } from "../../connector-kit/signature.ts";
import { isShopDomain, notAShop, originOf, type ShopifySettings, settingsSchema, shopAddress } from "./settings.ts";

/** What everything that Logix does needs; orders older than 60 days need one more, which Shopify grants on request. */
export const SCOPES = [
  "read_orders",
  "write_orders",
  "read_products",
  "write_products",
  "read_inventory",
  "write_inventory",
  "read_locations",
  "read_customers",
  "read_assigned_fulfillment_orders",
  "write_assigned_fulfillment_orders",
  "read_merchant_managed_fulfillment_orders",
  "write_merchant_managed_fulfillment_orders",
  "read_fulfillments",
  "write_fulfillments",
  "read_returns",
  "read_shopify_payments_payouts",
];

/** As in Shopify's own library. */
const MOST_CALLBACK_AGE_S = 90;
/** Renewed this long before the end, so that nothing under way meets it. */
const RENEW_EARLY_MS = 5 * 60_000;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().optional(),
  refresh_token: z.string().min(1).optional(),
});
const errorSchema = z.object({ error: z.string() });

export const oauth: OAuth2<ShopifySettings> = {
  scopes: SCOPES,
  shopOf: (name) => {
    const address = shopAddress(name);
    if (address === null) throw notAShop();
    return address;
  },
  authoriseUrl: ({ shop, app, scopes, redirectUri, state }) => {
    const url = new URL(`${shop}/admin/oauth/authorize`);
    url.searchParams.set("client_id", app.clientId);
    url.searchParams.set("scope", scopes.join(","));
    url.searchParams.set("redirect_uri", redirectUri);
    url.searchParams.set("state", state);
    return url;
  },
  readCallback,
  exchange: async (code, authorisation, fetch, now) => {
    const { shop, app, store } = authorisation;
    const token = await askForToken(fetch, shop, { ...credentialsOf(app), code, expiring: "1" }, now);
    return settingsSchema.parse({ storeUrl: shop, shopDomain: store, ...app, ...token });
  },
  renewAt: ({ expiresAt, refreshToken }) =>
    expiresAt && refreshToken ? new Date(new Date(expiresAt).getTime() - RENEW_EARLY_MS) : null,
  renew: async (settings, fetch, now) => {
    const { clientId, clientSecret, refreshToken } = settings;
    if (!clientId || !clientSecret || !refreshToken) throw cutOff("The shop no longer takes this access token");
    const grant = {
      ...credentialsOf({ clientId, clientSecret }),
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    };
    return { ...settings, ...(await askForToken(fetch, originOf(settings), grant, now)) };
  },
};

function readCallback(
  query: Readonly<Record<string, string>>,
  authorisation: Authorisation,
  now: Date,
): { readonly code: string; readonly store: string } {
  const { shop = "", code = "", timestamp = "" } = query;
  if (!isSigned(query, authorisation.app.clientSecret))
    throw new HubError("forged", "Shopify did not sign this", {
      code: "hmac_invalid",
      remedy: "Begin again from Logix",
    });
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > MOST_CALLBACK_AGE_S)
    throw invalid("timestamp", "is too old");
  if (!isShopDomain(shop)) throw notAShop();
  // A simulated shop is asked for by its address and answers with its name.
  const isTheOne = authorisation.shop === `https://${shop}` || authorisation.shop.startsWith("http://");
  if (!isTheOne) throw invalid("shop", "is another one than was asked");
  if (code === "") throw invalid("code", "is missing: the merchant did not agree");
  return { code, store: shop };
}

function isSigned({ hmac = "", ...rest }: Readonly<Record<string, string>>, clientSecret: string): boolean {
  return isSignedBy({ body: Buffer.from(messageOf(rest)), secret: clientSecret, signature: hmac, encoding: "hex" });
}

// In the spelling of Shopify's own library, which differs from encodeURIComponent in ~ * ! ' ( and ).
function messageOf(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query)
    .filter(([name]) => name !== "signature")
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return new URLSearchParams(pairs).toString().replaceAll("+", "%20");
}

function credentialsOf({ clientId, clientSecret }: AppKeys) {
  return { client_id: clientId, client_secret: clientSecret };
}

async function askForToken(fetch: LimitedFetch, shop: string, grant: Readonly<Record<string, string>>, now: Date) {
  const reply = await fetch({
    method: "POST",
    url: `${shop}/admin/oauth/access_token`,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(grant),
  });
  if (reply.status < 200 || reply.status > 299) throw tokenRefused(reply);
  const token = tokenSchema.safeParse(jsonOf(reply));
  if (!token.success) throw new HubError("unreadable", "Shopify's answer holds no token", { code: "no_token" });
  const { access_token: accessToken, expires_in: seconds, refresh_token: refreshToken } = token.data;
  const expiresAt = seconds === undefined ? undefined : new Date(now.getTime() + seconds * 1000).toISOString();
  return { accessToken, refreshToken, expiresAt };
}

function tokenRefused(reply: StoreReply): HubError {
  if (reply.status >= 500 || reply.status === 429)
    return new HubError("unreachable", `Shopify answered ${reply.status}`, { code: "server_error" });
  const error = errorSchema.safeParse(safeJson(reply)).data?.error;
  return cutOff(`Shopify gives no new token: ${error ?? `it answered ${reply.status}`}`);
}

function safeJson(reply: StoreReply): unknown {
  try {
    return jsonOf(reply);
  } catch {
    return null;
  }
}

function cutOff(message: string): HubError {
  return new HubError("disconnected", message, { code: "token_refused", remedy: "Connect the shop once more" });
}

function invalid(field: string, problem: string): HubError {
  return new HubError("invalid", "This is no answer to our question", { issues: [{ field, problem }] });
}
