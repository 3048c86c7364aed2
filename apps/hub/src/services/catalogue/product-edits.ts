// Products changed one at a time, by a request.
import { HubError, type ProductChange } from "@logix/model";
import { insertProductHistory, type ProductHistoryCause } from "../../database/catalogue/product-history.ts";
import { productRowsByIds, productRowsBySku } from "../../database/catalogue/products-read.ts";
import { type ProductRow, toProduct } from "../../database/catalogue/products-row.ts";
import { lockCatalogue, markProductDeleted, updateProducts } from "../../database/catalogue/products-write.ts";
import type { Database, Db } from "../../database/database.ts";
import { actorOf, type Principal } from "../principal.ts";
import { applyChange, differencesOf } from "./product-change.ts";
import {
  findContentProblem,
  type ProductProblem,
  type ProductRecord,
  type ProductUnit,
  taken,
} from "./product-plan.ts";
import { definitionsOf, writeProducts } from "./product-writes.ts";
import { unknownProduct } from "./products.ts";

export type ProductEdit = {
  readonly change: ProductChange;
  readonly sku?: string | undefined;
  /** The version that the caller has read. */
  readonly version?: number | undefined;
};

export type ProductEdits = ReturnType<typeof makeProductEdits>;

export function makeProductEdits(database: Database) {
  return {
    /** With its variants, or not at all; returns its id. @throws HubError `conflict` where a SKU is taken */
    create: (principal: Principal, unit: ProductUnit): Promise<number> =>
      database.asAccount(principal.accountId, (db) => create(db, principal, unit)),

    /** @throws HubError `missing`, `conflict` */
    addVariant: (principal: Principal, productId: number, variant: Omit<ProductRecord, "parentSku">): Promise<number> =>
      database.asAccount(principal.accountId, async (db) => {
        const parent = await heldProduct(db, principal.accountId, productId);
        return create(db, principal, { product: { ...variant, parentSku: parent.sku }, variants: [] });
      }),

    /** @throws HubError `missing`, `conflict` where the version is stale or the SKU taken, `invalid` */
    change: (principal: Principal, id: number, edit: ProductEdit): Promise<void> =>
      database.asAccount(principal.accountId, (db) => change(db, principal, id, edit)),

    /** With its variants. @throws HubError `missing` */
    remove: (principal: Principal, id: number): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        await lockCatalogue(db, principal.accountId);
        await heldProduct(db, principal.accountId, id);
        const gone = await markProductDeleted(db, principal.accountId, id);
        const changes = { deleted: { from: false, to: true } };
        await insertProductHistory(
          db,
          causeOf(principal),
          gone.map((row) => ({ productId: row.id, changes })),
        );
      }),
  };
}

async function create(db: Db, principal: Principal, unit: ProductUnit): Promise<number> {
  const [written] = await writeProducts(db, causeOf(principal), [unit], "refuse");
  if (written?.outcome === "failed") throw toError(written.problem);
  if (typeof written?.productId !== "number") throw new Error(`The product ${unit.product.sku} was not stored`);
  return written.productId;
}

async function change(db: Db, principal: Principal, id: number, edit: ProductEdit): Promise<void> {
  const { accountId } = principal;
  await lockCatalogue(db, accountId);
  const row = await heldProduct(db, accountId, id);
  if (edit.version !== undefined && edit.version !== row.version) throw stale(row, edit.version);
  const sku = edit.sku ?? row.sku;
  if (sku !== row.sku && (await productRowsBySku(db, accountId, [sku])).length > 0) throw toError(taken(sku));
  const before = toProduct(row);
  const content = applyChange(before, edit.change);
  const after = { content, parentSku: row.parent_id === null ? null : "its product" };
  const problem = findContentProblem(after, edit.change, before, await definitionsOf(db, accountId));
  if (problem) throw toError(problem);
  const changes = { ...(sku !== row.sku && { sku: { from: row.sku, to: sku } }), ...differencesOf(before, content) };
  if (Object.keys(changes).length === 0) return;
  await updateProducts(db, accountId, [{ id, sku, content }]);
  await insertProductHistory(db, causeOf(principal), [{ productId: id, changes }]);
}

async function heldProduct(db: Db, accountId: number, id: number): Promise<ProductRow> {
  const [row] = await productRowsByIds(db, accountId, [id]);
  if (!row) throw unknownProduct(id);
  return row;
}

function causeOf(principal: Principal): ProductHistoryCause {
  return { accountId: principal.accountId, actor: actorOf(principal), source: "request" };
}

function toError({ kind, code, field, problem }: ProductProblem): HubError {
  return new HubError(kind, `${field}: ${problem}`, { code, issues: [{ field, problem }] });
}

function stale({ id, version }: ProductRow, given: number): HubError {
  return new HubError("conflict", `The product ${id} has changed since: it is at version ${version}, not ${given}`, {
    code: "product_stale",
    remedy: "Read it again, and send its version with the change",
    issues: [{ field: "version", problem: `is stale: ${version} is the newest` }],
  });
}
