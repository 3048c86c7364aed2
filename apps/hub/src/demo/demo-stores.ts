// The simulated stores of the demo: one of each platform, with goods in common.
import { type ShopifyStore, startShopifyStore } from "@logix/sandbox/shopify";
import { startWooStore, type WooStore } from "@logix/sandbox/woocommerce";
import { z } from "zod";

export type DemoStore = {
  readonly platform: string;
  readonly name: string;
  readonly url: string;
  /** As a person would give them to connect it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The one of its places that is our shelf, where it counts by places. */
  readonly place?: string;
  /** Of what it counts. */
  skus(): readonly string[];
  /** Of so many orders of the demo it gets one. */
  readonly share: number;
  startCustomers(options: { readonly everyMs: number }): void;
  close(): Promise<void>;
};

export type DemoStoreOptions = { readonly orders: number; readonly seed: number };

export async function openDemoStores(options: DemoStoreOptions): Promise<readonly DemoStore[]> {
  return [toWoo(await startWooStore(options)), toShopify(await startShopifyStore(shopifyOptions(options)))];
}

// What is ordered often enough to be seen: the first ten are goods that both sell.
function shopifyOptions({ orders, seed }: DemoStoreOptions) {
  return { orders: Math.ceil(orders / 3), seed, products: 12, shopName: "harbour-and-pine-demo" };
}

const wooSchema = z.object({ sku: z.string(), manage_stock: z.unknown() });

function toWoo({ url, consumerKey, consumerSecret, control, close }: WooStore): DemoStore {
  return {
    platform: "woocommerce",
    share: 1.25,
    name: "WooCommerce",
    url,
    settings: { store_url: url, consumer_key: consumerKey, consumer_secret: consumerSecret },
    skus: () => {
      const counted = control.products().filter((product) => wooSchema.parse(product).manage_stock === true);
      return distinct(counted.map((product) => wooSchema.parse(product).sku));
    },
    startCustomers: (options) => control.startCustomers(options),
    close,
  };
}

const shopifySchema = z.object({ variants: z.array(z.object({ sku: z.string().nullable() })) });

function toShopify({ url, accessToken, clientId, clientSecret, control, close }: ShopifyStore): DemoStore {
  const skus = () =>
    distinct(
      control.products().flatMap((product) => shopifySchema.parse(product).variants.map(({ sku }) => sku ?? "")),
    );
  // Of the shop's places only the first is ours; the others sell nothing.
  const [shelf, ...others] = control.locations();
  for (const { name } of others) for (const sku of skus()) control.setStock({ sku, quantity: 0, location: name });
  return {
    platform: "shopify",
    place: shelf?.name,
    // Its standard plan answers for 100 points a second, and an order with all that follows costs some 300.
    share: 5,
    name: "Shopify",
    url,
    settings: { store_url: url, access_token: accessToken, client_id: clientId, client_secret: clientSecret },
    skus,
    startCustomers: (options) => control.startCustomers(options),
    close,
  };
}

function distinct(skus: readonly string[]): readonly string[] {
  return [...new Set(skus.filter((sku) => sku !== ""))];
}
