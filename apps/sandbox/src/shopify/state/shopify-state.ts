// The whole store in memory.
import type { Random } from "../../shared/random.ts";
import type { ShopifySettings } from "../options.ts";
import type {
  BulkRecord,
  CustomerRecord,
  ItemRecord,
  LevelRecord,
  LocationRecord,
  MetafieldRecord,
  OrderRecord,
  ProductRecord,
  VariantRecord,
  WebhookRecord,
} from "./records.ts";

/** Something happened that webhooks tell of; `body` is made when the event happens, as Shopify does. */
export type ShopEvent = { readonly topic: string; readonly body: () => object };

export type ShopifyState = {
  readonly settings: ShopifySettings;
  readonly random: Random;
  /** Milliseconds, whole seconds only: no time stamp of the API is finer. */
  now(): number;
  nextId(): number;
  announce(event: ShopEvent): void;
  readonly locations: Map<number, LocationRecord>;
  readonly products: Map<number, ProductRecord>;
  readonly handles: Set<string>;
  readonly variants: Map<number, VariantRecord>;
  readonly items: Map<number, ItemRecord>;
  readonly levels: Map<string, LevelRecord>;
  readonly customers: Map<number, CustomerRecord>;
  readonly orders: Map<number, OrderRecord>;
  readonly webhooks: Map<number, WebhookRecord>;
  readonly bulks: Map<number, BulkRecord>;
  readonly metafields: Map<string, MetafieldRecord[]>;
  /** By owner, namespace and key: the type of all such metafields. */
  readonly metafieldTypes: Map<string, string>;
  /** Pictures that no product shows any more; they stay in the shop. */
  readonly files: Map<number, ProductRecord["images"][number]>;
  orderNumber: number;
};

export function createState(settings: ShopifySettings, random: Random, clock: () => Date): ShopifyState {
  let lastId = 5_000_000_000_000 + settings.seed * 1_000_000_000;
  return {
    settings,
    random,
    now: () => Math.floor(clock().getTime() / 1000) * 1000,
    nextId: () => {
      lastId += 1;
      return lastId;
    },
    announce: () => {},
    locations: new Map(),
    products: new Map(),
    handles: new Set(),
    variants: new Map(),
    items: new Map(),
    levels: new Map(),
    customers: new Map(),
    orders: new Map(),
    webhooks: new Map(),
    bulks: new Map(),
    metafields: new Map(),
    metafieldTypes: new Map(),
    files: new Map(),
    orderNumber: 1_000,
  };
}

export function levelKey(itemId: number, locationId: number): string {
  return `${itemId}@${locationId}`;
}
