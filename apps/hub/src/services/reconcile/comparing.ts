// Compares both sides range by range: the store's thin index, a page at a time, with the digest of what we hold there.
// A page, what was found in it and the place behind it are stored in one transaction.
import { HubError } from "@logix/model";
import type { IndexPage, StoreIndex } from "../../connector-kit/store-index.ts";
import type { Database, Db } from "../../database/database.ts";
import { heldByIds, heldDigest, heldInRange, type IdRange } from "../../database/reconcile/reconcile-held.ts";
import { nameRows } from "../../database/reconcile/reconcile-rows.ts";
import type { Domain } from "../../database/reconcile/reconcile-tables.ts";
import { countRange, moveReconcile, type ReconcileRow } from "../../database/reconcile/reconciles.ts";
import { databaseTime, findCursorTime } from "../../database/sync/work.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import { differencesOf } from "./differences.ts";
import type { Position } from "./position.ts";
import { digestOf, type Entry, toEntry } from "./thin-entries.ts";

type EntryPage = Pick<IndexPage<never>, "part" | "upTo" | "outOfSight" | "checkpoint"> & {
  readonly entries: readonly Entry[];
};

export function makeComparing(database: Database, stores: Stores) {
  /** True when the whole domain is compared, false when the time was up. */
  async function compare(sweep: ReconcileRow, connection: Connection, from: Position, ends: number): Promise<boolean> {
    const { domain } = from;
    const index = stores.open(connection, "work").index;
    if (!index) throw noIndex(connection);
    const pages = pagesOf(index, domain, from)[Symbol.asyncIterator]();
    const readUntil = await findCursorTime(database.db, connection.id, domain);
    let { part, after } = from;
    try {
      for (;;) {
        const askedAt = await databaseTime(database.db);
        const next = await pages.next();
        if (next.done) return true;
        const page = next.value;
        const range = { part: page.part, after: page.part === part ? after : null, upTo: page.upTo };
        part = page.part;
        after = page.upTo;
        const place = { ...from, part, after, checkpoint: page.checkpoint };
        await database.transaction(async (db) => {
          if (!page.outOfSight)
            await compareRange(db, sweep, domain, range, { listed: page.entries, askedAt, readUntil });
          await moveReconcile(db, sweep.id, place);
        });
        if (performance.now() > ends) return false;
      }
    } finally {
      await pages.return?.(undefined);
    }
  }

  async function compareRange(
    db: Db,
    sweep: ReconcileRow,
    domain: Domain,
    range: IdRange,
    there: { readonly listed: readonly Entry[]; readonly askedAt: Date; readonly readUntil: Date | null },
  ): Promise<void> {
    const { connection_id: connectionId, account_id: accountId, id } = sweep;
    const { listed } = there;
    const here = await heldDigest(db, connectionId, domain, range);
    const isApart = here.count !== listed.length || here.digest !== digestOf(listed);
    await countRange(db, id, domain, { listed: listed.length, isApart });
    if (!isApart) return;
    const ids = listed.map(({ remoteId }) => remoteId);
    const sides = {
      ...there,
      held: await heldInRange(db, connectionId, domain, range),
      elsewhere: await heldByIds(db, connectionId, domain, ids),
    };
    await nameRows(db, { id, accountId, domain }, differencesOf(sides));
  }

  return { compare };
}

function pagesOf(index: StoreIndex, domain: Domain, { checkpoint }: Position): AsyncIterable<EntryPage> {
  const resume = checkpoint ?? undefined;
  if (domain === "orders") return withEntries(index.orders.pages(resume), (thin) => toEntry("orders", thin));
  if (domain === "products") return withEntries(index.products.pages(resume), (thin) => toEntry("products", thin));
  return withEntries(index.customers?.pages(resume) ?? nothing(), (thin) => toEntry("customers", thin));
}

async function* withEntries<T>(
  pages: AsyncIterable<IndexPage<T>>,
  entryOf: (thin: T) => Entry,
): AsyncGenerator<EntryPage> {
  for await (const page of pages) yield { ...page, entries: page.entries.map(entryOf) };
}

async function* nothing(): AsyncGenerator<IndexPage<never>> {}

export function noIndex({ connector }: Connection): HubError {
  return new HubError("refused", `${connector.title} cannot be compared yet: its connector lists no index`, {
    code: "reconcile_unsupported",
    remedy: "Read everything again instead: logix backfill --again",
  });
}
