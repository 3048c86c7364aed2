// A store that answers with nothing but what a real one answered once: its orders, customers and words about itself.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

const folder = join(process.env.RECORDINGS_DIR ?? "../shared/recordings", "woocommerce");

export const hasRecordings = existsSync(folder);

type RecordedOrder = Readonly<Record<string, unknown>> & { readonly id: number; readonly status: string };

export type RecordedStore = { readonly url: string; readonly orders: readonly RecordedOrder[]; close(): Promise<void> };

export async function startRecordedStore(): Promise<RecordedStore> {
  const orders = recordedOrders();
  const server = createServer((request, reply) => {
    const url = new URL(request.url ?? "/", "http://store");
    const answer = answerTo(request.method ?? "GET", url, orders);
    const headers = { "content-type": "application/json; charset=UTF-8", "x-wp-total": String(answer.total ?? 0) };
    reply.writeHead(answer.status, headers).end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: AddressInfo = addressOf(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    orders,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Answer = { readonly status: number; readonly body: unknown; readonly total?: number };

function answerTo(method: string, url: URL, orders: readonly RecordedOrder[]): Answer {
  const path = url.pathname.replace(/^\/wp-json/, "");
  if (path === "/") return { status: 200, body: bodyOf("meta/wp-json-root.json") };
  if (path === "/wc/v3/system_status") return { status: 200, body: bodyOf("meta/system_status.json") };
  if (method === "POST" && path === "/wc/v3/orders/batch") return { status: 200, body: bodyOf("batch/empty.json") };
  if (path === "/wc/v3/orders") return pageOf(orders, url.searchParams);
  return { status: 404, body: bodyOf("errors/404-no-route.json") };
}

// As the notes on the real store say: any status without those in the bin, which only their own filter shows.
function pageOf(orders: readonly RecordedOrder[], query: URLSearchParams): Answer {
  const wanted = orders.filter((order) => (query.get("status") === "trash") === (order.status === "trash"));
  const offset = Number(query.get("offset") ?? 0);
  return {
    status: 200,
    body: wanted.slice(offset, offset + Number(query.get("per_page") ?? 10)),
    total: wanted.length,
  };
}

/** Every order of the recordings once, as it was recorded last, by id. */
function recordedOrders(): RecordedOrder[] {
  const found = new Map<number, RecordedOrder>();
  for (const name of readdirSync(join(folder, "orders")).filter((file) => /^(list|single)-/.test(file))) {
    if (/-(v1|v2|dp-\d|envelope|fields|context-edit)\./.test(name)) continue;
    const body = bodyOf(`orders/${name}`);
    for (const row of Array.isArray(body) ? body : [body]) keepNewest(found, row);
  }
  return [...found.values()].sort((one, other) => one.id - other.id);
}

function keepNewest(found: Map<number, RecordedOrder>, row: unknown): void {
  if (!isOrder(row)) return;
  const held = found.get(row.id);
  if (!held || String(held.date_modified_gmt) <= String(row.date_modified_gmt)) found.set(row.id, row);
}

function isOrder(row: unknown): row is RecordedOrder {
  return typeof row === "object" && row !== null && "line_items" in row && "id" in row && "status" in row;
}

function bodyOf(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), "utf8")).body;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (typeof address === "object" && address !== null) return address;
  throw new Error("The recorded store has no port");
}
