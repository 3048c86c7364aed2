// What a store lists of a thing, in the very words in which the database tells what we hold of it. Pure.
import { createHash } from "node:crypto";
import type { ThinCustomer, ThinOrder, ThinProduct } from "../../connector-kit/store-index.ts";
import { BETWEEN, NOTHING } from "../../database/reconcile/reconcile-held.ts";
import type { Domain } from "../../database/reconcile/reconcile-tables.ts";

/** The order of the fields is that of the line: the digest depends on it. */
export type Entry = {
  readonly remoteId: string;
  readonly parentRemoteId: string | null;
  readonly modifiedAt: Date;
  readonly fields: Readonly<Record<string, string | null>>;
};

type Thin = { readonly orders: ThinOrder; readonly products: ThinProduct; readonly customers: ThinCustomer };

const ENTRY_OF: { readonly [D in Domain]: (thin: Thin[D]) => Entry } = {
  orders: (order) => ({
    ...entryOf(order, null),
    fields: { ...stampOf(order), status: order.remoteStatus, total: String(order.totalMinor) },
  }),
  products: (product) => ({
    ...entryOf(product, product.parentRemoteId),
    fields: {
      ...stampOf(product),
      visibility: product.archived ? "archived" : product.published ? "published" : "hidden",
      sku: product.sku,
      price: product.price,
      stock_keeping: product.stockKeeping,
      stock_quantity: product.stockQuantity,
    },
  }),
  customers: (customer) => ({
    ...entryOf(customer, null),
    fields: { ...stampOf(customer), email: customer.email },
  }),
};

export function toEntry<D extends Domain>(domain: D, thin: Thin[D]): Entry {
  return ENTRY_OF[domain](thin);
}

/** Equal to the database's own where both sides hold the same. */
export function digestOf(entries: readonly Entry[]): string {
  const lines = entries
    .toSorted((one, other) => compareIds(familyOf(one), familyOf(other)) || compareIds(one.remoteId, other.remoteId))
    .map(({ remoteId, fields }) => [remoteId, ...Object.values(fields).map((value) => value ?? NOTHING)].join(BETWEEN));
  return createHash("md5").update(lines.join("\n")).digest("hex");
}

function entryOf({ remoteId, modifiedAt }: { remoteId: string; modifiedAt: string }, parentRemoteId: string | null) {
  return { remoteId, parentRemoteId, modifiedAt: new Date(modifiedAt) };
}

/** Stamps have a resolution of one second on most platforms. */
function stampOf({ modifiedAt }: { readonly modifiedAt: string }) {
  return { modified_at: String(Math.floor(new Date(modifiedAt).getTime() / 1000)) };
}

function familyOf({ remoteId, parentRemoteId }: Entry): string {
  return parentRemoteId ?? remoteId;
}

function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0);
}
