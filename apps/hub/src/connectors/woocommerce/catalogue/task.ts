// One listing on its way to the store: what was asked, what the store showed before, shows now, and what became of it.
import type { HubError } from "@logix/model";
import type { ListingResult, ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { bodyOf } from "./body.ts";
import { saleFault } from "./checks.ts";
import { failed, failedBy } from "./failed.ts";
import { learnt, type SentImage } from "./images.ts";
import { toListingState } from "./listing-state.ts";
import { imagesOf, type Json, type Row } from "./rows.ts";
import type { TermBook } from "./term-book.ts";
import { touchedJson } from "./touched.ts";

/** Changes while it is under way; nobody outside of a call of `write` sees it. */
export type Task = {
  readonly write: ListingWrite;
  how: "created" | "adopted" | "updated";
  /** Before our first request; null where it was not there. */
  first: Row | null;
  row: Row | null;
  readonly sent: Set<string>;
  readonly images: Map<string, RemoteId>;
  /** Ids of ours that the store has no image for any more. */
  readonly lostImages: Set<RemoteId>;
  failure: WriteFailure | null;
};

export function newTask(write: ListingWrite, row: Row | null, how: Task["how"]): Task {
  return { write, how, first: row, row, sent: new Set(), images: new Map(), lostImages: new Set(), failure: null };
}

export function fail(task: Task, why: HubError | WriteFailure): void {
  task.failure = why instanceof Error ? failedBy(why) : why;
}

/** What is still to be sent; nothing where the task has failed or the store shows all of it. */
export function leftOf(task: Task, terms: TermBook): Json {
  if (task.failure !== null) return {};
  const { write, row, images, lostImages } = task;
  const isVariant = write.parentRemoteId !== null;
  const body = bodyOf({ draft: write.draft, row, isVariant, terms, images, lostImages });
  const fault = "regular_price" in body || "sale_price" in body ? saleFault(write.draft, row) : null;
  if (fault !== null) {
    fail(task, fault);
    return {};
  }
  return row === null ? { sku: write.sku, ...body } : body;
}

/** The store does not know an image by the id that we have for it: all that it does not show are sent by address again. */
export function forgetImages({ write, row, lostImages }: Task): void {
  const shown = row === null ? [] : imagesOf(row);
  for (const { remoteId } of write.draft.fields.images ?? []) {
    if (remoteId !== undefined && !shown.some(({ id }) => id === remoteId)) lostImages.add(remoteId);
  }
}

/** The store's answer to what was sent. */
export function settle(task: Task, sent: Json, row: Row): void {
  const before = task.row === null ? [] : imagesOf(task.row);
  const images = sentImages(sent);
  for (const [src, id] of learnt(task.write.draft.fields.images ?? [], images, imagesOf(row), before)) {
    task.images.set(src, id);
  }
  for (const field of Object.keys(sent)) task.sent.add(field);
  task.row = row;
}

export function resultOf(task: Task): ListingResult {
  const { write, how, first, row, sent } = task;
  const { key } = write;
  if (task.failure !== null)
    return { key, ...task.failure, ...(row === null || sent.size === 0 ? {} : { remoteId: row.woo.id }) };
  if (row === null) return { key, ...failed("refused", "The store said nothing about this item", null, true) };
  const fields = touchedFields(task);
  return {
    key,
    outcome: how === "updated" && sent.size === 0 ? "unchanged" : how,
    remoteId: row.woo.id,
    before: first === null ? null : touchedJson(first.json, fields),
    after: touchedJson(row.json, fields),
    images: shownImages(task),
    shows: toListingState(row),
  };
}

function sentImages({ images, image }: Json): readonly SentImage[] {
  if (Array.isArray(images)) return images;
  return typeof image === "object" && image !== null && Object.keys(image).length > 0 ? [image] : [];
}

// Writing one field can change another that nobody sent.
const SIDE_EFFECTS: Readonly<Record<string, readonly string[]>> = {
  status: ["slug", "date_created", "date_created_gmt"],
  type: ["regular_price", "sale_price"],
};

function touchedFields({ sent, first, row }: Task): readonly string[] {
  const effects = [...sent].flatMap((field) => SIDE_EFFECTS[field] ?? []);
  const changed = effects.filter((field) => JSON.stringify(first?.json[field]) !== JSON.stringify(row?.json[field]));
  return [...new Set([...sent, ...(first === null ? [] : changed)])];
}

function shownImages({ write, row, images }: Task): Readonly<Record<string, RemoteId>> {
  const shown = row === null ? [] : imagesOf(row);
  const drafts = write.draft.fields.images ?? [];
  const isShown = (id: RemoteId | undefined) => id !== undefined && shown.some((image) => image.id === id);
  return Object.fromEntries(
    drafts.flatMap(({ src, remoteId }): [string, RemoteId][] => {
      const id = images.get(src) ?? remoteId ?? shown.find((image) => image.src === src)?.id;
      return id !== undefined && isShown(id) ? [[src, id]] : [];
    }),
  );
}
