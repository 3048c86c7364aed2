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
  /** Decimal text in the store's currency, null where there is none. */
  readonly price: string | null;
  readonly modifiedAt: string;
};
