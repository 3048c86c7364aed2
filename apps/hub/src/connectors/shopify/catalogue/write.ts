// Writes products and variants: looks first, sends only what differs, products before their variants.
import { type HubError, isHubError } from "@logix/model";
import type { ListingResult, ListingWrite } from "../../../connector-kit/catalogue.ts";
import type { RemoteId } from "../../../connector-kit/contract.ts";
import { tailOf } from "../ids.ts";
import { chunksOf } from "../lists.ts";
import { faultOf, priceFault } from "./checks.ts";
import { claimProduct, claimVariant } from "./claims.ts";
import { createProduct, type Shop } from "./create.ts";
import { failed, failedBy } from "./failed.ts";
import { type Found, familiesAt, madeBefore, rowIn, rowsAt, rowsBySku } from "./look.ts";
import { headOf, isPlaceholder, membersOf, type Row, skuOf } from "./rows.ts";
import { addVariants, sendProduct, setFirstVariants, updateVariants, variantInput } from "./sending.ts";
import { begin, newTask, noteSent, resultOf, type Task } from "./task.ts";
import { differing, shownValues } from "./values.ts";
import { wantedValues } from "./wanted.ts";

type Round = {
  readonly shop: Shop;
  readonly unit: string;
  readonly holders: ReadonlyMap<string, readonly Row[]>;
  readonly tally: { written: number; lost: number };
};

const PRODUCTS_AT_ONCE = 4;
/** So many answers that do not come before any has come mean that the shop is away. */
const PATIENCE = 3;

export async function writeListings(shop: Shop, writes: readonly ListingWrite[]): Promise<ListingResult[]> {
  const tasks = writes.map((write) => newTask(write, faultOf(write)));
  const open = tasks.filter(({ failure }) => failure === null);
  const loose = open.filter(({ write }) => write.remoteId === null).map(({ write }) => write.sku);
  const holders = await rowsBySku(shop.client, loose);
  const round: Round = { shop, unit: await shop.unit(), holders, tally: { written: 0, lost: 0 } };
  const byParent = Map.groupBy(open, ({ write }) => write.parentRemoteId);
  await findProducts(round, byParent.get(null) ?? []);
  for (const some of chunksOf(byParent.get(null) ?? [], PRODUCTS_AT_ONCE)) {
    await Promise.all(some.map((task) => twice(round, [task], () => writeProduct(round, task))));
  }
  for (const [parent, variants] of byParent) {
    if (parent !== null) await twice(round, variants, () => writeVariants(round, parent, variants));
  }
  const changed = tasks.filter((task) => task.failure === null && task.sent.size > 0 && !task.isTold);
  await lookAgain(round, changed).catch((error: unknown) => {
    if (!isHubError(error)) throw error;
    // Written, but what it looks like now nobody said: the next time it is compared again.
    giveUp(changed, error);
  });
  return tasks.map((task) => resultOf(task, round.unit));
}

/** An answer that did not come may be that of a write that was done: it is looked for, and what is left is said once more. */
async function twice({ tally }: Round, tasks: readonly Task[], attempt: () => Promise<void>): Promise<void> {
  for (let turn = 1; ; turn += 1) {
    try {
      await attempt();
      tally.written += 1;
      return;
    } catch (error) {
      if (!isHubError(error)) throw error;
      const isLost = isHubError(error, "unreachable", "unreadable");
      if (isLost) tally.lost += 1;
      const isAway = isHubError(error, "disconnected", "limited") || tally.lost >= PATIENCE;
      // What was written before stays written, so it must be told.
      if (isAway && tally.written === 0) throw error;
      if (isLost && turn === 1) continue;
      giveUp(tasks, error);
      return;
    }
  }
}

function giveUp(tasks: readonly Task[], error: HubError): void {
  for (const task of tasks) task.failure ??= failedBy(error);
}

async function findProducts({ shop, holders }: Round, tasks: readonly Task[]): Promise<void> {
  const places = tasks.flatMap(({ write: { remoteId } }) =>
    remoteId === null ? [] : [{ remoteId, parentRemoteId: null }],
  );
  const rows = await rowsAt(shop.client, places);
  for (const task of tasks) {
    const { remoteId, sku } = task.write;
    const found = remoteId === null ? claimProduct(task.write, holders.get(sku) ?? []) : (rows.get(remoteId) ?? GONE);
    take(task, found);
  }
}

const GONE = failed("gone", "The shop has deleted it", "Export it anew, or remove the link.");
const UNREADABLE = failed("unexpected_shape", "Shopify's answer about it cannot be understood", null, true);

