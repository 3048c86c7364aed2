// Work that waits for a person: shown with what helps, tried again, or put away with a reason.
import { HubError } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import {
  findParked,
  listParked,
  type ParkedQuery,
  type ParkedRow,
  resolveParked,
  revivePark,
} from "../../database/parked-work.ts";
import type { Queue } from "../../engine/queue.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import { refuseRemoved } from "../connections/removed.ts";
import { actorOf, type Principal } from "../principal.ts";
import { isNameless } from "./parking.ts";
import type { Rereads } from "./rereads.ts";

export type Parked = ReturnType<typeof makeParked>;

export function makeParked(database: Database, queue: Queue, rereads: Rereads) {
  async function open(db: Db, principal: Principal, id: number): Promise<ParkedRow> {
    const row = await findParked(db, principal.accountId, id);
    if (!row) throw unknown(id);
    if (row.resolved_at !== null)
      throw new HubError("conflict", `This was ${row.resolution} already`, { code: "parked_resolved" });
    return row;
  }

  /** Wishes are wished again; for everything else the thing is read from its store again. */
  async function retryOne(db: Db, principal: Principal, row: ParkedRow): Promise<void> {
    const connection = { id: row.connection_id, accountId: row.account_id };
    await resolveParked(db, row.id, { resolution: "retried", by: actorOf(principal), reason: null });
    if (row.source === "outward") {
      const kind = await revivePark(db, row);
      if (kind) await queue.wake(db, "outward", [{ key: `${row.connection_id}:${kind}` }]);
    } else if (row.kind === "order" || row.kind === "product" || row.kind === "customer") {
      await rereads.ask(db, connection, row.kind, [row.remote_id], "retried");
    }
  }

  return {
    /** Newest first. */
    page: async (
      { accountId }: Principal,
      { cursor, limit, ...query }: PageRequest & Pick<ParkedQuery, "connectionId" | "isOpen">,
    ): Promise<Page<ParkedRow>> => {
      const wanted = { ...query, accountId, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listParked(db, wanted)), limit);
    },
    get: async ({ accountId }: Principal, id: number): Promise<ParkedRow> => {
      const row = await database.asAccount(accountId, (db) => findParked(db, accountId, id));
      if (!row) throw unknown(id);
      return row;
    },
    retry: (principal: Principal, id: number): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await open(db, principal, id);
        refuseNameless(row);
        await refuseRemoved(db, row.connection_id);
        await retryOne(db, principal, row);
        await record(db, principal, "parked.retried", `parked:${id}`, {
          source: row.source,
          kind: row.kind,
          remote_id: row.remote_id,
        });
      }),
    /** Everything that failed for the same reason in the same connection. */
    retryLike: (principal: Principal, id: number): Promise<number> =>
      database.asAccount(principal.accountId, async (db) => {
        const like = await open(db, principal, id);
        refuseNameless(like);
        await refuseRemoved(db, like.connection_id);
        const rows = await listParked(db, {
          accountId: principal.accountId,
          connectionId: like.connection_id,
          isOpen: true,
          before: null,
          limit: 10_000,
        });
        const same = rows.filter(
          (row) =>
            row.source === like.source &&
            row.error_kind === like.error_kind &&
            row.code === like.code &&
            !isNameless(row.remote_id),
        );
        for (const row of same) await retryOne(db, principal, row);
        await record(db, principal, "parked.retried_like", `parked:${id}`, { count: same.length });
        return same.length;
      }),
    dismiss: (principal: Principal, id: number, reason: string): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        await open(db, principal, id);
        await resolveParked(db, id, { resolution: "dismissed", by: actorOf(principal), reason });
        await record(db, principal, "parked.dismissed", `parked:${id}`, { reason });
      }),
  };
}

/** There is no id to ask the store for. */
function refuseNameless({ remote_id, kind }: ParkedRow): void {
  if (!isNameless(remote_id)) return;
  throw new HubError("conflict", `The store did not say which ${kind} this is, so it cannot be read again by itself`, {
    code: "parked_nameless",
    remedy: `Put it right in the store and start a run of its ${kind}s, then dismiss this`,
  });
}

function unknown(id: number): HubError {
  return new HubError("missing", `There is no parked work ${id}`, { code: "parked_unknown" });
}
