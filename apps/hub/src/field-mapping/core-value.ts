// A value of ours as a store's field takes it.
import type { Issue } from "@logix/model";
import type { ImageDraft, ListingFields } from "../connector-kit/catalogue.ts";
import type { RemoteId } from "../connector-kit/contract.ts";
import type { CoreField } from "./field-names.ts";
import { optionsOf, type Value } from "./values.ts";

const STATUSES = ["publish", "draft", "pending", "private"] as const;
const STOCK_STATUSES = ["instock", "outofstock", "onbackorder"] as const;

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
      return oneOf("status", STATUSES, text);
    case "stock_status":
      return text === null ? {} : oneOf("stock_status", STOCK_STATUSES, text);
    default:
      return { [field]: text ?? "" };
  }
}

export function isIssue(value: object): value is Issue {
  return "problem" in value;
}

function oneOf<T extends string>(field: "status" | "stock_status", known: readonly T[], text: string | null) {
  const value = known.find((one) => one === text);
  if (value !== undefined) return { [field]: value };
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
