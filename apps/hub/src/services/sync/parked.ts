// Work that waits for a person: shown with what helps, tried again, or put away with a reason.
import { HubError } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import {
  findParked,
  hasOpenLike,
  listParked,
  type ParkedQuery,
  type ParkedRow,
  reopenParked,
  resolveParked,
  revivePark,
} from "../../database/sync/parked-work.ts";
import type { Queue } from "../../engine/queue.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Alerts, NewAlert } from "../alerts/alerts.ts";
import { refuseRemoved } from "../connections/removed.ts";
import { actorOf, type Principal } from "../principal.ts";
import { titleOfTrouble } from "./parked-words.ts";
import { canBeReadAlone, isNameless } from "./parking.ts";
import { maskedText, redactedPayload } from "./redaction.ts";
import type { Rereads } from "./rereads.ts";

export type Parked = ReturnType<typeof makeParked>;

export function makeParked(
  database: Database,
  queue: Queue,
  rereads: Rereads,
  alerts: Pick<Alerts, "raise" | "settle">,
) {
  async function open(db: Db, principal: Principal, id: number): Promise<ParkedRow> {
    const row = await findParked(db, principal.accountId, id);
    if (!row) throw unknown(id);
    if (row.resolved_at !== null)
      throw new HubError("conflict", `This was ${row.resolution} already`, { code: "parked_resolved" });
    return row;
  }

  /** The last of its trouble that left the inbox ends the alert about it. */
  async function settleAlert(db: Db, { account_id, connection_id, code, error_kind }: ParkedRow): Promise<void> {
    const subject = code ?? error_kind;
    if (await hasOpenLike(db, connection_id, subject)) return;
    await alerts.settle(db, { accountId: account_id, connectionId: connection_id, code: "parked_work", subject });
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
      return { ...row, payload: row.payload && redactedPayload(row.payload, { personal: true }) };
    },
    /** With the personal data in it, for those who may see customers; who looked is kept. Secrets stay hidden. */
    payload: (principal: Principal, id: number): Promise<string | null> =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await findParked(db, principal.accountId, id);
        if (!row) throw unknown(id);
        await record(db, principal, "parked.payload_seen", `parked:${id}`, {
          kind: row.kind,
          remote_id: row.remote_id,
        });
        return row.payload && redactedPayload(row.payload, { personal: false });
      }),
    retry: (principal: Principal, id: number): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await open(db, principal, id);
        refuseUnreadable(row);
        await refuseRemoved(db, row.connection_id);
        await retryOne(db, principal, row);
        await settleAlert(db, row);
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
        refuseUnreadable(like);
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
            canBeReadAlone(row),
        );
        for (const row of same) await retryOne(db, principal, row);
        await settleAlert(db, like);
        await record(db, principal, "parked.retried_like", `parked:${id}`, { count: same.length });
        return same.length;
      }),
    dismiss: (principal: Principal, id: number, reason: string): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await open(db, principal, id);
        await resolveParked(db, id, { resolution: "dismissed", by: actorOf(principal), reason });
        await settleAlert(db, row);
        await record(db, principal, "parked.dismissed", `parked:${id}`, { reason });
      }),
    /** What was put away waits in the inbox again. */
    reopen: (principal: Principal, id: number): Promise<void> =>
      database.asAccount(principal.accountId, async (db) => {
        const row = await findParked(db, principal.accountId, id);
        if (!row) throw unknown(id);
        if (!(await reopenParked(db, id))) throw notDismissed();
        await alerts.raise(db, alertOfCard(row));
        await record(db, principal, "parked.reopened", `parked:${id}`, { reason: row.reason });
      }),
  };
}

/** There is no id to ask the store for, or no way to ask for one alone. */
function refuseUnreadable(row: ParkedRow): void {
  const { remote_id, kind } = row;
  if (canBeReadAlone(row)) return;
  if (!isNameless(remote_id))
    throw new HubError("conflict", `A ${kind} cannot be read again by itself`, {
      code: "parked_read_with_all",
      remedy: `Read all from the beginning: logix backfill ${row.connection_id} ${kind}s --again. What can be read then leaves the inbox`,
    });
  throw new HubError("conflict", `The store did not say which ${kind} this is, so it cannot be read again by itself`, {
    code: "parked_nameless",
    remedy: `Put it right in the store and start a run of its ${kind}s, then dismiss this`,
  });
}

function alertOfCard({
  account_id,
  connection_id,
  source,
  kind,
  code,
  error_kind,
  message,
  remedy,
}: ParkedRow): NewAlert {
  return {
    accountId: account_id,
    connectionId: connection_id,
    code: "parked_work",
    subject: code ?? error_kind,
    title: titleOfTrouble({ source, kind }),
    detail: [maskedText(message), remedy].filter((words) => words !== null).join(". "),
  };
}

function notDismissed(): HubError {
  return new HubError("conflict", "Only what was dismissed can be opened again, and only once", {
    code: "parked_not_dismissed",
    remedy: "Look into the inbox: the same trouble may wait there already",
  });
}

function unknown(id: number): HubError {
  return new HubError("missing", `There is no parked work ${id}`, { code: "parked_unknown" });
}
