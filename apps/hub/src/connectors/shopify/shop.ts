// The shop itself: who it is, what we may do in it, and where it keeps its goods.
import { z } from "zod";
import type { StoreInfo, StoreLocation } from "../../connector-kit/contract.ts";
import type { StoreSettings } from "../../connector-kit/store-index.ts";
import { API_VERSION, document, type ShopifyClient } from "./client.ts";
import { holds } from "./granted.ts";
import { tailOf } from "./ids.ts";
import { allNodes } from "./lists.ts";
import { SCOPES } from "./oauth.ts";
import { pageInfoSchema } from "./order-schemas.ts";

export const SHOP = document(
  `query Shop {
    shop { name myshopifyDomain currencyCode ianaTimezone taxesIncluded weightUnit plan { publicDisplayName } }
    currentAppInstallation { accessScopes { handle } }
  }`,
  z.object({
    shop: z.object({
      name: z.string(),
      myshopifyDomain: z.string(),
      currencyCode: z.string(),
      ianaTimezone: z.string(),
      taxesIncluded: z.boolean(),
      weightUnit: z.string(),
      plan: z.object({ publicDisplayName: z.string() }),
    }),
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
  }),
  5,
);
// https://shopify.dev/docs/api/admin-graphql/2026-07/queries/locations
export const LOCATIONS = document(
  `query Locations($after: String) { locations(first: 100, after: $after, includeInactive: true) {
    nodes { id name isActive address { city countryCode } } pageInfo { hasNextPage endCursor }
  } }`,
  z.object({
    locations: z.object({
      nodes: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          isActive: z.boolean(),
          address: z.object({ city: z.string().nullable(), countryCode: z.string().nullable() }),
        }),
      ),
      pageInfo: pageInfoSchema,
    }),
  }),
  30,
);

export async function authenticate(client: ShopifyClient): Promise<StoreInfo> {
  const { shop, currentAppInstallation: app } = await client.ask(SHOP);
  const granted = new Set(app.accessScopes.map(({ handle }) => handle));
  const missing = SCOPES.filter((scope) => !holds(granted, scope));
  return {
    name: shop.name,
    platformVersion: `Admin API ${API_VERSION.id}`,
    hostVersion: `Shopify ${shop.plan.publicDisplayName}`,
    currency: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    access: missing.some((scope) => scope.startsWith("write_")) ? "read" : "read_write",
    warnings: warningsOf(missing, granted),
    findings: { shopDomain: shop.myshopifyDomain },
  };
}

function warningsOf(missing: readonly string[], granted: ReadonlySet<string>): string[] {
  const warnings: string[] = [];
  if (missing.length > 0)
    warnings.push(
      `The app lacks the scopes ${missing.join(", ")}: what needs them does not work. Connect it once more.`,
    );
  if (!granted.has("read_all_orders"))
    warnings.push(
      "The shop shows orders of the last 60 days only. For older ones ask Shopify for the scope read_all_orders in the Dev Dashboard.",
    );
  return warnings;
}

export async function readStoreSettings(client: ShopifyClient): Promise<StoreSettings> {
  const { shop } = await client.ask(SHOP);
  return {
    currency: shop.currencyCode,
    decimals: "",
    taxDisplay: "",
    pricesIncludeTax: String(shop.taxesIncluded),
    weightUnit: shop.weightUnit,
    timeZone: shop.ianaTimezone,
  };
}

export async function listLocations(client: ShopifyClient): Promise<readonly StoreLocation[]> {
  const all = await allNodes(async (after) => (await client.ask(LOCATIONS, { after })).locations);
  return all.map(({ id, name, isActive, address }) => ({
    remoteId: tailOf(id),
    name,
    active: isActive,
    country: address.countryCode ?? "",
    city: address.city ?? "",
  }));
}
