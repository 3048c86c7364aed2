// What the conformance suite asks of a platform's simulated store: somebody who shops, works there, and breaks things. A platform
// fulfils it with a thin adapter, so the suite itself knows no platform.
import type { ResourceKind } from "../contract.ts";
import type { LimitedFetch } from "../http.ts";
import type { RemoteId } from "../records.ts";

/** One thing with a SKU whose stock the store counts. */
export type Good = { readonly remoteId: RemoteId; readonly sku: string };
export type OrderedGood = { readonly sku: string; readonly quantity: number };

export type StageSize = {
  readonly orders: number;
  /** At least so many things with a SKU; none where 0. */
  readonly goods: number;
};

type MaybePromise<T> = T | Promise<T>;

export type Stage = {
  /** What a person would give to connect the store. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The same with keys that may only read; absent where the platform knows no such thing. */
  readonly readOnlySettings?: Readonly<Record<string, unknown>>;
  /** The way to the store, without limits and without patience. */
  readonly fetch: LimitedFetch;
  /** Texts that no error may ever hold. */
  readonly secrets: readonly string[];
  /** Lower case: which headers of a delivery hold its signature, and the name of the store that sent it. */
  readonly headers: { readonly signature: string; readonly store: string };

  /** Ids that the store never gave to anybody. */
  readonly unknown: Readonly<Record<"order" | "product", RemoteId>>;
  orders(): MaybePromise<readonly RemoteId[]>;
  goods(): MaybePromise<readonly Good[]>;

  placeOrder(lines?: readonly OrderedGood[]): MaybePromise<RemoteId>;
  /** Changes something of it that is not its status, such as a note. */
  changeOrder(id: RemoteId): MaybePromise<void>;
  /** Staff gives it another status, one over which `DELIVERED` could be written too. */
  moveOrder(id: RemoteId): MaybePromise<void>;
  /** For good. */
  deleteOrder(id: RemoteId): MaybePromise<void>;
  /** Where the platform has returns as things of their own: all of an order is sent and comes back, and at last it is done. */
  readonly returns?: {
    open(order: RemoteId): MaybePromise<RemoteId>;
    close(id: RemoteId): MaybePromise<void>;
  };
  addGood(sku: string): MaybePromise<Good>;
  /** For good. */
  removeGood(good: Good): MaybePromise<void>;
  /** So many at the first of those places. */
  setStock(good: Good, quantity: number): MaybePromise<void>;
  /** Over all places where the store keeps it. */
  stockOf(good: Good): MaybePromise<number>;

  /** The next request is refused, in the platform's own way, because there were too many. */
  throttleNext(): MaybePromise<void>;
  /** From now on the store takes our credentials no more. */
  revoke(): MaybePromise<void>;
  /** Whether a JSON object out of a reply of the store is this very thing; the suite then takes all but its ids out. */
  isThing(kind: ResourceKind, id: RemoteId, object: Readonly<Record<string, unknown>>): boolean;
  /** Resolves when every delivery has been sent. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

export type OpenStage = (size: StageSize) => Promise<Stage>;
