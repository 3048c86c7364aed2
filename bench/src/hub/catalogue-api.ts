// The hub's catalogue and its way into stores, as a client of both reaches them.
import { until } from "../support/clock.ts";
import type { HubApi, StoreAddress } from "./hub-api.ts";

const STORES = "/integration/woocommerce/connections";
const BULK = "/api/v1/products/bulk";
const BULK_MS = 300_000;

export type ExportReply = {
  readonly syncedCount: number;
  readonly failedCount: number;
  readonly skippedCount: number;
  readonly results: readonly { readonly status: string; readonly message?: string }[];
};
export type ImportReply = {
  readonly importedCount: number;
  readonly failedCount: number;
  readonly products: readonly { readonly status: string; readonly message?: string }[];
};

/** The connection's number. */
export async function connectStore(api: HubApi, store: StoreAddress): Promise<number> {
  const { url: storeUrl, consumerKey, consumerSecret } = store;
  const body = { storeName: "The store", storeUrl, consumerKey, consumerSecret };
  const { id } = await wanted<{ id: number }>(api, 201, STORES, body);
  // The limit is measured by writing prices past the hub: the next export is to write over them, not to ask about them.
  const { status } = await api.call("PUT", `/api/v1/connections/${id}/conflict-policy`, { prices: "ours" });
  if (status !== 200) throw new Error(`The rule for prices could not be set (${status})`);
  return id;
}

type BulkRow = { readonly sku: string; readonly prices: Readonly<Record<string, string>> };

/** Made where they are new, changed where they are there; resolves when the run has ended. */
export async function putGoods(api: HubApi, goods: readonly BulkRow[]): Promise<void> {
  const { run } = await wanted<{ run: { id: number } }>(api, 202, BULK, goods);
  await until("the products were in the catalogue", () => isDone(api, run.id, goods.length), { withinMs: BULK_MS });
}

type BulkDetail = {
  readonly run: { readonly finished_at: string | null; readonly created: number; readonly updated: number };
};

/** @throws where not all of them were written */
async function isDone(api: HubApi, id: number, count: number): Promise<boolean> {
  const { body } = await api.call<BulkDetail>("GET", `${BULK}/${id}?limit=1`);
  if (body.run.finished_at === null) return false;
  if (body.run.created + body.run.updated === count) return true;
  throw new Error(`Not all ${count} products were written: ${JSON.stringify(body)}`);
}

/** @param partialUpdate only the price, and only where it has changed; otherwise all fields, and what is not there is made */
export function exportProducts(
  api: HubApi,
  connectionId: number,
  productIds: readonly number[],
  { partialUpdate }: { readonly partialUpdate: boolean },
): Promise<ExportReply> {
  const fieldsToExport = ["name", "sku", "price", ...(partialUpdate ? [] : ["description", "weight"])];
  const body = { connectionId, productIds, fieldsToExport, partialUpdate, wait: true };
  return wanted(api, 200, `${STORES}/export`, body);
}

export function importProducts(api: HubApi, connectionId: number): Promise<ImportReply> {
  return wanted(api, 200, `${STORES}/import`, { connectionId, wait: true });
}

async function wanted<Body>(api: HubApi, status: number, path: string, content: unknown): Promise<Body> {
  const reply = await api.call<Body>("POST", path, content);
  if (reply.status === status) return reply.body;
  throw new Error(`POST ${path} answered ${reply.status}: ${JSON.stringify(reply.body).slice(0, 1000)}`);
}
