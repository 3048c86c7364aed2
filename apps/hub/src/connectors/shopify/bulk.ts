// All orders of a shop at once: Shopify writes them into a file of JSON lines, which we read slice by slice.
// https://shopify.dev/docs/api/usage/bulk-operations/queries
import { HubError, type Order } from "@logix/model";
import { z } from "zod";
import type { Checkpoint, Page, Seen, Unreadable } from "../../connector-kit/contract.ts";
import { type BulkRow, readBulkRows, wholeRow } from "./bulk-rows.ts";
import { document, mutation, type ShopifyClient } from "./client.ts";
import { refuseUserErrors, userErrorsSchema } from "./failures.ts";
import { isGranted } from "./granted.ts";
import { tailOf } from "./ids.ts";
import { contentOf } from "./lists.ts";
import { BAG, type MoneyKind } from "./money.ts";
import { ordersAgain, readOrder } from "./order-reading.ts";
import { LINE, ORDER_ITSELF, PARCEL_ITSELF } from "./order-schemas.ts";

// A bulk query knows no list within a list, and only lists of things that have an id of their own.
const bulkOrders = (more: string) => `{
  orders(sortKey: ID) { edges { node {
    ${ORDER_ITSELF}
    shippingLine { id title originalPriceSet ${BAG} discountedPriceSet ${BAG} taxLines { priceSet ${BAG} } }
    refunds { id }
    fulfillments { ${PARCEL_ITSELF} }
    lineItems { edges { node ${LINE} } }
    ${more}
  } } }
}`;
export const BULK_ORDERS = bulkOrders("");
export const BULK_ORDERS_AND_RETURNS = bulkOrders("returns { edges { node { id } } }");

const operationSchema = z.object({
  id: z.string(),
  status: z.string(),
  errorCode: z.string().nullish(),
  rootObjectCount: z.coerce.number(),
  url: z.string().nullish(),
});
const OPERATION = "{ id status errorCode rootObjectCount url }";

export const START_BULK = mutation(
  `mutation StartBulk($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id } userErrors { code field message } }
  }`,
  z.object({
    bulkOperationRunQuery: z.object({
      bulkOperation: z.object({ id: z.string() }).nullable(),
      userErrors: userErrorsSchema,
    }),
  }),
);
export const BULK_STATE = document(
  `query BulkState($id: ID!) { node(id: $id) { ... on BulkOperation ${OPERATION} } }`,
  z.object({ node: operationSchema.nullable() }),
  1,
);

const LOOK_AGAIN_MS = 2_000;
const BUSY_AGAIN_MS = 30_000;
const MOST_STARTS = 3;
const SLICE_BYTES = 2 * 1024 * 1024;
/** One order with its lines must fit. */
const MOST_SLICE_BYTES = 32 * 1024 * 1024;

type Position = {
  readonly operation: string;
  readonly offset: number;
  readonly starts: number;
  /** The file tells which orders have returns. */
  readonly returns: boolean;
};

export async function* bulkPages(
  client: ShopifyClient,
  money: MoneyKind,
  resume: Checkpoint | undefined,
  sliceBytes = SLICE_BYTES,
): AsyncGenerator<Page<Order>> {
  const position = positionOf(resume);
  const state = position.operation === "" ? null : (await client.ask(BULK_STATE, { id: position.operation })).node;
  if (state === null) return yield await start(client, position.starts);
  if (RUNNING.has(state.status)) return yield waiting(position, LOOK_AGAIN_MS);
  if (state.status !== "COMPLETED") {
    if (position.starts >= MOST_STARTS) throw hasFailed(state);
    return yield await start(client, position.starts);
  }
  if (state.url)
    yield* filePages(client, money, { url: state.url, total: state.rootObjectCount, sliceBytes }, position);
}

const RUNNING: ReadonlySet<string> = new Set(["CREATED", "RUNNING", "CANCELING"]);

function positionOf(resume: Checkpoint | undefined): Position {
  return {
    operation: typeof resume?.operation === "string" ? resume.operation : "",
    offset: Number(resume?.offset ?? 0),
    starts: Number(resume?.starts ?? 0),
    returns: resume?.returns === true,
  };
}

