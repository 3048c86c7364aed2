// The thin index of a store: of each thing only what tells whether both sides hold the same, read cheaply.
import type { Customer, Order, Product } from "@logix/model";
import type { Checkpoint, RemoteId } from "./records.ts";

export type ThinOrder = Pick<Order, "remoteId" | "remoteStatus" | "archived" | "totalMinor" | "modifiedAt">;
export type ThinProduct = Pick<
  Product,
  | "remoteId"
  | "parentRemoteId"
  | "published"
  | "archived"
  | "sku"
  | "price"
  | "stockKeeping"
  | "stockQuantity"
  | "modifiedAt"
>;
export type ThinCustomer = Pick<Customer, "remoteId" | "email" | "modifiedAt">;

/**
 * One range of a list that is sorted by id: everything behind the page before, up to and with `upTo`. Shorter ids come
 * before longer ones; a variant stands with its parent.
 */
export type IndexPage<T> = {
  readonly entries: readonly T[];
  /** Things in the bin are listed apart from those that are not. */
  readonly part: "live" | "archived" | "all";
  /** Null: to the end of the part, which this page closes. */
  readonly upTo: RemoteId | null;
  /** The store does not show us what stands here, though it may have it: nothing of this range is compared. */
  readonly outOfSight?: boolean;
  readonly checkpoint: Checkpoint;
};

/** A thing whose place in the store's lists may depend on its parent's. */
export type IndexRef = { readonly remoteId: RemoteId; readonly parentRemoteId: RemoteId | null };

export type IndexOf<T> = {
  pages(resume?: Checkpoint): AsyncIterable<IndexPage<T>>;
  /** These alone, in any order; what the store's lists do not show is not among them. */
  some(refs: readonly IndexRef[]): Promise<readonly T[]>;
};

export type StoreIndex = {
  readonly orders: IndexOf<ThinOrder>;
  readonly products: IndexOf<ThinProduct>;
  readonly customers?: IndexOf<ThinCustomer>;
};

/** Settings of the store by which everything else is to be understood: when one changes, rows mean something else. */
export type StoreSettings = {
  readonly currency: string;
  readonly decimals: string;
  readonly taxDisplay: string;
  readonly pricesIncludeTax: string;
  readonly weightUnit: string;
  readonly timeZone: string;
};
