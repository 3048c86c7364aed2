// Wishes in memory, as apps/hub/src/database/sync/work.ts keeps them: one row per thing, renewed with a version, settled by version.
import type { StockWish } from "../../src/services/stock/stock-rules.ts";
import type { Clock } from "./clock.ts";

export type WorkItem = {
  readonly connection: number;
  readonly kind: "order_status" | "stock";
  readonly remoteId: string;
  wish: StockWish;
  cause: string;
  version: number;
  waiting: boolean;
  dueAt: number;
};

export function makeModelWork(clock: Clock) {
  const items = new Map<string, WorkItem>();
  const statusWishes = new Map<string, number>();

  function wish(item: Pick<WorkItem, "connection" | "kind" | "remoteId" | "cause" | "wish">, delayMs: number): void {
    const key = `${item.connection}:${item.kind}:${item.remoteId}`;
    const held = items.get(key);
    if (delayMs > 0 && held?.waiting) return;
    items.set(key, {
      ...item,
      version: (held?.version ?? 0) + 1,
      waiting: true,

      dueAt: clock.now() + delayMs,
    });
  }

  return {
    wishStatus: (connection: number, remoteId: string): void =>
      wish({ connection, kind: "order_status", remoteId, cause: "user", wish: { sku: "" } }, 0),
    /** `toBeTold`: it differs from what we know of the store, and the order does not lie in the bin, where nothing is written. */
    statusSet: (connection: number, remoteId: string, toBeTold: boolean): void =>
      void statusWishes.set(`${connection}:${remoteId}`, toBeTold ? clock.now() : 0),
    wishStock: (connection: number, sku: string, cause: string, delayMs: number): void =>
      wish({ connection, kind: "stock", remoteId: sku, cause, wish: { sku } }, delayMs),
    /** A snapshot, as rows are: what is renewed meanwhile does not show in it. */
    due: (connection: number, kind: WorkItem["kind"]): readonly WorkItem[] =>
      [...items.values()]
        .filter((each) => each.connection === connection && each.kind === kind && each.waiting)
        .filter((each) => each.dueAt <= clock.now())
        .map((each) => ({ ...each })),
    waiting: (): readonly WorkItem[] => [...items.values()].filter((each) => each.waiting),
    nextDue: (): number | null => {
      const due = [...items.values()].filter((each) => each.waiting).map((each) => each.dueAt);
      return due.length === 0 ? null : Math.min(...due);
    },
    /** When the store was last to be told of a status. */
    statusWishedAt: (connection: number, remoteId: string): number =>
      statusWishes.get(`${connection}:${remoteId}`) ?? 0,
    settle: (item: WorkItem): void => {
      const held = items.get(`${item.connection}:${item.kind}:${item.remoteId}`);
      if (held?.version === item.version) held.waiting = false;
    },
    postpone: (item: WorkItem, ms: number): void => {
      const held = items.get(`${item.connection}:${item.kind}:${item.remoteId}`);
      if (held?.waiting && held.dueAt <= clock.now()) held.dueAt = clock.now() + ms;
    },
    /** As `doubtWork`: the doubt stands beside whatever is wished now. */
    doubt: (item: WorkItem, shows: number | null, at: Date, ms: number): void => {
      const held = items.get(`${item.connection}:${item.kind}:${item.remoteId}`);
      if (!held?.waiting) return;
      held.wish = { ...held.wish, doubt: { shows, at: at.toISOString() } };
      held.dueAt = clock.now() + ms;
    },
  };
}
