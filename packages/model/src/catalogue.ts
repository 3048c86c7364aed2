// The account's own catalogue: what a product is, and what a change to one says. Prices and measures are decimal texts.

export const PRODUCT_STATUSES = ["publish", "draft", "pending", "private"] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

export const PRODUCT_STOCK_STATUSES = ["instock", "outofstock", "onbackorder"] as const;
export type ProductStockStatus = (typeof PRODUCT_STOCK_STATUSES)[number];

export type AttributeValue = string | number | boolean | readonly string[];

export type ProductImage = { readonly src: string; readonly alt: string; readonly name: string };

/** What a product or a variant holds itself. Of a variant, what is empty here is inherited: see `withInherited`. */
export type ProductContent = {
  readonly name: string;
  readonly description: string;
  readonly shortDescription: string;
  readonly status: ProductStatus;
  /** `price`, `sale_price` and any others: {"price": "19.90", "wholesalePrice": "12.00"}. */
  readonly prices: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly images: readonly ProductImage[];
  /** From the root down: [["Home", "Kitchen"]]. */
  readonly categories: readonly (readonly string[])[];
  readonly tags: readonly string[];
  readonly weight: string | null;
  readonly length: string | null;
  readonly width: string | null;
  readonly height: string | null;
  readonly stockStatus: ProductStockStatus | null;
  /** Of a variant: which option of which attribute it is: {"Size": "M"}. */
  readonly options: Readonly<Record<string, string>>;
};

export type CatalogueProduct = ProductContent & {
  readonly id: number;
  /** Of a variant: the product that it is one of. */
  readonly parentId: number | null;
  readonly sku: string;
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** In the order in which they were made; of a variant none. */
  readonly variants: readonly CatalogueProduct[];
};

/** Only what is given changes. In `prices`, `attributes` and `options` only the named keys; null takes one away, or all. */
export type ProductChange = Partial<Omit<ProductContent, "prices" | "attributes" | "options">> & {
  readonly prices?: Readonly<Record<string, string | null>> | null;
  readonly attributes?: Readonly<Record<string, AttributeValue | null>> | null;
  readonly options?: Readonly<Record<string, string | null>> | null;
};

/** A product as a store gave it, in our words. Variants that are not named stay as they are. */
export type ImportedProduct = ProductChange & {
  readonly sku: string;
  readonly variants?: readonly (ProductChange & { readonly sku: string })[];
};

export type ImportOutcome = "imported" | "updated" | "unchanged" | "skipped" | "failed";
export type ImportResult = {
  readonly sku: string;
  /** Null where it failed. */
  readonly productId: number | null;
  readonly outcome: ImportOutcome;
  readonly message?: string;
};
