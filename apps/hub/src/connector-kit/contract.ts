// What a connector is. A connector translates and calls; it never retries, waits, limits or logs: that is the engine's.
import type { Customer, Order, OrderStatus, Product } from "@logix/model";
import type { ZodType } from "zod";
import type { CatalogueWriter, ListingShape } from "./catalogue.ts";
import type { ExaminationPlan } from "./examination.ts";
import type { FulfilmentWriter, RefundWriter } from "./fulfilment.ts";
import type { OAuth2, Tools } from "./oauth2.ts";
import type { PayoutReader } from "./payouts.ts";
import type { Checkpoint, Gone, Page, RemoteId, Seen, Unreadable, Written } from "./records.ts";
import type { StoreIndex, StoreSettings } from "./store-index.ts";

export type { Credentials, Tools } from "./oauth2.ts";
export type { Checkpoint, Gone, Page, RemoteId, Seen, Unreadable, Written } from "./records.ts";

/** Kinds of things that a store tells us about. */
export type ResourceKind = "order" | "product" | "customer";
/** Kinds of news that are about no thing: the connection itself, or a person's right. */
type NoticeKind = "store" | "privacy";

/** So many requests per time; `burst` may go at once. */
export type RateLimit = { readonly requests: number; readonly perMs: number; readonly burst: number };

/** One inbound webhook request, kept as received. Header names are lower case. */
export type Delivery = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };

/** What a verified delivery is about, read without touching the network. */
export type Receipt =
  /** A greeting of the store that carries no news. */
  | { readonly about: "nothing"; readonly reason: string }
  | (Received & { readonly about: "resource"; readonly kind: ResourceKind })
  | (Received & { readonly about: "notice"; readonly kind: NoticeKind });

type Received = {
  readonly topic: string;
  /** Of a notice: whatever keeps two of them apart. */
  readonly remoteId: RemoteId;
  /** The platform's own id of the delivery; not unique on every platform. */
  readonly deliveryId: string;
  /** Whether a signature over the raw bytes was checked; unsigned deliveries are hints only. */
  readonly signed: boolean;
};

/**
 * What a delivery says. With `record` it carries the whole thing and may be applied as it is where it is newer than
 * what we hold; without it the engine reads the thing again.
 */
export type Change =
  | { readonly kind: "order"; readonly remoteId: RemoteId; readonly record?: Seen<Order> }
  | { readonly kind: "product"; readonly remoteId: RemoteId; readonly record?: Seen<Product> }
  | { readonly kind: "customer"; readonly remoteId: RemoteId; readonly record?: Seen<Customer> };

export type Notice =
  /** The merchant removed us from the store: nothing is allowed any more. */
  | { readonly kind: "store"; readonly event: "uninstalled" }
  | { readonly kind: "privacy"; readonly request: PrivacyRequest };

/** What the law lets a person, or a merchant who left, ask for. */
export type PrivacyRequest =
  | { readonly what: "show" | "erase"; readonly customer: PersonKey; readonly orders: readonly RemoteId[] }
  /** Everything personal of the whole store. */
  | { readonly what: "erase_store" };
type PersonKey = { readonly remoteId: RemoteId | null; readonly email: string | null };

export type OrderFilter = {
  /** Modified at or after, UTC. */
  readonly since?: Date;
  /** In the store's own words. */
  readonly remoteStatuses?: readonly string[];
  /** Default and most: what the platform gives at once. */
  readonly pageSize?: number;
};
export type ProductFilter = { readonly since?: Date; readonly skus?: readonly string[]; readonly pageSize?: number };
export type CustomerFilter = { readonly pageSize?: number };

/** Who answered: versions, money and time of the store, and what our credentials may do. */
export type StoreInfo = {
  readonly name: string;
  readonly platformVersion: string;
  readonly hostVersion: string | null;
  readonly currency: string;
  readonly timeZone: string;
  readonly access: "read" | "read_write";
  /** Things the user should know though everything works. */
  readonly warnings: readonly string[];
  /** What the connector found out and wants to keep with the connection, such as the route that works. */
  readonly findings: Readonly<Record<string, string>>;
};

/** Which hub status a write stands for, and the store's word for it after the user's own status map. */
export type StatusWrite = { readonly status: OrderStatus; readonly remoteStatus: string };

/** What we held of the thing when we decided to write. */
export type RemoteVersion = { readonly remoteStatus: string; readonly modifiedAt: string };

