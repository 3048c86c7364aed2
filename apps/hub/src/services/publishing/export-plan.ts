// Decides, before the store is asked, what an export sends of each product.
import type { ListingShape, ListingWrite } from "../../connector-kit/catalogue.ts";
import type { ProductLinkRow } from "../../database/catalogue/product-links.ts";
import { type Prepared, prepare } from "./drafts.ts";
import { failedItem, type SettledItem, unchangedItem } from "./export-items.ts";
import type { Loaded } from "./export-load.ts";
import { textsSchema } from "./mapping-rules.ts";
import type { ExportOrder } from "./run-orders.ts";

/** A product that the store is to be asked about. */
export type Planned = {
  readonly productId: number;
  readonly prepared: Prepared;
  readonly write: ListingWrite;
  /** When it was changed here last. */
  readonly changedAt: string;
};
export type ExportPlan = { readonly settled: readonly SettledItem[]; readonly planned: readonly Planned[] };

export type StoreRules = {
  /** The hub's own count decides what is in stock there. */
  readonly followsStock: boolean;
  /** What the store has a place for. */
  readonly shape?: ListingShape | undefined;
  /** Of a dry run: products that would be there when their variants come. */
  readonly arriving?: ReadonlySet<number>;
};

export function planExport(
  order: ExportOrder,
  rules: StoreRules,
  productIds: readonly number[],
  loaded: readonly Loaded[],
): ExportPlan {
  const ends = productIds.map((id, index) => planOne(order, rules, id, loaded[index]));
  return {
    settled: ends.flatMap((end) => ("item" in end ? [end] : [])),
    planned: ends.flatMap((end) => ("write" in end ? [end] : [])),
  };
}

function planOne(
  order: ExportOrder,
  rules: StoreRules,
  productId: number,
  loaded: Loaded | undefined,
): SettledItem | Planned {
  if (!loaded?.product) return failedItem(productId, UNKNOWN_PRODUCT);
  const { product, parent, link, parentLink } = loaded;
  const arrives = parent !== null && rules.arriving?.has(parent.id) === true;
  const parentRemoteId = remoteIdOf(parentLink);
  if (parent && parentRemoteId === null && !arrives) return failedItem(productId, productFirst(parent.name));
  const remoteId = startsAnew(order, link) ? null : (link?.remote_id ?? null);
  const prepared = prepare(product, parent, order, {
    ...rules,
    sent: textsSchema.parse(remoteId === null ? {} : link?.sent),
    images: textsSchema.parse(link?.images ?? {}),
  });
  if (remoteId !== null && order.partialUpdate && prepared.sentFields.length === 0) {
    return unchangedItem(productId, { remoteId, parentRemoteId }, prepared);
  }
  const write = { key: String(productId), remoteId, parentRemoteId, sku: product.sku, draft: prepared.draft };
  return { productId, prepared, write, changedAt: product.updatedAt };
}

/** The store deleted it, and this export may make it again: all of it, or a product without its name would be made. */
function startsAnew({ mayCreate, partialUpdate }: ExportOrder, link: ProductLinkRow | undefined): boolean {
  return mayCreate && !partialUpdate && link?.remote_deleted_at != null;
}

function remoteIdOf(link: ProductLinkRow | undefined): string | null {
  return link === undefined || link.remote_deleted_at !== null ? null : link.remote_id;
}

const UNKNOWN_PRODUCT = {
  code: "product_unknown",
  message: "Product not found",
  remedy: "It was deleted, or never was in this catalogue",
} as const;

function productFirst(name: string) {
  return {
    code: "parent_missing",
    message: `It is a variant of "${name}", which is not in this store`,
    remedy: "Export that product too",
  };
}
