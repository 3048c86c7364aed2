// Products that a store gave become products of the account, by their SKUs.
import type { ImportedProduct, ImportResult } from "@logix/model";
import type { Db } from "../../database/database.ts";
import { actorOf, type Principal } from "../principal.ts";
import { cleanImported } from "./imported-values.ts";
import type { ProductUnit } from "./product-plan.ts";
import { type WrittenProduct, writeProducts } from "./product-writes.ts";

/** A person or a program, or the hub itself: `system`. */
export type ImportActor = Principal | { readonly accountId: number; readonly actor: string };

export type ImportOptions = {
  /** Otherwise what is there already is skipped, with all its variants. */
  readonly updateExisting: boolean;
};

/**
 * One result per product, in their order. `db` must be a transaction, and a short one: until it ends nobody else writes this
 * account's catalogue.
 */
export async function upsertImported(
  db: Db,
  who: ImportActor,
  products: readonly ImportedProduct[],
  { updateExisting }: ImportOptions,
): Promise<readonly ImportResult[]> {
  const clean = products.map(cleanImported);
  const units = clean.flatMap((each) => ("product" in each ? [toUnit(each.product)] : []));
  const actor = "actor" in who ? who.actor : actorOf(who);
  const cause = { accountId: who.accountId, actor, source: "import" as const };
  const written = (await writeProducts(db, cause, units, updateExisting ? "update" : "skip")).values();
  return clean.map((each, index) => {
    const sku = products[index]?.sku ?? "";
    return "problem" in each ? failed(sku, each.problem) : toResult(sku, written.next().value);
  });
}

function toUnit({ sku, variants = [], ...change }: ImportedProduct): ProductUnit {
  // Stores have products without a name; ours have one.
  const product = { sku, parentSku: null, change: change.name === "" ? { ...change, name: sku } : change };
  return {
    product,
    variants: variants.map(({ sku: own, ...variant }) => ({ sku: own, parentSku: sku, change: variant })),
  };
}

function toResult(sku: string, written: WrittenProduct | undefined): ImportResult {
  if (!written) return failed(sku, "was not written");
  if (written.outcome === "failed") return failed(sku, `${written.problem.field}: ${written.problem.problem}`);
  const outcome = written.outcome === "created" ? "imported" : written.outcome;
  return { sku, productId: written.productId, outcome };
}

function failed(sku: string, message: string): ImportResult {
  return { sku, productId: null, outcome: "failed", message };
}
