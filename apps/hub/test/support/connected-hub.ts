// A hub with one sandbox store connected to it, as its owner would connect it.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { expect } from "vitest";
import { eventually, type Reply, startTestHub, type TestHub } from "./test-hub.ts";

export type ConnectedHub = TestHub & {
  readonly store: WooStore;
  /** The connection's number and public id. */
  readonly connection: { readonly id: number; readonly publicId: string };
  /** Below /api/v1; expects `status`. */
  ask(method: string, path: string, body?: unknown, status?: number): Promise<Reply["body"]>;
};

/** With everything read, unless `autoSync` is false. */
export async function startConnectedHub(options: WooStoreOptions & { autoSync?: boolean } = {}): Promise<ConnectedHub> {
  const { autoSync = true, ...storeOptions } = options;
  const [hub, store] = await Promise.all([
    startTestHub(),
    startWooStore({ orders: 20, products: 10, ...storeOptions }),
  ]);
  const ask = async (method: string, path: string, body?: unknown, status = 200) => {
    const reply = await hub.call(method, `/api/v1${path}`, body);
    expect(reply, `${method} ${path}: ${JSON.stringify(reply.body)}`).toMatchObject({ status });
    return reply.body;
  };
  const wanted = { platform: "woocommerce", auto_sync: autoSync, settings: settingsOf(store) };
  const { id, public_id: publicId } = await ask("POST", "/connections", wanted, 201);
  if (autoSync) await allRunsDone({ ask });
  const close = async () => void (await Promise.all([hub.close(), store.close()]));
  return { ...hub, store, connection: { id, publicId }, ask, close };
}

export function settingsOf({ url, consumerKey, consumerSecret }: WooStore) {
  return { store_url: url, consumer_key: consumerKey, consumer_secret: consumerSecret };
}

async function allRunsDone({ ask }: Pick<ConnectedHub, "ask">): Promise<void> {
  await eventually(async () => {
    const { runs } = await ask("GET", "/runs");
    return (
      runs.length > 0 && runs.every((run: { state: string }) => run.state === "done" || run.state === "incomplete")
    );
  }, "all runs ended");
}

/** Every entry of a list, page by page. */
export async function allPages({ ask }: Pick<ConnectedHub, "ask">, path: string, list: string, limit: number) {
  const entries: Reply["body"][] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await ask(
      "GET",
      `${path}${path.includes("?") ? "&" : "?"}limit=${limit}${cursor && `&cursor=${cursor}`}`,
    );
    entries.push(...page[list]);
    cursor = page.next_cursor;
  }
  return entries;
}
