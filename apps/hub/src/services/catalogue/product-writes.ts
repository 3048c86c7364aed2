// Writes many products by their SKUs in a handful of statements, with their history, in the transaction of the caller.
import type { ProductContent } from "@logix/model";
import { listAttributeDefinitions } from "../../database/catalogue/attribute-definitions.ts";
import {
  insertProductHistory,
  type ProductHistoryCause,
  type ProductHistoryEntry,
} from "../../database/catalogue/product-history.ts";
import { productRowsByIds, productRowsBySku } from "../../database/catalogue/products-read.ts";
import { type ProductRow, toProduct } from "../../database/catalogue/products-row.ts";
import {
  type ChangedProduct,
  insertProducts,
  lockCatalogue,
  updateProducts,
} from "../../database/catalogue/products-write.ts";
import type { Db } from "../../database/database.ts";
import type { AttributeDefinitions } from "./attribute-check.ts";
import { differencesOf, NO_CONTENT } from "./product-change.ts";
import { type Held, makeProductPlan, type OnExisting, type ProductProblem, type ProductUnit } from "./product-plan.ts";

export type WrittenProduct = {
  readonly sku: string;
  /** Null where nobody has the SKU. */
  readonly productId: number | null;
} & (
  | { readonly outcome: "created" | "updated" | "unchanged" | "skipped" }
  | { readonly outcome: "failed"; readonly problem: ProductProblem }
);

/** One result per unit, in their order. What fails does not harm its neighbours. `db` must be a transaction. */
export async function writeProducts(
  db: Db,
  cause: ProductHistoryCause,
  units: readonly ProductUnit[],
  onExisting: OnExisting,
): Promise<readonly WrittenProduct[]> {
  await lockCatalogue(db, cause.accountId);
  const existing = await readExisting(db, cause.accountId, units);
  const plan = makeProductPlan(existing, await definitionsOf(db, cause.accountId), onExisting);
  const planned = units.map((unit) => ({ sku: unit.product.sku, ...plan.planUnit(unit) }));
  const ids = await store(db, cause, existing, [...plan.held()]);
  return planned.map((each) => ({ ...each, productId: ids.get(each.sku) ?? null }));
}

export async function definitionsOf(db: Db, accountId: number): Promise<AttributeDefinitions> {
  return new Map((await listAttributeDefinitions(db, accountId)).map((row) => [row.name, row]));
}

async function readExisting(db: Db, accountId: number, units: readonly ProductUnit[]): Promise<readonly Held[]> {
  const records = units.flatMap(({ product, variants }) => [product, ...variants]);
  const skus = new Set(records.flatMap(({ sku, parentSku }) => (parentSku == null ? [sku] : [sku, parentSku])));
  const rows = await productRowsBySku(db, accountId, [...skus]);
  const skuOf = new Map(rows.map((row) => [row.id, row.sku]));
  const furtherParents = rows.flatMap((row) =>
    row.parent_id === null || skuOf.has(row.parent_id) ? [] : [row.parent_id],
  );
  for (const row of await productRowsByIds(db, accountId, furtherParents)) skuOf.set(row.id, row.sku);
  return rows.map((row) => toHeld(row, skuOf));
}

function toHeld(row: ProductRow, skuOf: ReadonlyMap<number, string>): Held {
  const parentSku = row.parent_id === null ? null : (skuOf.get(row.parent_id) ?? null);
  return { id: row.id, sku: row.sku, parentSku, content: toProduct(row) };
}

/** Products first, because their variants name them by id. */
async function store(
  db: Db,
  cause: ProductHistoryCause,
  existing: readonly Held[],
  held: readonly Held[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map(existing.flatMap(({ sku, id }) => (id === null ? [] : [[sku, id] as const])));
  for (const isVariant of [false, true]) {
    const added = held.filter((each) => each.id === null && (each.parentSku !== null) === isVariant);
    const rows = await insertProducts(
      db,
      cause.accountId,
      added.map((each) => toNew(each, ids)),
    );
    for (const row of rows) ids.set(row.sku, row.id);
    await insertProductHistory(
      db,
      cause,
      added.flatMap((each) => createdEntry(each, ids)),
    );
  }
  await storeChanged(db, cause, existing, held);
  return ids;
}

function toNew({ sku, parentSku, content }: Held, ids: ReadonlyMap<string, number>) {
  return { sku, parentId: parentSku === null ? null : (ids.get(parentSku) ?? null), content };
}

function createdEntry({ sku, content }: Held, ids: ReadonlyMap<string, number>): ProductHistoryEntry[] {
  const productId = ids.get(sku);
  const changes = { sku: { from: null, to: sku }, ...differencesOf(NO_CONTENT, content) };
  return productId === undefined ? [] : [{ productId, changes }];
}

async function storeChanged(
  db: Db,
  cause: ProductHistoryCause,
  existing: readonly Held[],
  held: readonly Held[],
): Promise<void> {
  const before = new Map(existing.map((each) => [each.sku, each.content]));
  const changed = held.flatMap((each) => toChanged(each, before.get(each.sku)));
  await updateProducts(
    db,
    cause.accountId,
    changed.map(({ product }) => product),
  );
  await insertProductHistory(
    db,
    cause,
    changed.map(({ entry }) => entry),
  );
}

function toChanged(
  { id, sku, content }: Held,
  before: ProductContent | undefined,
): { readonly product: ChangedProduct; readonly entry: ProductHistoryEntry }[] {
  if (id === null || !before) return [];
  const changes = differencesOf(before, content);
  if (Object.keys(changes).length === 0) return [];
  return [{ product: { id, sku, content }, entry: { productId: id, changes } }];
}
