// The columns of the catalogue as CSV. The first ones are always there and always in this order; behind them stand the options,
// prices and attributes that the products have, by name.
import { HubError, type Issue } from "@logix/model";
import type { KeyedColumn } from "../../database/catalogue/products-list.ts";

const PLAIN_COLUMNS = [
  "sku",
  "parent_sku",
  "name",
  "description",
  "short_description",
  "status",
  "stock_status",
  "categories",
  "tags",
  "weight",
  "length",
  "width",
  "height",
  "images",
  "image_alts",
  "image_names",
] as const;
export type PlainColumn = (typeof PLAIN_COLUMNS)[number];

/** `attribute:Size` holds texts; what else an attribute may hold stands in a column of its own, `attribute:Size:number`. */
export type AttributeKind = "text" | "number" | "boolean" | "list";

export type Column =
  | { readonly field: PlainColumn }
  | { readonly field: "prices" | "options"; readonly name: string }
  | { readonly field: "attributes"; readonly name: string; readonly kind: AttributeKind };

const KIND = /:(text|number|boolean|list)$/;
const KINDS: Readonly<Record<string, AttributeKind>> = { number: "number", boolean: "boolean", array: "list" };
const SHORTHANDS = ["price", "sale_price", "salePrice", "regular_price", "regularPrice"];
/** There even where no product has one, so that a file can be filled in. */
const ALWAYS: readonly KeyedColumn[] = ["price", "sale_price"].map((name) => ({
  field: "prices",
  name,
  kind: "string",
}));

export function columnsFor(keyed: readonly KeyedColumn[]): readonly Column[] {
  const plain: Column[] = PLAIN_COLUMNS.map((field) => ({ field }));
  const further = (["options", "prices", "attributes"] as const).flatMap((field) =>
    uniqueByHeader([...(field === "prices" ? ALWAYS : []), ...keyed.filter((column) => column.field === field)]),
  );
  return [...plain, ...further];
}

function uniqueByHeader(keyed: readonly KeyedColumn[]): readonly Column[] {
  const columns = new Map(keyed.map(toColumn).map((column) => [headerOf(column), column]));
  return [...columns].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, column]) => column);
}

function toColumn({ field, name, kind }: KeyedColumn): Column {
  return field === "attributes" ? { field, name, kind: KINDS[kind] ?? "text" } : { field, name };
}

export function headerOf(column: Column): string {
  switch (column.field) {
    case "prices":
      return `price:${column.name}`;
    case "options":
      return `option:${column.name}`;
    case "attributes": {
      const isPlain = column.kind === "text" && !KIND.test(column.name);
      return `attribute:${column.name}${isPlain ? "" : `:${column.kind}`}`;
    }
    default:
      return column.field;
  }
}

/** @throws HubError `invalid` that names what is not a column. */
export function readHeader(headers: readonly string[]): readonly Column[] {
  const columns = headers.map((header) => ({ header, column: columnOf(header.trim()) }));
  const issues: Issue[] = columns.flatMap(({ header, column }) =>
    column
      ? []
      : [{ field: header, problem: "is not a column", remedy: `An attribute is written attribute:${header}` }],
  );
  if (!headers.some((header) => header.trim() === "sku")) issues.push({ field: "sku", problem: "is missing" });
  for (const header of repeated(columns.flatMap(({ column }) => (column ? [headerOf(column)] : [])))) {
    issues.push({ field: header, problem: "is there twice" });
  }
  if (issues.length > 0) throw wrongHeader(issues);
  return columns.flatMap(({ column }) => (column ? [column] : []));
}

function columnOf(header: string): Column | null {
  const plain = PLAIN_COLUMNS.find((name) => name === header);
  if (plain) return { field: plain };
  if (SHORTHANDS.includes(header)) return { field: "prices", name: header };
  const [, prefix, name = ""] = /^(price|option|attribute):(.+)$/su.exec(header) ?? [];
  if (prefix === "price") return { field: "prices", name };
  if (prefix === "option") return { field: "options", name };
  return prefix === "attribute" ? attributeColumn(name) : null;
}

function attributeColumn(name: string): Column {
  const kind = KIND.exec(name)?.[1];
  const known = (["text", "number", "boolean", "list"] as const).find((each) => each === kind);
  return known
    ? { field: "attributes", name: name.replace(KIND, ""), kind: known }
    : { field: "attributes", name, kind: "text" };
}

function repeated(names: readonly string[]): readonly string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

function wrongHeader(issues: readonly Issue[]): HubError {
  const words = issues.map(({ field, problem }) => `${field}: ${problem}`).join("; ");
  return new HubError("invalid", `The first line is not a header of products: ${words}`, {
    code: "csv_header",
    issues,
  });
}