export type StockChange = {
  readonly sku: string;
  readonly remoteId: RemoteId;
  readonly parentRemoteId: RemoteId | null;
  /** Where the platform counts something else than what is sold, such as Shopify's inventory items. */
  readonly stockRemoteId?: RemoteId | null;
  /** Which of the store's locations; left out where the platform counts one number. */
  readonly locationRemoteId?: RemoteId;
  /** Names this wish: the same for each repeat of it, another for the next. For platforms that want an idempotency key. */
  readonly intent?: string;
  /** Absolute, in whole units. */
  readonly quantity: number;
  /**
   * What we believe the store shows. Where it shows something else (and not `quantity` already), nothing is written and the
   * outcome is `moved`: a sale that we have not heard of must not be overwritten. Left out: written in any case.
   */
  readonly expected?: number | null;
  /** Turn the store's stock management on where it is off, instead of refusing. */
  readonly enableManagement?: boolean;
};

/** One per change that was asked for; `remoteId` and `locationRemoteId` are the change's own. */
export type ItemResult = {
  readonly sku: string;
  readonly remoteId: RemoteId;
  readonly locationRemoteId?: RemoteId;
} & (
  | { readonly outcome: "written" | "unchanged"; readonly shows: number; readonly after: Seen<Product> | null }
  | { readonly outcome: "moved"; readonly shows: number | null }
  | {
      readonly outcome: "failed";
      readonly code: string;
      readonly message: string;
      readonly remedy: string | null;
      readonly again: boolean;
    }
);

export type Topic = string;
export type Subscription = {
  readonly remoteId: RemoteId;
  readonly topic: Topic;
  readonly deliveryUrl: string;
  readonly status: "active" | "paused" | "disabled";
  /** Made by this call; false where it was there already. */
  readonly created: boolean;
  /** It was there but paused or disabled, and this call woke it up. */
  readonly reactivated?: boolean;
};

/** The store's statuses in both directions; a user's own map of the connection goes before them. */
export type StatusTables = {
  readonly inbound: Readonly<Record<string, OrderStatus>>;
  readonly outbound: Readonly<Record<OrderStatus, string>>;
  /** Writes that must never happen, whatever the tables say: never `to` over `from`. */
  readonly neverOver: readonly { readonly to: string; readonly from: string }[];
  /** Statuses in which the store has taken the goods; nothing writes `gives back` statuses over them. */
  readonly stockTaken: ReadonlySet<string>;
  /** Writes that give the goods back to the shelf though the order goes on. */
  readonly reopens: ReadonlySet<string>;
  /**
   * Statuses whose writing makes the store send its customer a mail. Such writes are marked, and held to the limit named
   * `customer_mail`, so that a mistake does not reach every customer at once.
   */
  readonly mails?: ReadonlySet<string>;
};

/** A delivery whose signature was checked when it came; this is what the inbox keeps of it. */
export type StoredDelivery = {
  readonly topic: string;
  readonly kind: ResourceKind;
  readonly remoteId: RemoteId;
  readonly signed: boolean;
  readonly body: string;
};

/** Reading a delivery needs no network: pure functions over the bytes and the connection's settings. */
export type WebhookReader<Settings> = {
  /** The store that the sender claims to be; not to be believed before `verify`. */
  claimedStore(delivery: Delivery): string | null;
  /** Why the request carries no news whoever sent it, such as a store trying out the address; null for anything else. */
  greeting(delivery: Delivery): string | null;
  /** @throws HubError `forged` where the signature does not fit, `invalid` where the body is no delivery of the platform. */
  verify(delivery: Delivery, settings: Settings): Receipt;
  /**
   * Of a delivery that was verified when it came. What cannot be used as it is yields a change without a record;
   * what is no news of ours yields none.
   */
  translate(stored: StoredDelivery): readonly Change[];
  /** Of a delivery whose receipt said that it is a notice; absent where the platform sends none. */
  notice?(stored: Omit<StoredDelivery, "kind">): Notice;
};

