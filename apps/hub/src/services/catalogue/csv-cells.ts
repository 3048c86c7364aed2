// What stands in one cell of a CSV file: lists, guarded texts, and the quotes around them.

/** Lists stand in one cell: `a | b`. */
export const BETWEEN_ENTRIES = "|";
/** Levels of a category: `Home > Kitchen`. */
export const BETWEEN_LEVELS = ">";

/** Separators that belong to a text are written with a backslash before them. */
export function joinCell(texts: readonly string[], separator: string): string {
  return texts.join(` ${separator} `);
}

export function escapeText(text: string): string {
  return text.replace(/[\\|>]/g, "\\$&");
}

export function unescapeText(text: string): string {
  return text.replace(/\\([\\|>])/g, "$1").trim();
}

/** At the separators that no backslash stands before; the parts are still escaped. An empty cell has no parts. */
export function splitCell(cell: string, separator: string): string[] {
  if (cell.trim() === "") return [];
  const parts = [""];
  for (const piece of cell.match(/\\[\\|>]|./gsu) ?? []) {
    if (piece === separator) parts.push("");
    else parts.push((parts.pop() ?? "") + piece);
  }
  return parts.map((part) => part.trim());
}

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
/** What a spreadsheet would take for a formula, also behind apostrophes of its own. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** A spreadsheet shows a cell that begins with an apostrophe as text. */
function guardCell(text: string): string {
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

export function unguardCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

export function toCsvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoteCell(guardCell(cell))).join(",")}\r\n`;
}

function quoteCell(cell: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
