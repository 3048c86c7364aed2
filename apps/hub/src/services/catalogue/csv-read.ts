// A line of CSV as the row of a bulk request: what a column says, it says for every row, so an empty cell takes a value away.
import type { AttributeValue } from "@logix/model";
import type { AttributeType } from "../../database/catalogue/attribute-definitions.ts";
import type { AttributeDefinitions } from "./attribute-check.ts";
import { BETWEEN_ENTRIES, BETWEEN_LEVELS, splitCell, unescapeText, unguardCell } from "./csv-cells.ts";
import { type AttributeKind, type Column, headerOf, type PlainColumn } from "./csv-columns.ts";

type Cells = ReadonlyMap<string, string>;

/** In the shape of `bulkProductSchema`, not yet checked by it. */
export function toBulkRow(
  columns: readonly Column[],
  line: readonly string[],
  definitions: AttributeDefinitions,
): Readonly<Record<string, unknown>> {
  const cells: Cells = new Map(columns.map((column, index) => [headerOf(column), unguardCell(line[index] ?? "")]));
  return {
    ...plainOf(cells),
    ...dimensionsOf(cells),
    ...(cells.has("images") && { images: imagesOf(cells) }),
    ...keyedOf("prices", columns, cells),
    ...keyedOf("options", columns, cells),
    ...attributesOf(columns, cells, definitions),
  };
}

/** The column that a field of the row came from. */
export function columnNameOf(field: string): string {
  const [first = "", ...rest] = field.split(".");
  const prefix = { prices: "price", attributes: "attribute", options: "option" }[first];
  if (prefix) return `${prefix}:${rest.join(".")}`;
  return first === "dimensions" && rest[0] !== undefined ? rest[0] : first;
}

const text = (cell: string): string => cell;
const orNone = (cell: string): string | null => cell.trim() || null;
const list = (cell: string): string[] => splitCell(cell, BETWEEN_ENTRIES).map(unescapeText);

const READ: Readonly<Partial<Record<PlainColumn, (cell: string) => unknown>>> = {
  sku: text,
  parent_sku: orNone,
  name: text,
  description: text,
  short_description: text,
  status: (cell) => cell.trim() || undefined,
  stock_status: orNone,
  categories: (cell) =>
    splitCell(cell, BETWEEN_ENTRIES).map((path) => splitCell(path, BETWEEN_LEVELS).map(unescapeText)),
  tags: list,
  weight: text,
};

function plainOf(cells: Cells): Readonly<Record<string, unknown>> {
  const values = Object.entries(READ).flatMap(([name, read]) => {
    const cell = cells.get(name);
    return cell === undefined ? [] : [[name, read(cell)] as const];
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function dimensionsOf(cells: Cells): Readonly<Record<string, unknown>> {
  const given = ["length", "width", "height"].filter((name) => cells.has(name));
  return given.length === 0 ? {} : { dimensions: Object.fromEntries(given.map((name) => [name, cells.get(name)])) };
}

function imagesOf(cells: Cells): readonly unknown[] {
  const [alts, names] = [list(cells.get("image_alts") ?? ""), list(cells.get("image_names") ?? "")];
  return list(cells.get("images") ?? "").map((src, index) => ({
    src,
    alt: alts[index] ?? "",
    name: names[index] ?? "",
  }));
}

function keyedOf(
  field: "prices" | "options",
  columns: readonly Column[],
  cells: Cells,
): Readonly<Record<string, unknown>> {
  const own = columns.flatMap((column) => (column.field === field ? [column] : []));
  if (own.length === 0) return {};
  return { [field]: Object.fromEntries(own.map((column) => [column.name, orNone(cells.get(headerOf(column)) ?? "")])) };
}

/** Where an attribute has several columns, the one that is filled in counts. */
function attributesOf(
  columns: readonly Column[],
  cells: Cells,
  definitions: AttributeDefinitions,
): Readonly<Record<string, unknown>> {
  const own = columns.flatMap((column) => (column.field === "attributes" ? [column] : []));
  if (own.length === 0) return {};
  const values = new Map<string, AttributeValue | null>();
  for (const column of own) {
    const value = readValue(cells.get(headerOf(column)) ?? "", column.kind, definitions.get(column.name)?.type);
    if (value !== null || !values.has(column.name)) values.set(column.name, value);
  }
  return { attributes: Object.fromEntries(values) };
}

/** No attribute may be this: what a cell cannot be read as is refused when the row is checked. */
const UNREADABLE = Number.NaN;

function readValue(cell: string, kind: AttributeKind, type: AttributeType | undefined): AttributeValue | null {
  if (cell.trim() === "") return null;
  switch (kind) {
    case "number":
      return Number(cell);
    case "boolean":
      return booleanOf(cell) ?? UNREADABLE;
    case "list":
      return list(cell);
    default:
      return valueOfType(cell, type);
  }
}

/** A column without a kind holds texts, unless the attribute's definition knows better. */
function valueOfType(cell: string, type: AttributeType | undefined): AttributeValue {
  if (type === "number" && Number.isFinite(Number(cell))) return Number(cell);
  if (type === "boolean") return booleanOf(cell) ?? cell;
  return type === "multiselect" ? list(cell) : cell;
}

function booleanOf(cell: string): boolean | undefined {
  return { true: true, false: false }[cell.trim().toLowerCase()];
}
