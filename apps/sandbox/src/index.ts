// The platforms that can be simulated.
import type { FlagRule } from "./fault-flags.ts";
import { startShopifyStore } from "./shopify/index.ts";
import { startWooStore } from "./woocommerce/index.ts";

export type Platform = "shopify" | "woocommerce";
export type SandboxOptions = {
  port: number;
  orders: number;
  products: number;
  customers: number;
  seed: number;
  secure: boolean;
};

/** What the command line needs of any store. */
export type Sandbox = {
  url: string;
  ca?: string;
  /** What a client has to know, by name. */
  keys: Readonly<Record<string, string>>;
  control: { faults: { set(rules: readonly FlagRule[]): void }; startCustomers(options: { everyMs: number }): void };
  close(): Promise<void>;
};

export const platforms: Record<Platform, (options: SandboxOptions) => Promise<Sandbox>> = {
  shopify: openShopify,
  woocommerce: openWoo,
};

export function isPlatform(name: string): name is Platform {
  return name in platforms;
}

async function openWoo(options: SandboxOptions): Promise<Sandbox> {
  const store = await startWooStore(options);
  return { ...store, keys: { "consumer key": store.consumerKey, "consumer secret": store.consumerSecret } };
}

async function openShopify(options: SandboxOptions): Promise<Sandbox> {
  const store = await startShopifyStore(options);
  const keys = {
    "shop domain": store.shopDomain,
    "client id": store.clientId,
    "client secret": store.clientSecret,
    "access token": store.accessToken,
  };
  return { ...store, keys };
}
