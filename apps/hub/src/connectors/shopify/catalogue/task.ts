// One listing on its way to the shop: what was asked, what the shop showed before, shows now, and what became of it.
import type { ListingResult, ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { failed } from "./failed.ts";
import { toListingState } from "./listing-state.ts";
import { picturesOf, type Row, remoteIdOf } from "./rows.ts";
import { FIELDS, type Field, only, shownValues, type Values } from "./values.ts";

/** Changes while it is under way; nobody outside of a call of `write` sees it. */
export type Task = {
  readonly write: ListingWrite;
  how: "created" | "adopted" | "updated";
  /** Before our first request; undefined until it was looked for, null where it was not there. */
  first: Row | null | undefined;
  row: Row | null;
  readonly sent: Set<Field>;
  /** `row` is the shop's answer to the last that was sent. */
  isTold: boolean;
  failure: WriteFailure | null;
};

export function newTask(write: ListingWrite, failure: WriteFailure | null): Task {
  const how = write.remoteId === null ? "created" : "updated";
  return { write, how, first: undefined, row: null, sent: new Set(), isTold: false, failure };
}

/** What the shop shows of it; the second look, after an answer that did not come, leaves what was there first. */
export function begin(task: Task, row: Row | null): void {
  task.row = row;
  if (task.first !== undefined) return;
  task.first = row;
  if (row !== null && task.write.remoteId === null) task.how = "adopted";
}

export function noteSent(task: Task, values: Values): void {
  for (const field of FIELDS) if (values[field] !== undefined) task.sent.add(field);
}

export function resultOf({ write, how, first, row, sent, failure }: Task, unit: string): ListingResult {
  const { key } = write;
  if (failure !== null)
    return { key, ...failure, ...(row === null || sent.size === 0 ? {} : { remoteId: remoteIdOf(row) }) };
  if (row === null) return { key, ...failed("unanswered", "The shop said nothing about it", null, true) };
  const touched = (from: Row) => JSON.stringify(only(shownValues(from), [...sent]));
  return {
    key,
    outcome: how === "updated" && sent.size === 0 ? "unchanged" : how,
    remoteId: remoteIdOf(row),
    before: first ? touched(first) : null,
    after: touched(row),
    images: imagesOf(write, row),
    shows: toListingState(row, unit),
  };
}

/** They lie there in the order in which they were sent. */
function imagesOf({ draft }: ListingWrite, { family, isVariant }: Row): Readonly<Record<string, RemoteId>> {
  const drafts = draft.fields.images ?? [];
  const shown = picturesOf(family);
  if (isVariant || drafts.length !== shown.length) return {};
  return Object.fromEntries(drafts.flatMap(({ src }, index) => (shown[index] ? [[src, shown[index].id]] : [])));
}
