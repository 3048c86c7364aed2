// Writes our order status to the store, where it is not there already and where it does no harm.
import type { Order, OrderStatus } from "@logix/model";
import { HubError, isHubError } from "@logix/model";
import type { RateLimit, Seen } from "../../connector-kit/contract.ts";
import type { Database } from "../../database/database.ts";
import { addHistory, type HistoryWrite } from "../../database/orders/orders-history.ts";
import { type OrderForWrite, orderForWrite } from "../../database/orders/orders-read.ts";
import { databaseTime, postponeWork, settleWork, type WorkRow } from "../../database/sync/work.ts";
import type { RateLimiter } from "../../engine/rate-limit.ts";
import { type Verdict, verdictOn } from "../../engine/retry.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Carrier } from "../sync/outward-work.ts";
import type { Parking } from "../sync/parking.ts";
import type { OrderIntake } from "./order-intake.ts";
import { writeOver } from "./status-rules.ts";

/** The store's answer may call for another decision; after so many it is left to the next wish. */
const MOST_STEPS = 3;

/** So many orders that cannot be written before any can: the store is down, it is not one order that is bad. */
const PATIENCE = 3;
/** So often may one order fail while its neighbours are written; then it is the order. */
const MOST_TRIES = 10;
/** What a store tells its customers by itself, where its connector says nothing else. */
const MAIL_LIMIT: RateLimit = { requests: 30, perMs: 60_000, burst: 30 };

export function makeStatusCarrier(
  database: Database,
  stores: Stores,
  intake: OrderIntake,
  parking: Parking,
  limiter: Pick<RateLimiter, "count" | "giveBack">,
): Carrier {
  async function carry(connection: Connection, work: WorkRow): Promise<void> {
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const order = await orderForWrite(database.db, connection.id, work.remote_id);
      const because = order ? await writeOnce(connection, order) : "the order is gone";
      if (because !== null) return settle(work, because);
    }
    return settle(work, "the store kept changing the order");
  }

  /** Null where the order has to be looked at once more, else why it is settled. */
  async function writeOnce(connection: Connection, order: OrderForWrite): Promise<string | null> {
    if (order.away) return "the order is in the store's bin or deleted";
    const decision = writeOver(connection.rules, order.status, order.remote_status);
    if (!decision.write) return decision.because;
    const askedAt = await databaseTime(database.db);
    const seen = { remoteStatus: order.remote_status, modifiedAt: order.modified_at.toISOString() };
    const to: { status: OrderStatus; remoteStatus: string } = {
      status: order.status,
      remoteStatus: decision.remoteStatus,
    };
    if (decision.mails) await takeMailPlace(connection);
    const written = await stores.open(connection, "work").updateOrderStatus(order.remote_id, to, seen);
    const isWritten = written.outcome === "written";
    if (decision.mails && !isWritten) await limiter.giveBack(mailKey(connection), mailLimit(connection));
    const note = decision.mails ? MAILED : null;
    await database.transaction(async (db) => {
      if (isWritten) {
        const isTold = await intake.applyWritten(db, connection, written.after, askedAt, note);
        if (note !== null && !isTold) await addHistory(db, connection.accountId, [markOf(order, written.after, note)]);
      } else await intake.apply(db, connection, [written.after], { source: "reread", askedAt });
    });
    return isWritten ? (note ?? "written") : null;
  }

  /** @throws HubError `limited` where the customers of this store have been told enough for the moment. */
  async function takeMailPlace(connection: Connection): Promise<void> {
    const { allowed, retryAt } = await limiter.count(mailKey(connection), mailLimit(connection));
    if (allowed) return;
    throw new HubError("limited", "Too many orders at once whose customers the store tells by mail", {
      code: MAIL_LIMIT_CODE,
      retryAt,
    });
  }

  async function settle({ id, version }: WorkRow, note: string): Promise<void> {
    await settleWork(database.db, [{ id, version, state: "done", note }]);
  }

  async function park(connection: Connection, work: WorkRow, error: HubError): Promise<void> {
    await database.transaction((db) => parking.wishesFailed(db, connection, [work], error));
  }

  /** One order's trouble is its own matter; a store that does not answer concerns all of them. */
  return async (connection, work) => {
    const stuck: { readonly work: WorkRow; readonly error: HubError }[] = [];
    let written = 0;
    for (const each of work) {
      try {
        await carry(connection, each);
        written += 1;
      } catch (error) {
        if (isHubError(error, ...ITS_OWN)) await park(connection, each, error);
        else if (isMailLimit(error)) await putOff(each, error);
        else if (isHubError(error, "unreachable", "unreadable")) stuck.push({ work: each, error });
        else throw error;
        const first = stuck[0];
        if (first && written === 0 && stuck.length >= PATIENCE) throw first.error;
      }
    }
    for (const { work: each, error } of stuck) {
      const isItsOwn = written > 0 && each.attempts + 1 >= MOST_TRIES && !isHubError(error, "unreadable");
      if (isItsOwn || verdict(each, error).remedy === "park") await park(connection, each, error);
      else await putOff(each, error);
    }
  };

  async function putOff(work: WorkRow, error: HubError): Promise<void> {
    const delay = { note: error.message, wasUnreadable: isHubError(error, "unreadable") };
    await postponeWork(database.db, [work], { ...delay, until: verdict(work, error).at });
  }
}

function verdict(work: WorkRow, error: HubError): Verdict {
  return verdictOn(error, work.attempts + 1, new Date(), work.unreadable_ms);
}

/** For a write whose delivery was here before its answer, and has told of the change. */
function markOf({ id, status }: OrderForWrite, { record: { remoteStatus } }: Seen<Order>, note: string): HistoryWrite {
  return {
    orderId: id,
    actor: "store",
    source: "write",
    fromStatus: status,
    toStatus: status,
    fromRemote: remoteStatus,
    toRemote: remoteStatus,
    note,
  };
}

/** Nothing that asking again would change. */
const ITS_OWN = ["refused", "missing", "conflict", "invalid"] as const;
const MAIL_LIMIT_CODE = "mail_limit";
const MAILED = "the store tells the customer by mail";

function isMailLimit(error: unknown): error is HubError {
  return isHubError(error, "limited") && error.details.code === MAIL_LIMIT_CODE;
}

function mailKey({ id }: Connection): string {
  return `mail:${id}`;
}

function mailLimit({ limits }: Connection): RateLimit {
  return limits.customer_mail ?? MAIL_LIMIT;
}
