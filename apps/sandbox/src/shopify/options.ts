// What a simulated Shopify store can be told at start, and the settings that it then works with.
import { createHash } from "node:crypto";

export type ShopifyPlan = "standard" | "advanced" | "plus" | "enterprise";

export type ShopifyStoreOptions = {
  /** 0 (the default) takes any free port. The store binds 127.0.0.1 only. */
  port?: number;
  seed?: number;
  orders?: number;
  products?: number;
  customers?: number;
  /** The name before ".myshopify.com". */
  shopName?: string;
  currency?: string;
  ianaTimezone?: string;
  /** Whether prices at home include tax; foreign markets have their own rule. */
  taxesIncluded?: boolean;
  /** https with a self-signed certificate. A real store has nothing else; plain http is easier in tests. */
  secure?: boolean;
  /** Decides how many points of cost a second come back. */
  plan?: ShopifyPlan;
  /** What the app asks for in its configuration; the ready-made token has all of them. */
  scopes?: readonly string[];
  /** The consent page answers yes by itself. */
  autoApprove?: boolean;
  /** As for public apps: tokens that never expire are refused. */
  expiringTokensOnly?: boolean;
  /** "linear" multiplies by the whole page size, as before 2024; "observed" grows as real stores were seen to. */
  costOfPages?: "observed" | "linear";
  /** Oldest first. A request for an older one is served the oldest of these. */
  supportedVersions?: readonly string[];
  /** Where the app's configuration sends customers/data_request, customers/redact and shop/redact. */
  complianceUrl?: string;
  webhookDelayMs?: number;
  webhookTimeoutMs?: number;
  /** Eight waits that make up four hours by default. */
  webhookRetryDelaysMs?: readonly number[];
  /** How long a bulk operation runs. */
  bulkDurationMs?: number;
  now?: () => Date;
};

export type ShopifySettings = {
  readonly seed: number;
  readonly shopDomain: string;
  readonly shopName: string;
  readonly currency: string;
  readonly ianaTimezone: string;
  readonly taxesIncluded: boolean;
  readonly plan: ShopifyPlan;
  readonly scopes: readonly string[];
  readonly expiringTokensOnly: boolean;
  readonly costOfPages: "observed" | "linear";
  readonly supportedVersions: readonly string[];
  readonly webhookDelayMs: number;
  readonly webhookTimeoutMs: number;
  readonly webhookRetryDelaysMs: readonly number[];
  readonly bulkDurationMs: number;
  readonly clientId: string;
  readonly clientSecret: string;
  // The address of this machine at which the store answers, without a slash at the end.
  readonly home: string;
};

// Scopes of a hub; read_all_orders is granted on request only and therefore missing.
export const usualScopes: readonly string[] = [
  "read_orders",
  "write_orders",
  "read_products",
  "write_products",
  "read_inventory",
  "write_inventory",
  "read_locations",
  "read_customers",
  "read_fulfillments",
  "write_fulfillments",
  "read_merchant_managed_fulfillment_orders",
  "write_merchant_managed_fulfillment_orders",
  "read_assigned_fulfillment_orders",
  "write_assigned_fulfillment_orders",
  "read_returns",
  "write_returns",
  "read_shopify_payments_payouts",
  "read_shopify_payments_accounts",
];

// 14,400 s in eight steps, each twice the one before.
const fourHoursMs = Array.from({ length: 8 }, (_, step) => Math.round((14_400_000 / 255) * 2 ** step));

export function toSettings(options: ShopifyStoreOptions, origin: string): ShopifySettings {
  const seed = options.seed ?? 1;
  const shopName = options.shopName ?? "harbour-and-pine";
  return {
    seed,
    shopName,
    shopDomain: `${shopName}.myshopify.com`,
    currency: options.currency ?? "USD",
    ianaTimezone: options.ianaTimezone ?? "America/New_York",
    taxesIncluded: options.taxesIncluded ?? false,
    plan: options.plan ?? "standard",
    scopes: options.scopes ?? usualScopes,
    expiringTokensOnly: options.expiringTokensOnly ?? false,
    costOfPages: options.costOfPages ?? "observed",
    supportedVersions: options.supportedVersions ?? ["2026-01", "2026-04", "2026-07", "2026-10"],
    webhookDelayMs: options.webhookDelayMs ?? 20,
    webhookTimeoutMs: options.webhookTimeoutMs ?? 5_000,
    webhookRetryDelaysMs: options.webhookRetryDelaysMs ?? fourHoursMs,
    bulkDurationMs: options.bulkDurationMs ?? 50,
    clientId: hexOf(`client ${seed} ${shopName}`),
    clientSecret: `shpss_${hexOf(`secret ${seed} ${shopName}`)}`,
    home: origin,
  };
}

function hexOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}