export type Connector<Settings = unknown> = {
  readonly platform: string;
  /** For people: WooCommerce, Shopify. */
  readonly title: string;
  readonly settings: ZodType<Settings>;
  /** Which of the settings a person gives; the others are found out. */
  readonly inputs: readonly string[];
  readonly access: "keys" | "oauth2";
  /** How a merchant lets us in by saying yes in the store's own pages; absent where only keys exist. */
  readonly oauth?: OAuth2<Settings>;
  /** How a store hands keys to us after its merchant has agreed, so that nobody has to copy them. */
  readonly approval?: KeyApproval;
  /** How the way into a store is told step by step; without it the first failure is all that is told. */
  readonly examination?: ExaminationPlan;
  /** Named buckets, per connection. `default` is always there. */
  readonly limits: Readonly<Record<string, RateLimit>> & { readonly default: RateLimit };
  readonly news: "webhook" | "poll" | "queue";
  readonly apiVersion: { readonly id: string; readonly sunset?: string };
  readonly topics: readonly Topic[];
  readonly statuses: StatusTables;
  /** Display id of an order, for people: WC-12345. */
  readonly orderPrefix: string;
  /** Before the id of a product that has no SKU in the store and needs one here; the orders' where nothing is said. */
  readonly skuPrefix?: string;
  /** Its stores may have a payment service of the platform's own: they offer `payouts`, which are then read. */
  readonly hasPayouts?: boolean;
  /** What of a product its stores can hold; absent where that is everything that a draft may hold. */
  readonly listingShape?: ListingShape;
  readonly webhooks: WebhookReader<Settings>;
  /** The base address of the store within the settings, in the spelling that identifies it (see X28). */
  storeAddress(settings: Settings): string;
  open(settings: Settings, tools: Tools<Settings>): Store;
};

export type KeyApproval = {
  /** The page of the store on which the merchant agrees. */
  approveUrl(ask: {
    readonly storeUrl: string;
    readonly state: string;
    /** Where the store sends the keys to. */
    readonly callbackUrl: string;
    /** Where the merchant's browser goes afterwards. */
    readonly returnUrl: string;
  }): URL;
  /** What the store sends. @throws HubError `invalid` where it is nothing of the kind. */
  readKeys(body: unknown): { readonly state: string; readonly settings: Readonly<Record<string, unknown>> };
};

/** A place where a store keeps goods. */
export type StoreLocation = {
  readonly remoteId: RemoteId;
  readonly name: string;
  readonly active: boolean;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly city: string;
};

/** Null: the store does not say. */
export type StoreTotals = {
  readonly orders: number | null;
  readonly products: number | null;
  readonly customers: number | null;
};

/** The merchant's store as opened by its connector. Every call resolves, or throws a HubError of a kind. */
export type Store = {
  authenticate(): Promise<StoreInfo>;
  syncOrders(filter: OrderFilter, resume?: Checkpoint): AsyncIterable<Page<Order>>;
  syncProducts(filter: ProductFilter, resume?: Checkpoint): AsyncIterable<Page<Product>>;
  updateOrderStatus(order: RemoteId, to: StatusWrite, seen: RemoteVersion): Promise<Written<Order>>;
  updateInventory(changes: readonly StockChange[]): Promise<readonly ItemResult[]>;
  setupWebhooks(topics: readonly Topic[], deliveryUrl: URL): Promise<readonly Subscription[]>;
  handleWebhook(delivery: Delivery): Promise<readonly Change[]>;
  /** Read again, newest state: many at once where the platform can; one entry per id asked for. */
  readonly again: {
    orders(ids: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, Seen<Order> | Unreadable | Gone>>;
    products(ids: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, readonly Seen<Product>[] | Unreadable | Gone>>;
    customers?(ids: readonly RemoteId[]): Promise<ReadonlyMap<RemoteId, Seen<Customer> | Unreadable | Gone>>;
  };
  readonly catalogue?: CatalogueWriter;
  readonly fulfilment?: FulfilmentWriter;
  readonly refunds?: RefundWriter;
  readonly locations?: { list(): Promise<readonly StoreLocation[]> };
  readonly payouts?: PayoutReader;
  readonly customers?: { sync(filter: CustomerFilter, resume?: Checkpoint): AsyncIterable<Page<Customer>> };
  /** How much there is, where its lists come without a total. */
  totals?(): Promise<StoreTotals>;
  /** Compared with what we hold, so that we know that both sides are the same. */
  readonly index?: StoreIndex;
  settings?(): Promise<StoreSettings>;
  readonly subscriptions?: {
    list(): Promise<readonly Subscription[]>;
    remove(ids: readonly RemoteId[]): Promise<void>;
  };
};
