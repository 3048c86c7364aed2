// Access by a merchant's yes instead of keys: what a platform has to say about it. Keeping, locking and renewing are the engine's.
import type { LimitedFetch } from "./http.ts";

export type Tools<Settings = never> = {
  readonly fetch: LimitedFetch;
  readonly now: () => Date;
  /** Absent where a store is opened with settings that never change by themselves. */
  readonly credentials?: Credentials<Settings>;
};

/** The settings as they are now: credentials that run out are renewed by one process at a time and stored before their use. */
export type Credentials<Settings> = {
  /** Renewed first where their time is nearly up. */
  current(): Promise<Settings>;
  /**
   * The store no longer took these. Returns newer ones, made by somebody else meanwhile or by renewing them now.
   * @throws HubError `disconnected` where nothing newer is to be had.
   */
  renew(refused: Settings): Promise<Settings>;
};

/** The merchant's own app on the platform. */
export type AppKeys = { readonly clientId: string; readonly clientSecret: string };

export type Authorisation = {
  /** As the merchant named the store: my-shop, my-shop.myshopify.com. */
  readonly shop: string;
  readonly app: AppKeys;
  readonly scopes: readonly string[];
  readonly state: string;
  readonly redirectUri: string;
};

export type OAuth2<Settings> = {
  /** What we ask for where the merchant names nothing else. */
  readonly scopes: readonly string[];
  /** The one spelling of a shop's name. @throws HubError `invalid` where it cannot be a shop of this platform. */
  shopOf(name: string): string;
  /** The page of the store on which the merchant says yes. */
  authoriseUrl(authorisation: Authorisation): URL;
  /**
   * What came back with the merchant: the code, and the platform's own name for the store.
   * @throws HubError `forged` where the platform did not sign it, `invalid` where it is for another shop or the merchant said no.
   */
  readCallback(
    query: Readonly<Record<string, string>>,
    authorisation: Authorisation,
    now: Date,
  ): { readonly code: string; readonly store: string };
  /** Exchanges the code for settings of a connection. `store` is the name that came back with it. */
  exchange(
    code: string,
    authorisation: Authorisation & { readonly store: string },
    fetch: LimitedFetch,
    now: Date,
  ): Promise<Settings>;
  /** When these should be renewed; null where they last. */
  renewAt(settings: Settings): Date | null;
  /** @throws HubError `disconnected` where the store says that it gave newer ones already or wants none. */
  renew(settings: Settings, fetch: LimitedFetch, now: Date): Promise<Settings>;
};
