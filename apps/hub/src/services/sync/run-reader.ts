// Reads a store page by page and stores each page with the checkpoint behind it in one transaction. While one page is stored,
// the next is already on its way.
import type { Customer, Order, Product } from "@logix/model";
import { z } from "zod";
import type { Checkpoint, Page, Store, Unreadable } from "../../connector-kit/contract.ts";
import { touchLastSync } from "../../database/connections.ts";
import type { Database, Db } from "../../database/database.ts";
import { finishRun, type PageCounts, type RunRow, recordPage } from "../../database/runs.ts";
import { databaseTime } from "../../database/work.ts";
import type { Connection, Patience, Stores } from "../connections/stores.ts";
import type { News } from "../orders/order-decision.ts";
import type { Intakes } from "./delivery-work.ts";
import { namelessIn, type Parking } from "./parking.ts";
import { runFilterSchema } from "./run-filter.ts";

const MOST_PER_PAGE = 100;

/** Stores one page and says what became of its records. */
type Taker<T> = (db: Db, connection: Connection, page: Page<T>, news: News) => Promise<PageCounts>;
type Fetched = { readonly askedAt: Date; readonly next: IteratorResult<StorePage> };
/** A page of any kind with the one who can store it. */
type StorePage = {
  readonly page: Page<unknown>;
  readonly size: number;
  take(db: Db, connection: Connection, news: News): Promise<PageCounts>;
};

export type RunReader = ReturnType<typeof makeRunReader>;

export function makeRunReader(database: Database, stores: Stores, intakes: Intakes, parking: Parking) {
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
        coming = fetch(pages);
        coming.catch(() => {}); // looked at in the next round; until then it must not count as unhandled
        await storePage(run, connection, next.value, { source: "page", askedAt });
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

  async function storePage(run: RunRow, connection: Connection, { page, take }: StorePage, news: News): Promise<void> {
    await database.transaction(async (db) => {
      const counts = await take(db, connection, news);
      for (const trouble of page.unreadable) await parkUnreadable(db, run, connection, trouble);
      await recordPage(db, run, page.checkpoint, page.total, {
        ...counts,
        ignored: page.ignored,
        failed: counts.failed + page.unreadable.length,
      });
    });
  }

  async function parkUnreadable(db: Db, run: RunRow, connection: Connection, trouble: Unreadable): Promise<void> {
    const kind = run.kind.slice(0, -1);
    await parking.unreadable(db, connection, {
      source: "page",
      kind,
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
    const from = since === undefined ? {} : { since: new Date(since) };
    if (run.kind === "orders")
      return withTaker(store.syncOrders({ ...from, remoteStatuses, pageSize }, resume), takeOrders);
    if (run.kind === "products") return withTaker(store.syncProducts({ ...from, pageSize }, resume), takeProducts);
    return withTaker(store.customers?.sync({ pageSize }, resume) ?? nothing(), takeCustomers);
  }

  const takeOrders: Taker<Order> = async (db, connection, page, news) =>
    countsOf(await intakes.orders.apply(db, connection, page.records, news));
  const takeProducts: Taker<Product> = async (db, connection, page, news) =>
    countsOf(await intakes.listings.apply(db, connection, page.records, news));
  const takeCustomers: Taker<Customer> = async (db, connection, page) => {
    const { created, updated } = await intakes.customers.apply(db, connection, page.records);
    const seen = page.records.length;
    return { seen, created, updated, unchanged: seen - created - updated, ignored: 0, failed: 0 };
  };

  return { read };
}

export const checkpointSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
) satisfies z.ZodType<Checkpoint>;

async function* withTaker<T>(pages: AsyncIterable<Page<T>>, take: Taker<T>): AsyncGenerator<StorePage> {
  for await (const page of pages) {
    const size = page.records.length + page.unreadable.length + page.ignored;
    yield { page, size, take: (db, connection, news) => take(db, connection, page, news) };
  }
}

async function* nothing(): AsyncGenerator<Page<Customer>> {}

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
