// A product as a line of CSV.
import type { AttributeValue, CatalogueProduct } from "@logix/model";
import { BETWEEN_ENTRIES, BETWEEN_LEVELS, escapeText, joinCell, toCsvLine } from "./csv-cells.ts";
import { type AttributeKind, type Column, headerOf, type PlainColumn } from "./csv-columns.ts";

export function toHeaderLine(columns: readonly Column[]): string {
  return toCsvLine(columns.map(headerOf));
}

export function toProductLine(product: CatalogueProduct, parentSku: string | null, columns: readonly Column[]): string {
  return toCsvLine(columns.map((column) => cellOf(product, parentSku, column)));
}

function cellOf(product: CatalogueProduct, parentSku: string | null, column: Column): string {
  switch (column.field) {
    case "parent_sku":
      return parentSku ?? "";
    case "prices":
    case "options":
      return own(product[column.field], column.name) ?? "";
    case "attributes":
      return attributeCell(own(product.attributes, column.name), column.kind);
    default:
      return PLAIN_CELLS[column.field](product);
  }
}

const PLAIN_CELLS: Readonly<Record<Exclude<PlainColumn, "parent_sku">, (product: CatalogueProduct) => string>> = {
  sku: ({ sku }) => sku,
  name: ({ name }) => name,
  description: ({ description }) => description,
  short_description: ({ shortDescription }) => shortDescription,
  status: ({ status }) => status,
  stock_status: ({ stockStatus }) => stockStatus ?? "",
  categories: ({ categories }) => joinCell(categories.map(pathCell), BETWEEN_ENTRIES),
  tags: ({ tags }) => listCell(tags),
  weight: ({ weight }) => weight ?? "",
  length: ({ length }) => length ?? "",
  width: ({ width }) => width ?? "",
  height: ({ height }) => height ?? "",
  images: ({ images }) => listCell(images.map(({ src }) => src)),
  image_alts: ({ images }) => besideImages(images.map(({ alt }) => alt)),
  image_names: ({ images }) => besideImages(images.map(({ name }) => name)),
};

function pathCell(path: readonly string[]): string {
  return joinCell(path.map(escapeText), BETWEEN_LEVELS);
}

function listCell(texts: readonly string[]): string {
  return joinCell(texts.map(escapeText), BETWEEN_ENTRIES);
}

/** One for each image, or nothing where none has one. */
function besideImages(texts: readonly string[]): string {
  return texts.every((text) => text === "") ? "" : listCell(texts);
}

/** An attribute stands in the column of its kind; the others of its name stay empty. */
function attributeCell(value: AttributeValue | undefined, kind: AttributeKind): string {
  switch (typeof value) {
    case "string":
      return kind === "text" ? value : "";
    case "number":
    case "boolean":
      return kind === typeof value ? String(value) : "";
    case "undefined":
      return "";
    default:
      return kind === "list" ? listCell(value) : "";
  }
}

function own<Value>(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
