// Aligned columns. Cells may come from a store, so whatever could steer a terminal is taken out.
import { stripVTControlCharacters } from "node:util";

export type Cell = string | number | null;

/** Numbers stand to the right. An empty table says so. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  if (rows.length === 0) return "Nothing there.\n";
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => plain(row[column] ?? null).length)),
  );
  const line = (cells: readonly Cell[]) =>
    cells
      .map((cell, column) => padded(cell, widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return `${[line(headings), ...rows.map(line)].join("\n")}\n`;
}

/** Two columns without headings, for one thing. */
export function facts(entries: readonly (readonly [string, Cell])[]): string {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}\n`).join("");
}

function plain(cell: Cell): string {
  if (cell === null || cell === "") return "-";
  return stripVTControlCharacters(String(cell)).replaceAll(/\p{Cc}+/gu, " ");
}

function padded(cell: Cell, width: number): string {
  return typeof cell === "number" ? plain(cell).padStart(width) : plain(cell).padEnd(width);
}
