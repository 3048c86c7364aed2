// How the hub's catalogue is written to a store and read from it. A draft holds only what is to be sent: a field that is absent is
// left alone in the store, always.
import type { Checkpoint, Gone, Page, RemoteId } from "./records.ts";

/** From the root down: ["Home", "Kitchen"]. */
export type CategoryPath = readonly string[];

/** An image is known by its content; `src` is where the store can fetch it. */
export type ImageDraft = {
  readonly src: string;
  readonly alt?: string;
  readonly name?: string;
  /** The store's own id for it, where it was sent there before: then it is not sent again. */
  readonly remoteId?: RemoteId;
};

export type AttributeDraft = {
  /** `pa_color` for one that all products of the store share (made where it is missing), else the name of the product's own. */
  readonly target: string;
  readonly label: string;
  readonly options: readonly string[];
  /** The variants differ in it. */
  readonly forVariants: boolean;
};

type ListingStatus = "publish" | "draft" | "pending" | "private";

export type ListingFields = {
  readonly name?: string;
  readonly sku?: string;
  readonly description?: string;
  readonly short_description?: string;
  readonly status?: ListingStatus;
  readonly type?: string;
  /** Decimal text in the store's currency; null takes the price away. */
  readonly regular_price?: string | null;
  readonly sale_price?: string | null;
  readonly stock_status?: "instock" | "outofstock" | "onbackorder";
  readonly weight?: string;
  readonly length?: string;
  readonly width?: string;
  readonly height?: string;
  readonly images?: readonly ImageDraft[];
  readonly categories?: readonly CategoryPath[];
  readonly tags?: readonly string[];
};

/** What its stores have a place for, where that is not everything. The rest is told as a warning, and not sent. */
export type ListingShape = {
  readonly fields: readonly (keyof ListingFields)[];
  /** Of a variant; what is missing here is said by its product. */
  readonly variantFields: readonly (keyof ListingFields)[];
  /** Any other becomes a draft. */
  readonly statuses: readonly ListingStatus[];
  /** Beside what the variants differ in, which always goes. Names are compared without regard to case and separators. */
  readonly attributes: readonly string[];
  readonly variantAttributes: readonly string[];
};

export type ListingDraft = {
  readonly fields: ListingFields;
  /** Only these are sent; what else the store's product has as attributes stays. */
  readonly attributes: readonly AttributeDraft[];
  /** Of a variant: which option of which attribute it is, by the attribute's target. */
  readonly variantOptions?: Readonly<Record<string, string>>;
};

export type ListingWrite = {
  /** The caller's own name for it, found again in the result. */
  readonly key: string;
  /** Null: to be created, unless a listing with this SKU is there already and is adopted. */
  readonly remoteId: RemoteId | null;
  /** Of a variant: the product that it belongs to, which is there already. */
  readonly parentRemoteId: RemoteId | null;
  readonly sku: string;
  readonly draft: ListingDraft;
};

/** A listing as the store shows it, in our words; `raw` is the store's own JSON. */
export type ListingState = {
  readonly remoteId: RemoteId;
  readonly parentRemoteId: RemoteId | null;
  readonly kind: "product" | "variant";
  readonly sku: string | null;
  readonly type: string;
  readonly fields: ListingFields;
  readonly images: readonly {
    readonly remoteId: RemoteId;
    readonly src: string;
    readonly alt: string;
    readonly name: string;
  }[];
  readonly attributes: readonly AttributeDraft[];
  readonly variantOptions: Readonly<Record<string, string>>;
  readonly variants: readonly RemoteId[];
  readonly modifiedAt: string;
  /** It lies in the store's bin. */
  readonly inTrash?: boolean;
  readonly raw: string;
};

export type WriteFailure = {
  readonly outcome: "failed";
  /** `sku_taken`, `sku_in_trash`, `sku_ambiguous`, `parent_missing`, `refused`, `gone`, `unreachable` … */
  readonly code: string;
  /** The store's own sentence where there is one. */
  readonly message: string;
  readonly remedy: string | null;
  readonly again: boolean;
  /** The listing is there all the same, such as one that was created but whose images could not be fetched. */
  readonly remoteId?: RemoteId;
};

export type ListingResult = { readonly key: string } & (
  | {
      /** `adopted`: it was in the store already under this SKU, and was updated. `unchanged`: the store showed all of it. */
      readonly outcome: "created" | "adopted" | "updated" | "unchanged";
      readonly remoteId: RemoteId;
      /** The touched fields as the store showed them before and after, in the store's own JSON; what undo needs. */
      readonly before: string | null;
      readonly after: string;
      /** Which of our images the store knows under which id, by `src`. */
      readonly images: Readonly<Record<string, RemoteId>>;
      /** As the store shows it now, where its answer says so. */
      readonly shows?: ListingState;
    }
  | WriteFailure
);

export type PutBack = {
  readonly key: string;
  readonly remoteId: RemoteId;
  readonly parentRemoteId: RemoteId | null;
  /** Null: the listing was created by the write, and is removed for good. */
  readonly before: string | null;
  readonly after: string;
};

/** `moved`: the store no longer shows what the write left behind, so it was not touched. */
export type PutBackResult = { readonly key: string } & (
  | { readonly outcome: "restored" | "moved" | "gone" }
  | WriteFailure
);

export type CatalogueWriter = {
  /** As the store shows them now; one entry per id. */
  show(
    listings: readonly { readonly remoteId: RemoteId; readonly parentRemoteId: RemoteId | null }[],
  ): Promise<ReadonlyMap<RemoteId, ListingState | Gone>>;
  /** Who has this SKU, the store's bin included. */
  findBySku(skus: readonly string[]): Promise<ReadonlyMap<string, readonly ListingState[]>>;
  /**
   * Products and variants, any number; at most 100 go in one request, one that is refused does not harm its neighbours, and
   * a create whose answer was lost is looked up before it is tried again.
   */
  write(writes: readonly ListingWrite[]): Promise<readonly ListingResult[]>;
  /** For good, past the bin. */
  remove(listing: {
    readonly remoteId: RemoteId;
    readonly parentRemoteId: RemoteId | null;
  }): Promise<"removed" | "gone">;
  putBack(items: readonly PutBack[]): Promise<readonly PutBackResult[]>;
  /** Products with their variants behind them; all, or those that are named. */
  read(filter: { readonly remoteIds?: readonly RemoteId[] }, resume?: Checkpoint): AsyncIterable<Page<ListingState>>;
};
