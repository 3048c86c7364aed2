// What a store sells, as far as stock and orders need it: one record per thing that can carry a SKU.

/** Who counts the stock of a listing: itself, its parent (one shared pool), or nobody. */
export type StockKeeping = "own" | "parent" | "none";

export type Product = {
  readonly remoteId: string;
  /** The product that a variant belongs to. */
  readonly parentRemoteId: string | null;
  readonly kind: "product" | "variant";
  /** The store's own word for its type, such as `simple` or `variable`. */
  readonly remoteType: string;
  readonly sku: string | null;
  readonly name: string;
  readonly published: boolean;
  readonly archived: boolean;
  readonly stockKeeping: StockKeeping;
  /** What the store shows as its stock, as a decimal text; null where it does not count. */
  readonly stockQuantity: string | null;
  /** The same per location of the store, for platforms that count by location; `stockQuantity` is then their sum. */
  readonly stockByLocation?: readonly { readonly locationRemoteId: string; readonly quantity: string }[];
  /** The store's id of the thing that is counted, where it is another than the thing that is sold. */
  readonly stockRemoteId?: string;
  /** Decimal text in the store's currency, null where there is none. */
  readonly price: string | null;
  readonly modifiedAt: string;
};
