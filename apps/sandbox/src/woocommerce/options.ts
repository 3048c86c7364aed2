// What a simulated store can be told at start, and the settings that it then works with.

export type WooStoreOptions = {
  /** 0 (the default) takes any free port. The store binds 127.0.0.1 only. */
  port?: number;
  seed?: number;
  orders?: number;
  products?: number;
  customers?: number;
  /** -300 is New York in November. */
  timezoneOffsetMinutes?: number;
  currency?: string;
  /** The store's setting; it holds for yen and dinar as well. */
  priceDecimals?: number;
  permalinks?: Permalinks;
  /** https with a self-signed certificate; without it only OAuth 1.0a is accepted, as in WooCommerce. */
  secure?: boolean;
  /** Some hosts drop the Authorization header before PHP sees it. */
  stripAuthorizationHeader?: boolean;
  storeName?: string;
  wordpressFolder?: string;
  webhookDelayMs?: number;
  webhookTimeoutMs?: number;
  now?: () => Date;
};

export type Permalinks = "pretty" | "plain" | "index";

export type WooSettings = {
  readonly seed: number;
  /** Changes while the store runs: by hand, and twice a year by law. */
  offsetMinutes: number;
  /** These five may be changed by the merchant while the store runs. */
  currency: string;
  priceDecimals: number;
  weightUnit: string;
  taxDisplay: "excl" | "incl";
  pricesIncludeTax: "yes" | "no";
  readonly permalinks: Permalinks;
  readonly secure: boolean;
  readonly stripAuthorizationHeader: boolean;
  readonly storeName: string;
  readonly folder: string;
  readonly webhookDelayMs: number;
  readonly webhookTimeoutMs: number;
  // The store's own address without a slash at the end; known once the port is.
  readonly home: string;
  readonly version: string;
  readonly wordpressVersion: string;
};

export function toSettings(options: WooStoreOptions, origin: string): WooSettings {
  const folder = (options.wordpressFolder ?? "").replace(/\/+$/, "");
  return {
    seed: options.seed ?? 1,
    offsetMinutes: options.timezoneOffsetMinutes ?? -300,
    currency: options.currency ?? "USD",
    priceDecimals: options.priceDecimals ?? 2,
    weightUnit: "kg",
    taxDisplay: "excl",
    pricesIncludeTax: "no",
    permalinks: options.permalinks ?? "pretty",
    secure: options.secure ?? false,
    stripAuthorizationHeader: options.stripAuthorizationHeader ?? false,
    storeName: options.storeName ?? "Harbour & Pine Store",
    folder: folder === "" || folder.startsWith("/") ? folder : `/${folder}`,
    webhookDelayMs: options.webhookDelayMs ?? 20,
    webhookTimeoutMs: options.webhookTimeoutMs ?? 60_000,
    home: `${origin}${folder === "" || folder.startsWith("/") ? folder : `/${folder}`}`,
    version: "9.9.5",
    wordpressVersion: "6.9",
  };
}