function take(task: Task, found: Row | typeof GONE | "unreadable" | null): void {
  if (found === "unreadable") task.failure = UNREADABLE;
  else if (found !== null && "outcome" in found) task.failure = found;
  else begin(task, found);
}

async function writeProduct(round: Round, task: Task): Promise<void> {
  task.failure ??= priceFault(task.write, task.first ?? null);
  if (task.failure !== null) return;
  const { row, write } = task;
  const wanted = wantedValues(write.draft, row, false, round.unit);
  if (row === null) {
    await round.shop.ready();
    // Writing by our own id sets a product as a whole: never over one that may have variants by now.
    const there = await madeBefore(round.shop.client, write.sku);
    if (there === null) return createProduct(round.shop, task, wanted);
    take(task, there === "unreadable" ? there : headOf(there));
    return writeProduct(round, task);
  }
  const values = differing(wanted, shownValues(row));
  noteSent(task, values);
  const { client } = round.shop;
  if (values.identity !== undefined) await round.shop.ready();
  task.failure = await sendProduct(client, row.family, values);
  if (task.failure !== null || row.variant === null || Object.keys(variantInput(values)).length === 0) return;
  const refused = (failure: Task["failure"]) => {
    task.failure = failure;
  };
  await updateVariants(client, row.family.id, [{ variant: row.variant, values, refused }]);
}

async function writeVariants(round: Round, parent: RemoteId, tasks: readonly Task[]): Promise<void> {
  const { client } = round.shop;
  const family = (await familiesAt(client, [parent])).get(parent) ?? null;
  for (const task of tasks) task.failure ??= find(round, task, family);
  if (family === null || family === "unreadable") return;
  const open = tasks.filter(({ failure }) => failure === null);
  const sendings = open.flatMap((task) => {
    const values = wantedValues(task.write.draft, task.row ?? { ...headOf(family), variant: null }, true, round.unit);
    const left = task.row === null ? { sku: task.write.sku, ...values } : differing(values, shownValues(task.row));
    noteSent(task, left);
    const refused = (failure: Task["failure"]) => {
      task.failure = failure;
    };
    return Object.keys(left).length === 0 ? [] : [{ task, values: left, variant: task.row?.variant ?? null, refused }];
  });
  const creates = sendings.filter(({ variant }) => variant === null);
  const updates = sendings.flatMap(({ variant, ...rest }) => (variant === null ? [] : [{ ...rest, variant }]));
  if (!family.hasOnlyDefaultVariant) await addVariants(client, family.id, creates);
  else if (skuOf(headOf(family)) === null || isPlaceholder(headOf(family)))
    await setFirstVariants(client, family.id, creates);
  else for (const { refused } of creates) refused(SOLD_ALONE);
  await updateVariants(client, family.id, updates);
}

const SOLD_ALONE = failed(
  "simple_in_store",
  "The shop sells the product without options, and would lose what it has in stock of it",
  "Add the options to the product in Shopify, then export again.",
);
const NO_PARENT = failed(
  "parent_missing",
  "The shop has no product that the variant could belong to",
  "Export the product before its variants.",
);

function find({ holders }: Round, task: Task, family: Found): Task["failure"] {
  if (family === null) return NO_PARENT;
  if (family === "unreadable") return UNREADABLE;
  const { remoteId, sku } = task.write;
  const found =
    remoteId === null ? claimVariant(task.write, holders.get(sku) ?? [], family) : (rowIn(family, remoteId) ?? GONE);
  if (found !== null && "outcome" in found) return found;
  begin(task, found);
  return priceFault(task.write, task.first ?? null);
}

/** Shopify tidies texts up, and names what it has made. */
async function lookAgain({ shop }: Round, tasks: readonly Task[]): Promise<void> {
  const idOf = ({ write, row }: Task) => write.parentRemoteId ?? (row ? tailOf(row.family.id) : "");
  const families = await familiesAt(shop.client, tasks.map(idOf));
  for (const task of tasks) {
    const family = families.get(idOf(task));
    if (family === undefined || family === null || family === "unreadable") continue;
    if (task.write.parentRemoteId === null) task.row = headOf(family);
    else task.row = membersOf(family).find((row) => isOf(task, row)) ?? task.row;
  }
}

function isOf({ write, row }: Task, member: Row): boolean {
  return row?.variant ? member.variant?.id === row.variant.id : skuOf(member) === write.sku;
}
