// Sees in a store's own control when a product shows another stock, without asking the store over HTTP: that would take
// from the hub the processor that is measured.
import type { WooStore } from "@logix/sandbox/woocommerce";
import { now } from "../support/clock.ts";

/** What a store's product was seen to show, and when. */
export type StockSighting = {
  readonly store: number;
  readonly sku: string;
  readonly shows: number;
  readonly at: number;
};

export type StockWatch = {
  /** What was seen since the last call. */
  take(): readonly StockSighting[];
  /** Requests so far, store by store. */
  requests(): readonly number[];
};

const LOOK_MS = 5;
/** A look at a thousand stores takes a while itself. */
const STORES_PER_MS = 20;

/** Looks at the stores' logs every few milliseconds, and then at the products that a request wrote. */
export function watchStock(stores: readonly WooStore[]): StockWatch {
  const seen: StockSighting[] = [];
  const requests: number[] = [];
  const look = () => {
    for (const [index, store] of stores.entries()) {
      const fresh = store.control.requests();
      if (fresh.length === 0) continue;
      // The log holds the latest requests only, so it is emptied at each look.
      store.control.resetCounts();
      requests[index] = (requests[index] ?? 0) + fresh.length;
      const ids = fresh.filter(({ method }) => method !== "GET").flatMap(({ body, path }) => idsIn(body, path));
      seen.push(...ids.flatMap((id) => sightingOf(store, index, id)));
    }
  };
  const lookOn = () => {
    look();
    setTimeout(lookOn, LOOK_MS + stores.length / STORES_PER_MS);
  };
  lookOn();
  return {
    take: () => {
      look();
      return seen.splice(0);
    },
    requests: () => Array.from(stores, (_, index) => requests[index] ?? 0),
  };
}

function sightingOf(store: WooStore, index: number, id: number): StockSighting[] {
  const { sku, stock_quantity: shows } = store.control.product(id);
  return typeof sku === "string" && typeof shows === "number" ? [{ store: index, sku, shows, at: now() }] : [];
}

function idsIn(body: string, path: string): number[] {
  if (!path.includes("/products") || body === "") return [];
  const { update = [] }: { readonly update?: readonly { readonly id: number | string }[] } = JSON.parse(body);
  const single = /\/(\d+)$/.exec(path)?.[1];
  return [...update.map(({ id }) => Number(id)), ...(single === undefined ? [] : [Number(single)])];
}
