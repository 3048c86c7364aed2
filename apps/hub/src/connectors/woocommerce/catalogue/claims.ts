// Whose a SKU is before something is created under it: nobody's, a listing's that is adopted, or trouble.
import type { ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import { decoded } from "../entities.ts";
import { failed, failedBy } from "./failed.ts";
import { parentOf, type Row } from "./rows.ts";
import type { Refusal } from "./sending.ts";

/** The listing to be adopted; null where the SKU is free. Among several nobody picks. */
export function claimOf({ sku, parentRemoteId }: ListingWrite, holders: readonly Row[]): Row | WriteFailure | null {
  const [holder] = holders;
  if (holder === undefined) return null;
  if (holders.length > 1) return ambiguous(sku, holders);
  if (holder.woo.sku !== sku) return otherSpelling(sku, holder);
  if (holder.woo.status === "trash") return inTrash(sku, holder);
  if (parentOf(holder) === parentRemoteId) return holder;
  return failed(
    "sku_taken",
    `The SKU ${sku} belongs to ${nameOf(holder)}, which is ${kindOf(holder)}`,
    "Give one of them another SKU, or delete the one in the store.",
  );
}

export function inTrash(sku: string, holder: Row): WriteFailure {
  return failed(
    "sku_in_trash",
    `The SKU ${sku} is held by ${nameOf(holder)} in the store's bin`,
    "Restore it in WordPress, or delete it there for good, then export again.",
  );
}

/** The store refuses the SKU, but nothing is found that has it. */
export function orphaned(sku: string, { error, code }: Refusal): WriteFailure {
  if (code !== "product_invalid_sku" && !/lookup table/.test(error.message)) return failedBy(error);
  return failed(
    "sku_taken",
    `${error.message} (${sku})`,
    "In WooCommerce > Status > Tools regenerate the product lookup tables, then export again.",
  );
}

function ambiguous(sku: string, holders: readonly Row[]): WriteFailure {
  const names = holders.map((row) => `${nameOf(row)}${row.woo.status === "trash" ? " in the bin" : ""}`).join(", ");
  return failed("sku_ambiguous", `The SKU ${sku} fits several of the store: ${names}`, "Give each a SKU of its own.");
}

function otherSpelling(sku: string, holder: Row): WriteFailure {
  const message = `The store has the SKU ${sku} in another spelling, "${holder.woo.sku}": ${nameOf(holder)}`;
  return failed("sku_ambiguous", message, "Spell the SKU alike on both sides, or give one of them another.");
}

function nameOf({ woo }: Row): string {
  return `"${decoded(woo.name)}" (${woo.id})`;
}

function kindOf(row: Row): string {
  const parent = parentOf(row);
  return parent === null ? "a product of its own" : `a variation of product ${parent}`;
}
