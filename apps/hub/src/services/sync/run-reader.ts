// Reads a store page by page and stores each page with the checkpoint behind it in one transaction. While one page is stored,
// the next is already on its way.
import { type Customer, HubError, type Order, type Product } from "@logix/model";
import { z } from "zod";
import type { Checkpoint, Page, ResourceKind, Seen, Store, Unreadable } from "../../connector-kit/contract.ts";
import type { Payout } from "../../connector-kit/payouts.ts";
import { touchLastSync } from "../../database/connections/connections.ts";
import type { Database, Db } from "../../database/database.ts";
import { finishRun, type PageCounts, type RunRow, recordPage } from "../../database/sync/runs.ts";
import { databaseTime } from "../../database/sync/work.ts";
import type { Connection, Patience, Stores } from "../connections/stores.ts";
import type { News } from "../orders/order-decision.ts";
import type { Intakes } from "./delivery-work.ts";
import { namelessIn, type Parking } from "./parking.ts";
import type { Rereads } from "./rereads.ts";
import { runFilterSchema } from "./run-filter.ts";

const MOST_PER_PAGE = 100;
/** A payout is listed by the day of its issue, and is on its way for days after that: look back until it has arrived or failed. */
const PAYOUT_SETTLES_MS = 14 * 86_400_000;

/** Stores one page and says what became of its records. */
type Taker<T> = (db: Db, connection: Connection, records: readonly Seen<T>[], news: News) => Promise<PageCounts>;
type Fetched = { readonly askedAt: Date; readonly next: IteratorResult<StorePage> };
/** A page of any kind with the one who can store it. */
type StorePage = {
  readonly page: Page<unknown>;
  readonly size: number;
  take(db: Db, connection: Connection, news: News): Promise<PageCounts>;
  /** The same, record by record. */
  readonly singles: readonly SingleRecord[];
};
type SingleRecord = {
  readonly remoteId: string;
  readonly raw: string;
  take(db: Db, connection: Connection, news: News): Promise<PageCounts>;
};

export const STORE_PREPARING = "store_preparing";

export type RunReader = ReturnType<typeof makeRunReader>;

export function makeRunReader(
  database: Database,
  stores: Stores,
  intakes: Intakes,
  parking: Parking,
  rereads: Rereads,
) {
  /** True when the run has ended, false when its time was up. */
  async function read(run: RunRow, connection: Connection, patience: Patience, sliceMs: number): Promise<boolean> {
    const ends = performance.now() + sliceMs;
    const pages = openPages(stores.open(connection, patience), run)[Symbol.asyncIterator]();
    let left = run.most === null ? Number.POSITIVE_INFINITY : run.most - run.seen;
    let coming = fetch(pages);
    try {
      for (;;) {
        const { askedAt, next } = await coming;
        if (next.done) return await end(run, connection, "done");
        if (left <= 0) return await end(run, connection, "incomplete");
        left -= next.value.size;
        const pauseMs = next.value.page.comeAgainAfterMs;
        if (pauseMs === undefined) {
          coming = fetch(pages);
          coming.catch(() => {}); // looked at in the next round; until then it must not count as unhandled
        }
        await storePage(run, connection, next.value, { source: "page", askedAt });
        if (pauseMs !== undefined) throw stillPreparing(pauseMs);
        if (performance.now() > ends) return false;
      }
    } finally {
      await pages.return?.(undefined);
    }
  }

  async function fetch(pages: AsyncIterator<StorePage>): Promise<Fetched> {
    const askedAt = await databaseTime(database.db);
    return { askedAt, next: await pages.next() };
  }

  /** All records in one transaction; where that fails, one by one, so that a poisonous one does not hold its neighbours. */
  async function storePage(run: RunRow, connection: Connection, page: StorePage, news: News): Promise<void> {
    try {
      await database.transaction(async (db) =>
        finishPage(db, run, connection, page, await page.take(db, connection, news)),
      );
    } catch (error) {
      if (page.singles.length === 0) throw error;
      const counts: PageCounts[] = [];
      for (const single of page.singles) counts.push(await storeSingle(run, connection, single, news));
      await database.transaction((db) => finishPage(db, run, connection, page, sumOf(counts)));
    }
  }

  /** With the checkpoint behind the page, once every record of it is stored or parked. */
  async function finishPage(
    db: Db,
    run: RunRow,
    connection: Connection,
    { page }: StorePage,
    counts: PageCounts,
  ): Promise<void> {
    for (const trouble of page.unreadable) await parkUnreadable(db, run, connection, trouble);
    await recordPage(db, run, page.checkpoint, page.total, {
      ...counts,
      ignored: page.ignored,
      failed: counts.failed + page.unreadable.length,
    });
  }

  /** What cannot be stored is parked, and read again on its own later. Throws where not even that can be written down. */
  async function storeSingle(
    run: RunRow,
    connection: Connection,
    { remoteId, raw, take }: SingleRecord,
    news: News,
  ): Promise<PageCounts> {
    try {
      return await database.transaction((db) => take(db, connection, news));
    } catch (error) {
      const kind = kindOf(run.kind);
      await database.transaction(async (db) => {
        await parking.failed(db, connection, { source: "page", kind, remoteId, error, payload: raw });
        // No payout can be read alone; the runs of the next days meet it again.
        if (kind !== "payout") await rereads.ask(db, connection, kind, [remoteId], "retried");
      });
      return { ...NOTHING, failed: 1 };
    }
  }

  async function parkUnreadable(db: Db, run: RunRow, connection: Connection, trouble: Unreadable): Promise<void> {
    await parking.unreadable(db, connection, {
      source: "page",
      kind: kindOf(run.kind),
      remoteId: trouble.remoteId ?? namelessIn(run.id),
      trouble,
    });
  }

  async function end(run: RunRow, connection: Connection, state: "done" | "incomplete"): Promise<true> {
    await database.transaction(async (db) => {
      await finishRun(db, run, state);
      await touchLastSync(db, connection.id);
    });
    return true;
  }

  function openPages(store: Store, run: RunRow): AsyncIterable<StorePage> {
    const { since, remoteStatuses } = runFilterSchema.parse(run.filter);
    const resume = checkpointSchema.nullable().parse(run.checkpoint) ?? undefined;
    const pageSize = Math.min(MOST_PER_PAGE, run.most ?? MOST_PER_PAGE);
    const from: { since?: Date } = since === undefined ? {} : { since: new Date(since) };
    if (run.kind === "orders")
      return withTaker(store.syncOrders({ ...from, remoteStatuses, pageSize }, resume), takeOrders);
    if (run.kind === "products") return withTaker(store.syncProducts({ ...from, pageSize }, resume), takeProducts);
    if (run.kind === "payouts")
      return withTaker(store.payouts?.sync(sinceIssue(from.since), resume) ?? nothing(), takePayouts);
    return withTaker(store.customers?.sync({ pageSize }, resume) ?? nothing(), takeCustomers);
  }

  const takeOrders: Taker<Order> = async (db, connection, records, news) =>
    countsOf(await intakes.orders.apply(db, connection, records, news));
  const takeProducts: Taker<Product> = async (db, connection, records, news) =>
    countsOf(await intakes.listings.apply(db, connection, records, news));
  const takeCustomers: Taker<Customer> = async (db, connection, records) =>
    seenOf(records.length, await intakes.customers.apply(db, connection, records));
  const takePayouts: Taker<Payout> = async (db, connection, records) =>
    seenOf(records.length, await intakes.payouts.apply(db, connection, records));

  return { read };
}

