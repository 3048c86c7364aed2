// All that drafts name and the store keeps apart from its products: categories, tags, shared attributes and their options.
import { HubError, isHubError } from "@logix/model";
import { z } from "zod";
import type { CategoryPath, ListingDraft } from "../../../connector-kit/catalogue.ts";
import type { WooClient } from "../client.ts";
import { decoded } from "../entities.ts";
import { rowsOf } from "../records.ts";
import { remoteId, text } from "../schemas.ts";
import { fillShelf, findTerm, openShelf, type Shelf, type Term, termOn, understood } from "./terms.ts";

const attributeSchema = z.object({ id: remoteId, name: text, slug: text });
type SharedAttribute = z.infer<typeof attributeSchema>;

/** Everything is there when the book is made; what the store refused is thrown by whoever asks for it. */
export type TermBook = {
  categoryId(path: CategoryPath): string;
  tagId(name: string): string;
  /** Null for an attribute that is the product's own. */
  sharedAttribute(target: string): string | null;
  /** The store's spelling of an option of a shared attribute. */
  option(target: string, option: string): string;
};

export async function openTermBook(client: WooClient, drafts: readonly ListingDraft[]): Promise<TermBook> {
  const categories = await categoryShelf(client, drafts);
  const tags = await shelfFor(
    client,
    "products/tags",
    drafts.flatMap(({ fields }) => fields.tags ?? []),
  );
  const attributes = await attributeShelves(client, drafts);
  return {
    categoryId: (path) => categoryOn(need(categories), path).id,
    tagId: (name) => termOn(need(tags), { name }).id,
    sharedAttribute: (target) => (isShared(target) ? attributeIn(attributes, target).attribute.id : null),
    option: (target, option) => termOn(attributeIn(attributes, target).shelf, { name: option }).name,
  };
}

function isShared(target: string): boolean {
  return /^pa_./i.test(target);
}

/** [["Home", "Kitchen"]] by the id of Kitchen. */
export async function categoryPaths(client: WooClient): Promise<ReadonlyMap<string, readonly string[]>> {
  const { terms } = await openShelf(client, "products/categories");
  return pathsOf(terms);
}

function pathsOf(terms: readonly Term[]): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(terms.map((term) => [term.id, term]));
  const pathOf = (term: Term, depth = 0): string[] => {
    const parent = depth > 20 ? undefined : byId.get(term.parent);
    return [...(parent === undefined ? [] : pathOf(parent, depth + 1)), decoded(term.name)];
  };
  return new Map(terms.map((term) => [term.id, pathOf(term)]));
}

async function categoryShelf(client: WooClient, drafts: readonly ListingDraft[]): Promise<Shelf | null> {
  const paths = drafts.flatMap(({ fields }) => fields.categories ?? []);
  if (paths.length === 0) return null;
  const shelf = await openShelf(client, "products/categories");
  const deepest = Math.max(...paths.map((path) => path.length));
  // Parents first: a child is made with its parent's id.
  for (let depth = 1; depth <= deepest; depth += 1) {
    const wanted = paths
      .filter((path) => path.length >= depth)
      .flatMap((path) => {
        const parent = parentOn(shelf, path.slice(0, depth - 1));
        return parent === null ? [] : [{ name: path[depth - 1] ?? "", parent }];
      });
    await fillShelf(client, shelf, wanted);
  }
  return shelf;
}

function parentOn(shelf: Shelf, path: CategoryPath): string | null {
  let parent = "0";
  for (const name of path) {
    const term = findTerm(shelf, { name, parent });
    if (term === null) return null;
    parent = term.id;
  }
  return parent;
}

function categoryOn(shelf: Shelf, path: CategoryPath): Term {
  const found = path.reduce<Term | null>((above, name) => termOn(shelf, { name, parent: above?.id ?? "0" }), null);
  if (found !== null) return found;
  throw new HubError("invalid", "A category without a name", { code: "category_empty" });
}

async function shelfFor(client: WooClient, path: string, names: readonly string[]): Promise<Shelf | null> {
  if (names.length === 0) return null;
  const shelf = await openShelf(client, path);
  await fillShelf(
    client,
    shelf,
    names.map((name) => ({ name })),
  );
  return shelf;
}

function need(shelf: Shelf | null): Shelf {
  return shelf ?? { path: "products/terms", terms: [], refused: new Map() };
}

type Kept = { readonly attribute: SharedAttribute; readonly shelf: Shelf };
type Attributes = ReadonlyMap<string, Kept | HubError>;

async function attributeShelves(client: WooClient, drafts: readonly ListingDraft[]): Promise<Attributes> {
  const wanted = wantedOptions(drafts);
  const kept = new Map<string, Kept | HubError>();
  if (wanted.size === 0) return kept;
  // https://woocommerce.github.io/woocommerce-rest-api-docs/#list-all-product-attributes, a list without pages
  const known = rowsOf((await client.get("products/attributes")).json).map((row) => understood(attributeSchema, row));
  for (const [target, { label, options }] of wanted) {
    kept.set(target, await keptOf(client, known, target, label, options));
  }
  return kept;
}

async function keptOf(
  client: WooClient,
  known: readonly SharedAttribute[],
  target: string,
  label: string,
  options: ReadonlySet<string>,
): Promise<Kept | HubError> {
  try {
    // By slug, never by name: a store may have two attributes called Color.
    const attribute = known.find(({ slug }) => slug.toLowerCase() === target) ?? (await make(client, target, label));
    const shelf = await shelfFor(client, `products/attributes/${attribute.id}/terms`, [...options]);
    return { attribute, shelf: need(shelf) };
  } catch (error) {
    if (isHubError(error, "refused", "missing")) return error;
    throw error;
  }
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#create-a-product-attribute
async function make(client: WooClient, slug: string, name: string): Promise<SharedAttribute> {
  const { json } = await client.ask({ method: "POST", path: "products/attributes", body: { name, slug } });
  return understood(attributeSchema, json);
}

type Options = { label: string; readonly options: Set<string> };

function wantedOptions(drafts: readonly ListingDraft[]): ReadonlyMap<string, Options> {
  const wanted = new Map<string, Options>();
  const put = (target: string, label: string, options: readonly string[]) => {
    if (!isShared(target)) return;
    const entry = wanted.get(target.toLowerCase()) ?? { label, options: new Set() };
    for (const option of options) entry.options.add(option);
    wanted.set(target.toLowerCase(), entry);
  };
  for (const { attributes } of drafts) for (const one of attributes) put(one.target, one.label, one.options);
  for (const { variantOptions = {} } of drafts) {
    for (const [target, option] of Object.entries(variantOptions)) put(target, target.replace(/^pa_/i, ""), [option]);
  }
  return wanted;
}

function attributeIn(attributes: Attributes, target: string): Kept {
  const kept = attributes.get(target.toLowerCase());
  if (kept instanceof HubError) throw kept;
  if (kept !== undefined) return kept;
  throw new HubError("refused", `The store has no attribute ${target}`, { code: "attribute_missing" });
}
