// Decides, before anything is written, what becomes of many products that are given by their SKUs. The same SKU may come several
// times: each time it changes what the one before left.
import type { ProductChange, ProductContent } from "@logix/model";
import { type AttributeDefinitions, findAttributeProblem } from "./attribute-check.ts";
import { applyChange, differencesOf, NO_CONTENT } from "./product-change.ts";

export type ProductRecord = {
  readonly sku: string;
  /** Of a variant: the SKU of its product. Null: a product. Undefined: whatever has this SKU, else a product. */
  readonly parentSku?: string | null | undefined;
  readonly change: ProductChange;
};

/** A product, with those of its variants that are given with it: written as a whole, or not at all. */
export type ProductUnit = { readonly product: ProductRecord; readonly variants: readonly ProductRecord[] };

/** Where the SKU is there already. */
export type OnExisting = "update" | "skip" | "refuse";

export type ProductProblem = {
  readonly kind: "conflict" | "invalid";
  readonly code: string;
  readonly field: string;
  readonly problem: string;
};

export type Held = {
  readonly sku: string;
  readonly parentSku: string | null;
  readonly content: ProductContent;
  /** Null for one that is still to be made. */
  readonly id: number | null;
};

export type Planned =
  | { readonly outcome: "created" | "updated" | "unchanged" | "skipped" }
  | { readonly outcome: "failed"; readonly problem: ProductProblem };

export function makeProductPlan(existing: readonly Held[], definitions: AttributeDefinitions, onExisting: OnExisting) {
  const held = new Map(existing.map((each) => [each.sku, each]));

  function planUnit({ product, variants }: ProductUnit): Planned {
    const before = held.get(product.sku);
    if (before && onExisting === "skip") return { outcome: "skipped" };
    const next = new Map<string, Held>();
    for (const [index, record] of [product, ...variants].entries()) {
      const problem = problemOf(record, next);
      if (problem) return { outcome: "failed", problem: index === 0 ? problem : ofVariant(problem, index - 1) };
      next.set(record.sku, toHeld(record));
    }
    const isChanged = [...next.values()].some((each) => isDifferent(held.get(each.sku), each));
    for (const each of next.values()) held.set(each.sku, each);
    if (!before) return { outcome: "created" };
    return { outcome: isChanged ? "updated" : "unchanged" };
  }

  function problemOf(record: ProductRecord, unit: ReadonlyMap<string, Held>): ProductProblem | null {
    const before = held.get(record.sku);
    if (unit.has(record.sku)) return invalid("sku", "is given twice");
    if (before && onExisting === "refuse") return taken(record.sku);
    return (
      (before ? placeProblem(record, before) : parentProblem(record, unit)) ??
      contentProblem(toHeld(record), record.change, before)
    );
  }

  function parentProblem({ parentSku }: ProductRecord, unit: ReadonlyMap<string, Held>): ProductProblem | null {
    if (parentSku == null) return null;
    const parent = unit.get(parentSku) ?? held.get(parentSku);
    if (!parent) return invalid("parent_sku", `There is no product with the SKU ${parentSku}`);
    return parent.parentSku === null ? null : invalid("parent_sku", `${parentSku} is itself a variant`);
  }

  function contentProblem(after: Held, change: ProductChange, before: Held | undefined): ProductProblem | null {
    return findContentProblem(after, change, before?.content, definitions);
  }

  function toHeld({ sku, parentSku, change }: ProductRecord): Held {
    const before = held.get(sku);
    if (before) return { ...before, content: applyChange(before.content, change) };
    return { sku, id: null, parentSku: parentSku ?? null, content: applyChange(NO_CONTENT, change) };
  }

  return { planUnit, held: (): Iterable<Held> => held.values() };
}

export function findContentProblem(
  { content, parentSku }: Pick<Held, "content" | "parentSku">,
  { attributes }: ProductChange,
  before: ProductContent | undefined,
  definitions: AttributeDefinitions,
): ProductProblem | null {
  if (content.name === "" && parentSku === null) return invalid("name", "must be given");
  const attribute = findAttributeProblem(attributes, before?.attributes ?? {}, definitions);
  return attribute && invalid(`attributes.${attribute.name}`, attribute.problem);
}

/** A product does not become a variant, nor a variant one of another product. */
function placeProblem({ sku, parentSku }: ProductRecord, before: Held): ProductProblem | null {
  if (parentSku === undefined || parentSku === before.parentSku) return null;
  const is = before.parentSku === null ? "is a product of its own" : `is a variant of ${before.parentSku}`;
  return { kind: "conflict", code: "sku_elsewhere", field: "parent_sku", problem: `${sku} ${is}` };
}

function isDifferent(before: Held | undefined, after: Held): boolean {
  return !before || Object.keys(differencesOf(before.content, after.content)).length > 0;
}

export function taken(sku: string): ProductProblem {
  return { kind: "conflict", code: "sku_taken", field: "sku", problem: `Another product has the SKU ${sku}` };
}

function invalid(field: string, problem: string): ProductProblem {
  return { kind: "invalid", code: "invalid", field, problem };
}

function ofVariant(problem: ProductProblem, index: number): ProductProblem {
  return { ...problem, field: `variants.${index}.${problem.field}` };
}
