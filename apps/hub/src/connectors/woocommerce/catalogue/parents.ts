// A product made ready for its variations: of the type that has them, and offering every option that they are.
import type { AttributeDraft } from "../../../connector-kit/catalogue.ts";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { failed } from "./failed.ts";
import { rowsAt } from "./look.ts";
import { isVariable, type Row } from "./rows.ts";
import { type Round, sendAll } from "./sending.ts";
import { fail, leftOf, newTask, type Task } from "./task.ts";
import type { TermBook } from "./term-book.ts";

// QUIRK(woocommerce): a variation of an option that its product does not offer is taken without a word, and shown to nobody.
export async function readyParent(round: Round, parent: RemoteId, terms: TermBook, variants: readonly Task[]) {
  const choosing = variants.filter((task) => task.failure === null && isChoosing(task, terms));
  if (choosing.length === 0) return;
  const row = (await rowsAt(round.client, [{ remoteId: parent, parentRemoteId: null }])).get(parent) ?? null;
  const why = row === null ? missing(parent) : await readied(round, row, terms, choosing);
  if (why !== null) for (const task of choosing) fail(task, why);
}

function isChoosing(task: Task, terms: TermBook): boolean {
  if (task.row === null) return true;
  if (task.write.draft.variantOptions === undefined) return false;
  try {
    return "attributes" in leftOf(task, terms);
  } catch {
    // Told when the variation itself is about to be sent.
    return false;
  }
}

function missing(parent: RemoteId) {
  const remedy = "Export the product before its variants.";
  return failed("parent_missing", `The store has no product ${parent} that the variant could belong to`, remedy);
}

async function readied(round: Round, row: Row, terms: TermBook, variants: readonly Task[]) {
  if (row.woo.status === "trash") {
    return failed(
      "parent_missing",
      "The product lies in the store's bin",
      "Restore it in WordPress, then export again.",
    );
  }
  const attributes = offeredBy(variants);
  const fields = isVariable(row) ? {} : { type: "variable" };
  const { id, sku } = row.woo;
  const task = newTask(
    { key: id, remoteId: id, parentRemoteId: null, sku, draft: { fields, attributes } },
    row,
    "updated",
  );
  await sendAll({ ...round, path: "products", bodyOf: (one) => leftOf(one, terms) }, [task]);
  return task.failure;
}

function offeredBy(variants: readonly Task[]): AttributeDraft[] {
  const offered = new Map<string, Set<string>>();
  for (const { write } of variants) {
    for (const [target, option] of Object.entries(write.draft.variantOptions ?? {})) {
      offered.set(target, (offered.get(target) ?? new Set()).add(option));
    }
  }
  return [...offered].map(([target, options]) => ({ target, label: target, options: [...options], forVariants: true }));
}
