// Why one listing was not written, for its owner: Shopify's own sentences, each behind the field in our words.
import type { HubError } from "@logix/model";
import type { WriteFailure } from "../../../connector-kit/catalogue.ts";
import type { UserErrors } from "../failures.ts";

export function failed(code: string, message: string, remedy: string | null, again = false): WriteFailure {
  return { outcome: "failed", code, message, remedy, again };
}

export function failedBy({ kind, message, details }: HubError): WriteFailure {
  const again = kind === "unreachable" || kind === "unreadable" || kind === "limited";
  const code = kind === "missing" ? "gone" : (details.code ?? kind);
  return failed(code === "store_refused" ? "refused" : code, message, details.remedy ?? null, again);
}

/** Which field Shopify means, in the words of our mappings. */
const WORDS: Readonly<Record<string, string>> = {
  title: "name",
  descriptionHtml: "description",
  price: "regular_price",
  compareAtPrice: "sale_price",
  productOptions: "options",
  optionValues: "options",
  files: "images",
  originalSource: "images",
  measurement: "weight",
  productType: "product_type",
  metafields: "sku",
  ...Object.fromEntries(["status", "tags", "vendor", "sku", "barcode", "handle"].map((field) => [field, field])),
};

const CODES: Readonly<Record<string, readonly [code: string, remedy: string]>> = {
  OPTIONS_OVER_LIMIT: ["too_many_options", "Shopify has 3 options: merge some of them."],
  VARIANTS_OVER_LIMIT: ["too_many_variants", "Split the product in several; a shop takes 2,048 variants of one."],
  VARIANT_ALREADY_EXISTS: ["options_taken", "Two variants have the same options: change one of them."],
  VARIANT_ALREADY_EXISTS_CHANGE_OPTION_VALUE: [
    "options_taken",
    "Two variants have the same options: change one of them.",
  ],
  NEED_TO_ADD_OPTION_VALUES: [
    "options_differ",
    "The product differs in more options in the shop: give it all of them.",
  ],
  OPTION_DOES_NOT_EXIST: ["options_differ", "Add the option to the product in Shopify, then export again."],
  OPTION_VALUE_DOES_NOT_EXIST: ["options_differ", "Add the value to the option in Shopify, then export again."],
  HANDLE_NOT_UNIQUE: ["refused", "Another product of the shop has this address: change one of them."],
  CAPABILITY_VIOLATION: ["sku_taken", "Another product of the shop carries this SKU: give one of them another."],
  PRODUCT_DOES_NOT_EXIST: ["gone", "Export it anew, or remove the link."],
  PRODUCT_VARIANT_DOES_NOT_EXIST: ["gone", "Export it anew, or remove the link."],
};

export function failedByUserErrors(errors: UserErrors): WriteFailure {
  const [code, remedy] = CODES[errors.find((error) => error.code)?.code ?? ""] ?? codeOf(errors);
  return failed(code, errors.map(inWords).join("; "), remedy);
}

function codeOf([first]: UserErrors): readonly [string, string | null] {
  return first && /does not exist|not found/i.test(first.message) ? ["gone", null] : ["refused", null];
}

function inWords({ field, message }: UserErrors[number]): string {
  const word = (field ?? []).toReversed().flatMap((part) => WORDS[part] ?? [])[0];
  return word === undefined ? message : `${word}: ${message}`;
}
