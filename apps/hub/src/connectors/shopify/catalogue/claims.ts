// Whose a SKU is before something is created under it: nobody's, a listing's that is adopted, or trouble.
import type { ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import { tailOf } from "../ids.ts";
import { failed } from "./failed.ts";
import { type Family, membersOf, type Row, remoteIdOf, skuOf } from "./rows.ts";
import { inShopsSpelling, isSameName } from "./wanted.ts";

export function claimProduct({ sku }: ListingWrite, holders: readonly Row[]): Row | WriteFailure | null {
  // Who copies a product in Shopify copies its SKU, but not the id by which we know ours.
  const ours = holders.filter(({ isVariant, family }) => !isVariant && family.identity?.value === sku);
  const [holder, ...others] = ours.length === 1 ? ours : holders;
  if (holder === undefined) return null;
  if (others.length > 0) return ambiguous(sku, holders);
  return holder.isVariant ? taken(sku, holder) : holder;
}

export function claimVariant(
  { sku, draft }: ListingWrite,
  holders: readonly Row[],
  family: Family,
): Row | WriteFailure | null {
  const members = membersOf(family);
  const [own, ...twins] = members.filter((row) => skuOf(row) === sku);
  if (own !== undefined) return twins.length > 0 ? ambiguous(sku, [own, ...twins]) : own;
  const [elsewhere] = holders.filter((row) => row.family.id !== family.id);
  if (elsewhere !== undefined) return taken(sku, elsewhere);
  const place = members.find((row) => isAt(row, draft.variantOptions ?? {}));
  if (place === undefined || skuOf(place) === null) return place ?? null;
  const message = `"${family.title}" has a variant with these options already, with the SKU ${skuOf(place)}`;
  return failed("options_taken", message, "Give it the same SKU on both sides, or other options.");
}

function isAt(row: Row, options: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(inShopsSpelling(options, row));
  const own = row.variant?.selectedOptions ?? [];
  return (
    wanted.length === own.length &&
    own.every(({ name, value }) => wanted.some(([one, other]) => isSameName(one, name) && other === value))
  );
}

function ambiguous(sku: string, holders: readonly Row[]): WriteFailure {
  const names = holders.map(nameOf).join(", ");
  return failed("sku_ambiguous", `The SKU ${sku} fits several of the shop: ${names}`, "Give each a SKU of its own.");
}

function taken(sku: string, holder: Row): WriteFailure {
  const kind = holder.isVariant ? `a variant of product ${tailOf(holder.family.id)}` : "a product of its own";
  const remedy = "Give one of them another SKU, or delete the one in the shop.";
  return failed("sku_taken", `The SKU ${sku} belongs to ${nameOf(holder)}, which is ${kind}`, remedy);
}

function nameOf(row: Row): string {
  return `"${row.family.title}" (${remoteIdOf(row)})`;
}
