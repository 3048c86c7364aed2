// What would do harm if it were sent, or be refused for all of a product's variants together.
import type { ListingDraft, ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import { isBelow, isDecimal } from "../../../connector-kit/decimal.ts";
import { failed } from "./failed.ts";
import { pricesAfter } from "./prices.ts";
import type { Row } from "./rows.ts";
import { shownValues } from "./values.ts";
import { isHeadOnly } from "./wanted.ts";

const MOST_OPTIONS = 3;
const LONGEST_TEXT = 255;

/** Null where nothing is wrong that can be told without the shop. */
export function faultOf({ sku, remoteId, parentRemoteId, draft }: ListingWrite): WriteFailure | null {
  const { fields } = draft;
  if ((sku.trim() === "" && remoteId === null) || fields.sku?.trim() === "")
    return failed("sku_missing", "A product without a SKU could not be found again", "Give the product a SKU.");
  if (fields.name?.trim() === "") return failed("name_missing", "The product has no name", "Give the product a name.");
  if ((fields.name?.length ?? 0) > LONGEST_TEXT)
    return failed("name_too_long", "Shopify takes names of up to 255 characters", "Shorten the name.");
  const comma = fields.tags?.find((tag) => tag.includes(","));
  if (comma !== undefined)
    return failed("tag_with_comma", `Shopify would cut the tag "${comma}" in two`, "Write it without the comma.");
  return (
    decimalFault("regular_price", fields.regular_price) ??
    decimalFault("sale_price", fields.sale_price) ??
    decimalFault("weight", fields.weight) ??
    optionsFault(draft, parentRemoteId !== null && remoteId === null)
  );
}

/** What depends on what the shop shows. */
export function priceFault({ draft, parentRemoteId }: ListingWrite, row: Row | null): WriteFailure | null {
  const { fields } = draft;
  const isVariant = parentRemoteId !== null;
  if (!isVariant && isHeadOnly(draft, row)) return null;
  const { regular_price: regular, sale_price: sale } = pricesAfter(fields, row ? shownValues(row) : {});
  const touches = fields.regular_price !== undefined || fields.sale_price !== undefined;
  // QUIRK(shopify): what has no price is given away, at 0.00.
  const wouldBeGivenAway = row === null ? isVariant || fields.status === "publish" : touches;
  if (regular === null && (wouldBeGivenAway || sale !== null))
    return failed("price_missing", "It has no price, and Shopify would sell it at 0.00", "Give it a price.");
  if (!touches || sale === null || regular === null || isBelow(sale, regular)) return null;
  return failed(
    "sale_not_below_regular",
    `The sale price is ${sale}, but the regular price is ${regular}`,
    "Export sale_price together with the price, or end the sale in the shop.",
  );
}

function decimalFault(field: string, value: string | null | undefined): WriteFailure | null {
  if (value === undefined || value === null || value.trim() === "" || isDecimal(value.trim())) return null;
  const code = field === "weight" ? "measure_invalid" : "price_invalid";
  const remedy = "Write it with a point, without thousands separators and without currency or unit.";
  return failed(code, `${field} "${value}" is no decimal number with a point, such as 1234.50`, remedy);
}

function optionsFault({ attributes, variantOptions }: ListingDraft, isNewVariant: boolean): WriteFailure | null {
  const chosen = Object.keys(variantOptions ?? {}).length;
  const most = Math.max(chosen, attributes.filter(({ forVariants }) => forVariants).length);
  if (most > MOST_OPTIONS)
    return failed("too_many_options", `Variants differ in ${most} options; Shopify has 3`, "Merge some of them.");
  if (isNewVariant && chosen === 0)
    return failed("options_missing", "Nothing says in what the variant differs", "Give the variant its options.");
  return null;
}
