// What a bulk request may hold: JSON, a list or `{products: [...]}`, or CSV with a header. Whether the rows are right is seen later,
// row by row.
import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { HubError, messageOf } from "@logix/model";
import { parse } from "csv-parse";
import { z } from "zod";
import { readHeader } from "./csv-columns.ts";

export type BulkFormat = "json" | "csv";

export type BulkInput = {
  /** Of CSV: the header. */
  readonly header: readonly string[] | null;
  readonly rows: readonly unknown[];
};

const MOST_ROWS = 20_000;

/** @throws HubError `invalid` */
export async function readBulkInput(format: BulkFormat, body: Buffer): Promise<BulkInput> {
  if (!isUtf8(body)) throw refused("The text is not UTF-8", "Save the file as UTF-8");
  const input = format === "csv" ? await readCsv(body) : { header: null, rows: readJson(body) };
  if (input.rows.length === 0) throw refused("There are no products in it", "Send at least one");
  return input;
}

const jsonSchema = z.union([z.array(z.unknown()), z.strictObject({ products: z.array(z.unknown()) })]);

function readJson(body: Buffer): readonly unknown[] {
  const read = jsonSchema.safeParse(parseJson(body));
  if (!read.success) throw refused("The body holds no list of products", 'Send [{…}, …] or {"products": [{…}, …]}');
  const rows = Array.isArray(read.data) ? read.data : read.data.products;
  if (rows.length > MOST_ROWS) throw tooMany();
  return rows;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw refused("The body is not valid JSON", "Check quotes, commas and brackets", cause);
  }
}

const CHUNK_BYTES = 64 * 1024;

/** In pieces, so that others are served while a large file is read. */
async function readCsv(body: Buffer): Promise<BulkInput> {
  const parser = Readable.from(chunksOf(body)).pipe(
    parse({ bom: true, delimiter: delimiterOf(body), relax_column_count: true, skip_empty_lines: true }),
  );
  const rows: (readonly string[])[] = [];
  try {
    for await (const line of parser) {
      if (rows.push(lineSchema.parse(line)) > MOST_ROWS + 1) throw tooMany();
    }
  } catch (cause) {
    if (cause instanceof HubError) throw cause;
    throw refused(`The CSV cannot be read: ${messageOf(cause)}`, "Check its quotes", cause);
  }
  const [header = [], ...products] = rows;
  readHeader(header);
  return { header, rows: products };
}

const lineSchema = z.array(z.string());

function* chunksOf(body: Buffer): Iterable<Buffer> {
  for (let at = 0; at < body.length; at += CHUNK_BYTES) yield body.subarray(at, at + CHUNK_BYTES);
}

/** Spreadsheets of some countries write semicolons. */
function delimiterOf(body: Buffer): string {
  const [first = ""] = body
    .subarray(0, CHUNK_BYTES)
    .toString()
    .split(/[\r\n]/, 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
}

function tooMany(): HubError {
  return refused(`There are more than ${MOST_ROWS} products in it`, "Send them in several requests");
}

function refused(message: string, remedy: string, cause?: unknown): HubError {
  return new HubError("invalid", message, {
    code: "bulk_input",
    remedy,
    issues: [{ field: "body", problem: message }],
    cause,
  });
}
