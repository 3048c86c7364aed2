// Writes products and variants: looks first, sends only what differs, products before their variants.
import { HubError } from "@logix/model";
import type { ListingResult, ListingWrite, WriteFailure } from "../../../connector-kit/catalogue.ts";
import type { WooClient } from "../client.ts";
import { variationsOf } from "../products.ts";
import { faultOf } from "./checks.ts";
import { claimOf, inTrash, orphaned } from "./claims.ts";
import { failed } from "./failed.ts";
import { rowsAt, rowsBySku, rowsEach } from "./look.ts";
import { readyParent } from "./parents.ts";
import { type Json, parentOf, type Row } from "./rows.ts";
import { type Refusal, type Round, sendAll } from "./sending.ts";
import { fail, forgetImages, leftOf, newTask, resultOf, type Task } from "./task.ts";
import { openTermBook, type TermBook } from "./term-book.ts";

export async function writeListings(client: WooClient, writes: readonly ListingWrite[]): Promise<ListingResult[]> {
  const tasks = await lookedUp(client, writes);
  const open = tasks.filter(({ failure }) => failure === null);
  const terms = await openTermBook(
    client,
    open.map(({ write }) => write.draft),
  );
  const round: Round = {
    client,
    path: "products",
    bodyOf: (task) => firstBody(task, terms),
    refused: () => false,
    tally: { written: 0, failures: [] },
  };
  const byParent = Map.groupBy(open, ({ write }) => write.parentRemoteId);
  await sendTwice(round, terms, byParent.get(null) ?? []);
  for (const [parent, variants] of byParent) {
    if (parent === null) continue;
    await readyParent(round, parent, terms, variants);
    await sendTwice({ ...round, path: variationsOf(parent) }, terms, variants);
  }
  return tasks.map(resultOf);
}

async function lookedUp(client: WooClient, writes: readonly ListingWrite[]): Promise<Task[]> {
  const tasks = writes.map((write) => newTask(write, null, write.remoteId === null ? "created" : "updated"));
  for (const task of tasks) task.failure = faultOf(task.write);
  const open = tasks.filter(({ failure }) => failure === null);
  const linked = open.flatMap(({ write: { remoteId, parentRemoteId } }) =>
    remoteId === null ? [] : [{ remoteId, parentRemoteId }],
  );
  const rows = await rowsEach(client, linked);
  for (const task of open) if (task.write.remoteId !== null) takeLinked(task, rows.get(task.write.remoteId) ?? null);
  const unlinked = open.filter(({ write }) => write.remoteId === null);
  const holders = await rowsBySku(
    client,
    unlinked.map(({ write }) => write.sku),
  );
  for (const task of unlinked) claim(task, holders.get(task.write.sku) ?? []);
  return tasks;
}

function takeLinked(task: Task, row: Row | HubError | null): void {
  if (row instanceof HubError) {
    fail(task, row);
    return;
  }
  const trouble = linkTrouble(task, row);
  if (trouble !== null) fail(task, trouble);
  else begin(task, row);
}

function linkTrouble({ write }: Task, row: Row | null): WriteFailure | null {
  if (row === null) return failed("gone", "The store has deleted it", "Export it anew, or remove the link.");
  if (row.woo.status === "trash") return inTrash(write.sku, row);
  if (parentOf(row) === write.parentRemoteId) return null;
  const message = "In the store it belongs to another product, or is one itself";
  return failed("moved_in_store", message, "Import it again, so that both sides agree.");
}

function claim(task: Task, holders: readonly Row[]): void {
  const found = claimOf(task.write, holders);
  if (found === null) return;
  if ("outcome" in found) {
    fail(task, found);
    return;
  }
  task.how = "adopted";
  begin(task, found);
}

function begin(task: Task, row: Row | null): void {
  task.first = row;
  task.row = row;
}

// The second time for what a SKU's holder turned up for meanwhile, and for the images of what was created: a create that
// fails must not leave pictures behind.
async function sendTwice(round: Round, terms: TermBook, tasks: readonly Task[]): Promise<void> {
  const clashes = new Map<Task, Refusal>();
  const refused = (task: Task, refusal: Refusal) => {
    const isClash = task.row === null && isAboutSku(refusal);
    if (isClash) clashes.set(task, refusal);
    return isClash;
  };
  await sendWithImages({ ...round, refused }, tasks);
  await adopt(round.client, clashes);
  await sendWithImages(round, [...clashes.keys()]);
  const created = tasks.filter(({ how, row }) => how === "created" && row !== null);
  await sendWithImages({ ...round, bodyOf: (task) => picturesOf(leftOf(task, terms)) }, created);
}

// Somebody has emptied the store's media library: what we know by its id there has to be sent anew.
async function sendWithImages(round: Round, tasks: readonly Task[]): Promise<void> {
  const emptied: Task[] = [];
  const refused = (task: Task, refusal: Refusal) => {
    const isUnknownImage = /invalid_image_id$/.test(refusal.code);
    if (isUnknownImage) emptied.push(task);
    return isUnknownImage || round.refused(task, refusal);
  };
  await sendAll({ ...round, refused }, tasks);
  for (const task of emptied) forgetImages(task);
  await sendAll(round, emptied);
}

// QUIRK(woocommerce): a SKU that is held by something in the bin, or by nothing but the look-up table, is refused with the
// code of any create that failed.
function isAboutSku({ code, holder }: Refusal): boolean {
  return holder !== null || code === "product_invalid_sku" || code === "woocommerce_rest_product_not_created";
}

function firstBody(task: Task, terms: TermBook): Json {
  const body = leftOf(task, terms);
  if (task.row !== null) return body;
  const { images: _, image: __, ...others } = body;
  return others;
}

function picturesOf({ images, image }: Json): Json {
  return { ...(images === undefined ? {} : { images }), ...(image === undefined ? {} : { image }) };
}

async function adopt(client: WooClient, clashes: ReadonlyMap<Task, Refusal>): Promise<void> {
  if (clashes.size === 0) return;
  const skus = [...clashes.keys()].map(({ write }) => write.sku);
  const holders = await rowsBySku(client, skus);
  for (const [task, refusal] of clashes) {
    const found = holders.get(task.write.sku) ?? [];
    claim(task, found.length > 0 ? found : await namedHolder(client, refusal));
    if (task.row === null && task.failure === null) fail(task, orphaned(task.write.sku, refusal));
  }
}

async function namedHolder(client: WooClient, { holder }: Refusal): Promise<Row[]> {
  if (holder === null) return [];
  const row = (await rowsAt(client, [{ remoteId: holder, parentRemoteId: null }])).get(holder) ?? null;
  return row === null ? [] : [row];
}
