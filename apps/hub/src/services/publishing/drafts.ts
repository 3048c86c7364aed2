// One product as one store is to have it, and what of that has to be sent.
import type { CatalogueProduct, Issue } from "@logix/model";
import type { ListingDraft, ListingShape } from "../../connector-kit/catalogue.ts";
import { changedFields, hashesOf, targetOf, toDraft, toVariantDraft } from "../../field-mapping/index.ts";
import type { ExportOrder } from "./run-orders.ts";

export type Prepared = {
  readonly draft: ListingDraft;
  /** What the store shows once the draft is written: of all that was selected, sent now or before. */
  readonly hashes: Readonly<Record<string, string>>;
  /** Of the selected fields those that the store then has. */
  readonly fields: readonly string[];
  /** Those of them that the draft holds. */
  readonly sentFields: readonly string[];
  readonly warnings: readonly string[];
  /** By draft key the fields of ours that it comes from. */
  readonly origins: Readonly<Record<string, readonly string[]>>;
};

export type Known = {
  /** What the store has a place for. */
  readonly shape?: ListingShape | undefined;
  /** The hub's own count decides what is in stock there. */
  readonly followsStock: boolean;
  readonly sent: Readonly<Record<string, string>>;
  /** The store's ids of our images, by address. */
  readonly images: Readonly<Record<string, string>>;
};

/** @param parent of a variant */
export function prepare(
  product: CatalogueProduct,
  parent: CatalogueProduct | null,
  order: ExportOrder,
  { followsStock, shape, sent, images }: Known,
): Prepared {
  const isLeftOut = (field: string) => followsStock && isStockStatus(field, order);
  const fields = order.fields.filter((field) => !isLeftOut(field));
  const selection = { fields, mappings: order.fieldMappings, sent, images, shape };
  const drafted = parent ? toVariantDraft(product, parent, selection) : toDraft(product, selection);
  const draft = order.partialUpdate ? changedFields(drafted.draft, sent) : drafted.draft;
  const origins = new Set(Object.keys(hashesOf(draft)).flatMap((key) => drafted.origins[key] ?? []));
  return {
    draft,
    hashes: hashesOf(drafted.draft),
    fields: drafted.exportedFields,
    sentFields: drafted.exportedFields.filter((field) => origins.has(field)),
    warnings: [...order.fields.filter(isLeftOut).map(stockIsCounted), ...drafted.warnings.map(inWords)],
    origins: drafted.origins,
  };
}

function isStockStatus(field: string, { fieldMappings }: ExportOrder): boolean {
  const target = targetOf(field, fieldMappings);
  return target.kind === "core" && target.field === "stock_status";
}

function stockIsCounted(field: string): string {
  return `${field} was not sent: this store's stock follows the hub's own count`;
}

function inWords({ field, problem, remedy }: Issue): string {
  return [`${field}: ${problem}`, ...(remedy === undefined ? [] : [remedy])].join(". ");
}
