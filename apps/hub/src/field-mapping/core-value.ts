// A value of ours as a store's field takes it.
import { type Issue, PRODUCT_STATUSES, PRODUCT_STOCK_STATUSES } from "@logix/model";
import type { ImageDraft, ListingFields } from "../connector-kit/catalogue.ts";
import type { RemoteId } from "../connector-kit/contract.ts";
import type { CoreField } from "./field-names.ts";
import { optionsOf, type Value } from "./values.ts";

/** Nothing where there is none to send, or why it cannot be sent. */
export function coreField(
  field: CoreField,
  value: Value,
  known: Readonly<Record<string, RemoteId>>,
): ListingFields | Issue {
  const texts = optionsOf(value);
  const text = value.kind === "text" ? value.text : texts.join(", ");
  switch (field) {
    case "images":
      return { images: imagesOf(value, known) };
    case "categories":
      return { categories: value.kind === "paths" ? value.paths : texts.map(toPath) };
    case "tags":
      return { tags: value.kind === "paths" ? value.paths.flat() : texts };
    case "regular_price":
    case "sale_price":
      return { [field]: text === null || text.trim() === "" ? null : text.trim() };
    case "status":
      return statusOf(text);
    case "stock_status":
      return text === null ? {} : stockStatusOf(text);
    default:
      return { [field]: text ?? "" };
  }
}

export function isIssue(value: object): value is Issue {
  return "problem" in value;
}

function statusOf(text: string | null): ListingFields | Issue {
  const status = PRODUCT_STATUSES.find((one) => one === text);
  return status === undefined ? unknownWord("status", PRODUCT_STATUSES, text) : { status };
}

function stockStatusOf(text: string): ListingFields | Issue {
  const stock_status = PRODUCT_STOCK_STATUSES.find((one) => one === text);
  return stock_status === undefined ? unknownWord("stock_status", PRODUCT_STOCK_STATUSES, text) : { stock_status };
}

function unknownWord(field: CoreField, known: readonly string[], text: string | null): Issue {
  return { field, problem: `"${text ?? ""}" is none of ${known.join(", ")}`, remedy: "It was left out." };
}

// "Home > Kitchen"
function toPath(text: string): readonly string[] {
  return text
    .split(">")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

function imagesOf(value: Value, known: Readonly<Record<string, RemoteId>>): readonly ImageDraft[] {
  const images = value.kind === "images" ? value.images : optionsOf(value).map((src) => ({ src, alt: "", name: "" }));
  return images.map(({ src, alt, name }) => {
    const remoteId = Object.hasOwn(known, src) ? known[src] : undefined;
    return { src, ...(alt === "" ? {} : { alt }), ...(name === "" ? {} : { name }), ...(remoteId ? { remoteId } : {}) };
  });
}
