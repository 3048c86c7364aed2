// What a connection to a Shopify shop needs to know, and the one spelling of a shop's address.
import { HubError } from "@logix/model";
import { z } from "zod";

/** Shops are named below this domain, whatever address their customers see. */
const SHOP_DOMAIN = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;
/** A simulated shop on this machine; whether it may be asked is for the engine's address guard to say. */
const LOCAL = /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/;

const secret = z.string().trim().min(1).max(2000);
/** Travels in a header, which holds nothing else. */
const token = secret.regex(/^[\x21-\x7e]+$/, "has letters that no access token has; copy it once more");

export const settingsSchema = z
  .object({
    /** my-shop, my-shop.myshopify.com, or its address. */
    storeUrl: z
      .string()
      .refine((name) => shopAddress(name) !== null, "must be the shop's name, such as my-shop.myshopify.com"),
    accessToken: token,
    /** The app's own secret: signs deliveries, and is needed to renew a token that runs out. */
    clientId: secret.optional(),
    clientSecret: secret.optional(),
    refreshToken: secret.optional(),
    /** UTC, ISO 8601; absent for tokens that last. */
    expiresAt: z.string().optional(),
    /** Which of a sale's two currencies counts: what the shop books, or what the shopper saw. */
    money: z.enum(["shop", "presentment"]).default("shop"),
    /** Found out: the shop's domain below myshopify.com. */
    shopDomain: z.string().optional(),
  })
  .loose();
export type ShopifySettings = Readonly<z.infer<typeof settingsSchema>>;

/** The origin that the API is asked at. */
export function originOf({ storeUrl }: Pick<ShopifySettings, "storeUrl">): string {
  const address = shopAddress(storeUrl);
  if (address === null) throw notAShop();
  return address;
}

/** Identifies the shop, by the name that its deliveries carry. */
export function storeAddress(settings: Pick<ShopifySettings, "storeUrl" | "shopDomain">): string {
  return settings.shopDomain ? `https://${settings.shopDomain}` : originOf(settings);
}

/** Null for what cannot be a shop. */
export function shopAddress(name: string): string | null {
  const text = name.trim().toLowerCase().replace(/\/+$/, "");
  if (LOCAL.test(text)) return URL.canParse(text) ? text : null;
  const host = text.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  const domain = host.includes(".") ? host : `${host}.myshopify.com`;
  return SHOP_DOMAIN.test(domain) ? `https://${domain}` : null;
}

export function isShopDomain(domain: string): boolean {
  return SHOP_DOMAIN.test(domain);
}

export function notAShop(): HubError {
  return new HubError("invalid", "This is no Shopify shop", {
    code: "settings_invalid",
    issues: [{ field: "shop", problem: "must be the shop's name, such as my-shop.myshopify.com" }],
  });
}