async function start(client: ShopifyClient, starts: number): Promise<Page<Order>> {
  // A file with something that the app may not see fails as a whole, and only after a while.
  const returns = await isGranted(client, "read_returns");
  const query = returns ? BULK_ORDERS_AND_RETURNS : BULK_ORDERS;
  const { bulkOperationRunQuery: started } = await client.ask(START_BULK, { query });
  if (started.userErrors.some(({ code }) => code === "OPERATION_IN_PROGRESS"))
    return waiting({ operation: "", offset: 0, starts, returns }, BUSY_AGAIN_MS);
  refuseUserErrors(started.userErrors);
  const operation = started.bulkOperation?.id ?? "";
  return waiting({ operation, offset: 0, starts: starts + 1, returns }, LOOK_AGAIN_MS);
}

function waiting(checkpoint: Position, comeAgainAfterMs: number): Page<Order> {
  return { records: [], unreadable: [], ignored: 0, checkpoint, total: null, comeAgainAfterMs };
}

function hasFailed({ status, errorCode }: z.infer<typeof operationSchema>): HubError {
  const code = errorCode === "ACCESS_DENIED" ? "scope_missing" : "bulk_failed";
  return new HubError("refused", `Shopify could not write the file of orders (${errorCode ?? status})`, {
    code,
    remedy: "Read the orders once more later, or those since a date only.",
  });
}

// The file lies in a storage that gives parts of it, so no more than a slice is held at a time.
async function* filePages(
  client: ShopifyClient,
  money: MoneyKind,
  { url, total, sliceBytes }: { readonly url: string; readonly total: number; readonly sliceBytes: number },
  { offset: from, ...position }: Position,
): AsyncGenerator<Page<Order>> {
  let offset = from;
  let bytes = sliceBytes;
  for (;;) {
    const slice = await readSlice(client, url, offset, bytes);
    const { rows, usedBytes } = readBulkRows(slice.text, slice.isLast);
    if (usedBytes === 0 && !slice.isLast) {
      bytes *= 2;
      if (bytes > MOST_SLICE_BYTES) throw unreadableFile("one order in it is too large");
      continue;
    }
    offset += usedBytes;
    const content = contentOf(await ordersOf(client, money, rows, position.returns));
    yield { ...content, checkpoint: { ...position, offset }, total };
    if (slice.isLast) return;
  }
}

async function readSlice(client: ShopifyClient, url: string, offset: number, bytes: number) {
  const reply = await client.download(url, offset, bytes);
  if (reply.status === 416) return { text: "", isLast: true };
  // A storage that knows no parts gives the whole file.
  if (reply.status === 200) return { text: Buffer.from(reply.text).subarray(offset).toString(), isLast: true };
  if (reply.status !== 206) throw unreadableFile(`the storage answered ${reply.status}`);
  const [, last, size] = /bytes \d+-(\d+)\/(\d+)/.exec(reply.headers["content-range"] ?? "") ?? [];
  if (last === undefined || size === undefined) throw unreadableFile("it does not say which part it gave");
  return { text: reply.text, isLast: Number(last) + 1 >= Number(size) };
}

function unreadableFile(why: string): HubError {
  return new HubError("unreachable", `Shopify's file of orders cannot be read: ${why}`, { code: "bulk_file" });
}

/** What a line of the file cannot show is read by its id. */
async function ordersOf(
  client: ShopifyClient,
  money: MoneyKind,
  rows: readonly BulkRow[],
  tellsReturns: boolean,
): Promise<(Seen<Order> | Unreadable)[]> {
  const found = rows.map((row) => ({ row, whole: wholeRow(row, tellsReturns) }));
  const short = found.filter(({ whole }) => whole === null).map(({ row }) => tailOf(row.id));
  const again = short.length === 0 ? new Map() : await ordersAgain(client, money, short);
  return found.flatMap(({ row, whole }) => {
    if (whole !== null) return [readOrder(whole, money)];
    const entry = again.get(tailOf(row.id));
    return entry === undefined || "gone" in entry ? [] : [entry];
  });
}
