// The app in the store: its tokens, scopes, budget and webhooks.
import type { TokenReply } from "../oauth/tokens.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import type { ControlParts } from "./control-parts.ts";

export function appActions({ state, tokens, oauth, queue, bucket, uninstall, deprecation }: ControlParts) {
  return {
    /** A pair as the token endpoint gives it, without going through consent. */
    issueTokens: (scopes: readonly string[] = state.settings.scopes): TokenReply => tokens.expiring(scopes),
    tokens: () => tokens.list(),
    /** As if the hour of every access token were over. */
    expireTokens: (): void => tokens.expireAccess(),
    revokeTokens: (): void => tokens.revokeAll(),
    /** The merchant removes the app: tokens and subscriptions end, app/uninstalled is sent. */
    uninstall: (): void => uninstall(),
    grantScopes: (scopes: readonly string[]): void => {
      const previous = [...(oauth.granted ?? state.settings.scopes)];
      oauth.granted = [...scopes];
      tokens.setScopes(scopes);
      state.announce({ topic: "app/scopes_update", body: () => ({ previous, current: [...scopes] }) });
    },
    autoApprove: (on: boolean): void => {
      oauth.autoApprove = on;
    },
    setComplianceUrl: (url: string | undefined): void => {
      queue.complianceUrl = url;
    },
    /** customers/data_request, customers/redact or shop/redact. */
    requestPrivacy: (topic: "customers/data_request" | "customers/redact" | "shop/redact", customerId?: number): void =>
      queue.announceCompliance(topic, privacyBody(state, topic, customerId)),
    drainCost: (left = 0): void => bucket.drain(left),
    cost: () => bucket.status(),
    /** Sets X-Shopify-API-Deprecated-Reason on every answer. */
    deprecate: (reason: string | undefined): void => {
      deprecation.reason = reason;
    },
    dropWebhooks: (): void => state.webhooks.clear(),
  };
}

// https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance
function privacyBody(state: ShopifyState, topic: string, customerId: number | undefined): object {
  const shop = { shop_id: 548_380_009, shop_domain: state.settings.shopDomain };
  if (topic === "shop/redact") return shop;
  const customer = state.customers.get(customerId ?? [...state.customers.keys()][0] ?? 0);
  const ids = [...state.orders.values()].filter((order) => order.customerId === customer?.id).map(({ id }) => id);
  const person = { id: customer?.id ?? 0, email: customer?.email ?? null, phone: customer?.phone ?? null };
  if (topic === "customers/redact") return { ...shop, customer: person, orders_to_redact: ids };
  return { ...shop, orders_requested: ids, customer: person, data_request: { id: state.nextId() } };
}
