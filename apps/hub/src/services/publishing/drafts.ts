// placeholder
import type { CatalogueProduct } from "@logix/model";
import type { ListingDraft } from "../../connector-kit/catalogue.ts";
import type { ExportOrder } from "./run-orders.ts";

export type Prepared = {
  readonly draft: ListingDraft;
  /** Per selected field the hash of its value, once it has arrived. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The selected fields but those that this store does not take. */
  readonly fields: readonly string[];
  /** Those of them that the draft holds. */
  readonly sentFields: readonly string[];
  readonly warnings: readonly string[];
};

export function prepare(
  _product: CatalogueProduct,
  _order: ExportOrder,
  _known: { readonly followsStock: boolean; readonly sent: Readonly<Record<string, string>>; readonly images: Readonly<Record<string, string>> },
): Prepared {
  return { draft: { fields: {}, attributes: [] }, hashes: {}, fields: [], sentFields: [], warnings: [] };
}
