// Sends many listings with few requests. A request that is too much for the store is cut in halves, down to one listing;
// as its answer did not come, the store is looked at before anything is sent again.
import { HubError, isHubError } from "@logix/model";
import { z } from "zod";
import { isTooMuch } from "../batch.ts";
import type { WooClient } from "../client.ts";
import { plainText } from "../entities.ts";
import { chunksOf, MOST } from "../listing.ts";
import { batchEntrySchema } from "../schemas.ts";
import { lookAgain } from "./look-again.ts";
import { type Json, type Row, toRow } from "./rows.ts";
import { fail, settle, type Task } from "./task.ts";

/** So many single requests that fail before any succeeds mean that the store is down, not that one item is bad. */
const PATIENCE = 3;

export type Round = {
  readonly client: WooClient;
  /** `products`, or a product's variations. */
  readonly path: string;
  /** Nothing where the store shows all of it. */
  bodyOf(task: Task): Json;
  /** Whether the refusal was dealt with, so that the task is no failure. */
  refused(task: Task, refusal: Refusal): boolean;
  /** Of the whole call of `write`. */
  readonly tally: Tally;
};
type Tally = { written: number; readonly failures: HubError[] };
export type Refusal = { readonly error: HubError; readonly code: string; readonly holder: string | null };

export async function sendAll(round: Round, tasks: readonly Task[]): Promise<void> {
  for (const chunk of chunksOf(openOf(round, tasks), MOST)) await sendInHalves(round, chunk);
}

type Open = { readonly task: Task; readonly body: Json };

function openOf(round: Round, tasks: readonly Task[]): Open[] {
  return tasks.flatMap((task) => {
    if (task.failure !== null) return [];
    try {
      const body = round.bodyOf(task);
      return Object.keys(body).length === 0 ? [] : [{ task, body }];
    } catch (error) {
      // A category, tag or attribute that the store refused: this listing's trouble, not its neighbours'.
      if (!isHubError(error)) throw error;
      fail(task, error);
      return [];
    }
  });
}

async function sendInHalves(round: Round, open: readonly Open[]): Promise<void> {
  const hopeless = round.tally.written === 0 ? round.tally.failures[PATIENCE - 1] : undefined;
  const error = hopeless ?? (await sendOnce(round, open));
  if (error === null) {
    round.tally.written += open.length;
  } else if (hopeless !== undefined || !mayHaveBeenDone(error)) {
    giveUp(round, open, error);
  } else {
    await sendWhatIsLeft(round, open, error);
  }
}

async function sendWhatIsLeft(round: Round, open: readonly Open[], error: HubError): Promise<void> {
  const lost = await lookAgain(round.client, open);
  if (lost !== null) {
    giveUp(round, open, lost);
    return;
  }
  const left = openOf(
    round,
    open.map(({ task }) => task),
  );
  if (open.length > 1) {
    const middle = Math.ceil(left.length / 2);
    for (const half of [left.slice(0, middle), left.slice(middle)])
      if (half.length > 0) await sendInHalves(round, half);
    return;
  }
  if (left.length > 0) round.tally.failures.push(error);
  for (const { task } of left) fail(task, error);
}

// What was written before stays written, so it must be told; only where nothing was the caller hears of the store itself.
function giveUp({ tally }: Round, open: readonly Open[], error: HubError): void {
  if (tally.written === 0 && isHubError(error, "disconnected", "limited")) throw error;
  for (const { task } of open) fail(task, error);
}

function mayHaveBeenDone(error: HubError): boolean {
  return error.details.code === "reset" || error.kind === "unreadable" || isTooMuch(error);
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#batch-update-products and #batch-update-product-variations
async function sendOnce(round: Round, open: readonly Open[]): Promise<HubError | null> {
  const creates = open.filter(({ task }) => task.row === null);
  const updates = open.filter(({ task }) => task.row !== null);
  const body = {
    ...(creates.length === 0 ? {} : { create: creates.map(({ body }) => body) }),
    ...(updates.length === 0 ? {} : { update: updates.map(({ task, body }) => ({ ...body, id: idOf(task) })) }),
  };
  try {
    const { json } = await round.client.ask({ method: "POST", path: `${round.path}/batch`, body });
    const { create, update } = answerSchema.parse(json);
    for (const [index, one] of creates.entries()) take(round, one, create[index]);
    for (const [index, one] of updates.entries()) take(round, one, update[index]);
    return null;
  } catch (error) {
    if (isHubError(error)) return error;
    throw error;
  }
}

const list = z.array(z.unknown()).catch([]);
const answerSchema = z.object({ create: list, update: list }).catch({ create: [], update: [] });

function idOf({ row }: Task): number {
  return Number(row?.woo.id);
}

// QUIRK(woocommerce): a batch answers 200 with one entry per operation, in order, the failed ones among them.
function take(round: Round, { task, body }: Open, json: unknown): void {
  const entry = batchEntrySchema.safeParse(json).data;
  if (entry === undefined || (task.row !== null && entry.id !== task.row.woo.id)) fail(task, silence());
  else if (entry.error === undefined) settle(task, body, rowOf(json, task));
  else refuse(round, task, entry.error);
}

type EntryError = NonNullable<z.infer<typeof batchEntrySchema>["error"]>;

function refuse(round: Round, task: Task, { code, message, data }: EntryError): void {
  const kind = /invalid_(product_)?id$/.test(code) ? "missing" : "refused";
  const error = new HubError(kind, plainText(message), { code, remote: { status: 200, code, message } });
  if (!round.refused(task, { error, code, holder: data?.resource_id ?? null })) fail(task, error);
}

function rowOf(json: unknown, { write }: Task): Row {
  return toRow(json, write.parentRemoteId ?? undefined);
}

function silence(): HubError {
  return new HubError("unreadable", "The store's answer says nothing about this item", { code: "no_entry" });
}
