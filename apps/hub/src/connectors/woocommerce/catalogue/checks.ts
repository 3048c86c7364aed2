// What would do harm if it were sent. WooCommerce's batches check nothing: a price of "21,50" becomes 2150 without a word.
import type { ListingDraft, ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import { isBelow, isDecimal } from "../../../connector-kit/decimal.ts";
import { failed } from "./failed.ts";
import type { Row } from "./rows.ts";

const STATUSES: readonly string[] = ["publish", "draft", "pending", "private"];
const STOCK_STATUSES: readonly string[] = ["instock", "outofstock", "onbackorder"];

/** Null where nothing is wrong that can be told without the store. */
export function faultOf({ sku, remoteId, draft }: ListingWrite): WriteFailure | null {
  const { fields } = draft;
  if (sku.trim() === "" && remoteId === null) {
    return failed("sku_missing", "A product without a SKU could not be found again", "Give the product a SKU.");
  }
  return (
    textFault(draft) ??
    priceFault("regular_price", fields.regular_price) ??
    priceFault("sale_price", fields.sale_price) ??
    measureFault(draft) ??
    choiceFault("status", fields.status, STATUSES) ??
    choiceFault("stock_status", fields.stock_status, STOCK_STATUSES) ??
    imageFault(draft)
  );
}

/**
 * QUIRK(woocommerce): a sale price that is not below the regular one is dropped without a word, be it sent or be it there.
 */
export function saleFault({ fields }: ListingDraft, row: Row | null): WriteFailure | null {
  if (fields.regular_price === undefined && fields.sale_price === undefined) return null;
  const regular = fields.regular_price === undefined ? (row?.woo.regular_price ?? "") : (fields.regular_price ?? "");
  const sale = fields.sale_price === undefined ? (row?.woo.sale_price ?? "") : (fields.sale_price ?? "");
  if (sale === "" || (regular !== "" && isBelow(sale, regular))) return null;
  const whose = fields.sale_price === undefined ? "The sale price that the store has" : "The sale price";
  const price = regular === "" ? "there is no regular price" : `the regular price is ${regular}`;
  return failed(
    "sale_not_below_regular",
    `${whose} is ${sale}, but ${price}; WooCommerce would drop the sale price`,
    "Export sale_price together with the price, or end the sale in the store.",
  );
}

function textFault({ fields, attributes }: ListingDraft): WriteFailure | null {
  if (fields.name?.trim() === "") return failed("name_missing", "The product has no name", "Give the product a name.");
  if (fields.sku?.trim() === "") return failed("sku_missing", "The product has no SKU", "Give the product a SKU.");
  const nameless = attributes.some(({ target }) => target.trim() === "" || /^pa_$/i.test(target));
  if (nameless)
    return failed("attribute_without_name", "An attribute has no name", "Give it one in the export mapping.");
  const path = fields.categories?.find((path) => path.length === 0 || path.some((name) => name.trim() === ""));
  return path === undefined ? null : failed("category_empty", "A category has no name", "Name it, or take it away.");
}

function priceFault(field: string, price: string | null | undefined): WriteFailure | null {
  if (price === undefined || price === null || isDecimal(price)) return null;
  return failed(
    "price_invalid",
    `${field} "${price}" is no decimal number with a point, such as 1234.50`,
    "Write the price with a point, without thousands separators and without a currency.",
  );
}

function measureFault({ fields: { weight, length, width, height } }: ListingDraft): WriteFailure | null {
  for (const [field, value] of Object.entries({ weight, length, width, height })) {
    if (value === undefined || value === "" || isDecimal(value)) continue;
    return failed("measure_invalid", `${field} "${value}" is no decimal number with a point`, "Leave the unit out.");
  }
  return null;
}

function choiceFault(field: string, value: string | undefined, known: readonly string[]): WriteFailure | null {
  if (value === undefined || known.includes(value)) return null;
  return failed(`${field}_invalid`, `${field} cannot be "${value}"`, `Use one of ${known.join(", ")}.`);
}

function imageFault({ fields: { images = [] } }: ListingDraft): WriteFailure | null {
  const wrong = images.find(({ src }) => !URL.canParse(src) || !/^https?:$/.test(new URL(src).protocol));
  if (wrong === undefined) return null;
  return failed(
    "image_invalid",
    `The image "${wrong.src}" has no http address`,
    "The store fetches images by address.",
  );
}
