// The terms of one taxonomy of a store (categories, tags, options of an attribute): listed once, found by name, made where
// they are missing.
import { HubError, isHubError } from "@logix/model";
import { z } from "zod";
import { isTooMuch } from "../batch.ts";
import type { WooClient } from "../client.ts";
import { decoded, plainText } from "../entities.ts";
import { chunksOf, MOST } from "../listing.ts";
import { rowsOf } from "../records.ts";
import { remoteId, text } from "../schemas.ts";

const termSchema = z.object({ id: remoteId, name: text, slug: text, parent: remoteId.default("0") });
export type Term = z.infer<typeof termSchema>;
export type Wanted = { readonly name: string; readonly parent?: string };

/** Below wc/v3: `products/tags`. What could not be made is told by who asks for it. */
export type Shelf = { readonly path: string; terms: readonly Term[]; readonly refused: Map<string, HubError> };

export async function openShelf(client: WooClient, path: string): Promise<Shelf> {
  return { path, terms: await listTerms(client, path), refused: new Map() };
}

/** Makes those that are missing, with few requests. */
export async function fillShelf(client: WooClient, shelf: Shelf, wanted: readonly Wanted[]): Promise<void> {
  const missing = missingOn(shelf, wanted);
  for (const chunk of chunksOf(missing, MOST)) await makeTerms(client, shelf, chunk);
}

/** @throws HubError why it could not be made. */
export function termOn(shelf: Shelf, wanted: Wanted): Term {
  const term = findTerm(shelf, wanted);
  if (term !== null) return term;
  const message = `The store has no ${shelf.path.split("/").at(-1)} called "${wanted.name}"`;
  throw shelf.refused.get(keyOf(wanted)) ?? new HubError("refused", message, { code: "term_missing" });
}

// QUIRK(woocommerce): two options may have one name and different slugs; the one whose slug is the name's own goes first.
// Names are compared as text, though they come as HTML; where only the case differs the store takes them for the same.
export function findTerm({ terms }: Shelf, { name, parent = "0" }: Wanted): Term | null {
  const wanted = name.trim();
  const here = terms.filter((term) => term.parent === parent);
  const exact = here.filter((term) => decoded(term.name) === wanted);
  return (
    exact.find(({ slug }) => slug === simpleSlug(wanted)) ??
    exact[0] ??
    here.find((term) => decoded(term.name).toLowerCase() === wanted.toLowerCase()) ??
    here.find(({ slug }) => slug === wanted) ??
    null
  );
}

function simpleSlug(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

function missingOn(shelf: Shelf, wanted: readonly Wanted[]): Wanted[] {
  const once = new Map(wanted.map((one) => [keyOf(one).toLowerCase(), one]));
  return [...once.values()].filter((one) => findTerm(shelf, one) === null && !shelf.refused.has(keyOf(one)));
}

function keyOf({ name, parent = "0" }: Wanted): string {
  return `${parent}/${name.trim()}`;
}

const entrySchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

// https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-product-tags (and alike for the other taxonomies)
async function makeTerms(client: WooClient, shelf: Shelf, wanted: readonly Wanted[]): Promise<void> {
  const body = { create: wanted.map(({ name, parent }) => ({ name, ...(parent ? { parent: Number(parent) } : {}) })) };
  const { entries, lost } = await createdBy(client, shelf.path, body);
  const made = entries.flatMap((entry) => termSchema.safeParse(entry).data ?? []);
  shelf.terms = [...shelf.terms, ...made.filter(({ name }) => name !== "")];
  // Made by somebody else meanwhile, or by a request whose answer was lost.
  if (missingOn(shelf, wanted).length > 0) shelf.terms = await listTerms(client, shelf.path);
  for (const [index, one] of wanted.entries()) {
    const refusal = lost ?? refusalIn(entries[index], one);
    if (refusal !== null && findTerm(shelf, one) === null) shelf.refused.set(keyOf(one), refusal);
  }
}

function refusalIn(entry: unknown, { name }: Wanted): HubError | null {
  const { error } = entrySchema.safeParse(entry).data ?? {};
  if (error === undefined) return null;
  const { code, message } = error;
  return new HubError("refused", `"${name}": ${plainText(message)}`, { code, remote: { status: 200, code, message } });
}

/** @throws HubError `unreadable` */
export function understood<T>(schema: z.ZodType<T>, row: unknown): T {
  const parsed = schema.safeParse(row);
  if (parsed.success) return parsed.data;
  const { path = [], message = "" } = parsed.error.issues[0] ?? {};
  throw new HubError("unreadable", `The store's answer cannot be understood: ${path.join(".")}: ${message}`, {
    code: "unexpected_shape",
  });
}

type Created = { readonly entries: readonly unknown[]; readonly lost: HubError | null };

async function createdBy(client: WooClient, path: string, body: unknown): Promise<Created> {
  try {
    const { json } = await client.ask({ method: "POST", path: `${path}/batch`, body });
    return { entries: z.object({ create: z.array(z.unknown()) }).safeParse(json).data?.create ?? [], lost: null };
  } catch (error) {
    if (isTooMuch(error) || isHubError(error, "unreadable")) return { entries: [], lost: error };
    throw error;
  }
}

// By page: the tree of categories has no `offset`.
async function listTerms(client: WooClient, path: string): Promise<Term[]> {
  const all: Term[] = [];
  for (let page = 1; ; page += 1) {
    const { json } = await client.get(path, { per_page: MOST, page, orderby: "id", order: "asc" });
    const rows = rowsOf(json);
    all.push(...rows.map((row) => understood(termSchema, row)));
    if (rows.length < MOST) return all;
  }
}