export const checkpointSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
) satisfies z.ZodType<Checkpoint>;

async function* withTaker<T extends { readonly remoteId: string }>(
  pages: AsyncIterable<Page<T>>,
  take: Taker<T>,
): AsyncGenerator<StorePage> {
  for await (const page of pages) {
    const { records } = page;
    const singles = records.map(
      (seen): SingleRecord => ({
        remoteId: seen.record.remoteId,
        raw: seen.raw,
        take: (db, connection, news) => take(db, connection, [seen], news),
      }),
    );
    const size = records.length + page.unreadable.length + page.ignored;
    yield { page, size, singles, take: (db, connection, news) => take(db, connection, records, news) };
  }
}

/** The checkpoint is stored; whoever comes back goes on behind it. */
function stillPreparing(pauseMs: number): HubError {
  return new HubError("limited", "The store is still preparing its answer", {
    code: STORE_PREPARING,
    retryAt: new Date(Date.now() + pauseMs),
  });
}

const NOTHING: PageCounts = { seen: 0, created: 0, updated: 0, unchanged: 0, ignored: 0, failed: 0 };

function sumOf(all: readonly PageCounts[]): PageCounts {
  return all.reduce(
    (sum, counts) => ({
      seen: sum.seen + counts.seen,
      created: sum.created + counts.created,
      updated: sum.updated + counts.updated,
      unchanged: sum.unchanged + counts.unchanged,
      ignored: 0,
      failed: sum.failed + counts.failed,
    }),
    NOTHING,
  );
}

function kindOf(kind: RunRow["kind"]): ResourceKind | "payout" {
  if (kind === "payouts") return "payout";
  return kind === "orders" ? "order" : kind === "products" ? "product" : "customer";
}

function sinceIssue(since: Date | undefined): { readonly since?: Date } {
  return since === undefined ? {} : { since: new Date(since.getTime() - PAYOUT_SETTLES_MS) };
}

function seenOf(seen: number, { created, updated }: Pick<PageCounts, "created" | "updated">): PageCounts {
  return { ...NOTHING, seen, created, updated, unchanged: seen - created - updated };
}

async function* nothing(): AsyncGenerator<Page<never>> {}

function countsOf(outcomes: readonly { readonly action: string }[]): PageCounts {
  const count = (...actions: readonly string[]) =>
    outcomes.filter((outcome) => actions.includes(outcome.action)).length;
  return {
    seen: outcomes.length,
    created: count("create"),
    updated: count("update"),
    unchanged: count("unchanged", "echo", "stale", "reread"),
    ignored: 0,
    failed: 0,
  };
}
