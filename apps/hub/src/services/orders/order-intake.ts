// Orders as their stores show them become orders of ours: the one way in for pages, deliveries, rereads and replies to writes.
import { createHash } from "node:crypto";
import type { Order, OrderStatus } from "@logix/model";
import type { Seen } from "../../connector-kit/contract.ts";
import { type CustomerWrite, upsertCustomers } from "../../database/customers/customers-write.ts";
import type { Db } from "../../database/database.ts";
import { addHistory, markWritten, tombstoneOrders } from "../../database/orders/orders-history.ts";
import {
  guestId,
  type HeldOrderRow,
  insertOrders,
  lockOrders,
  type OrderWrite,
  updateOrders,
} from "../../database/orders/orders-write.ts";
import { heal } from "../../database/sync/parked-work.ts";
import { orderFieldsOf } from "../../field-mapping/order-fields.ts";
import type { UnknownStatuses } from "../alerts/unknown-statuses.ts";
import type { Connection } from "../connections/stores.ts";
import { newestOfEach } from "../sync/newest.ts";
import type { Rereads } from "../sync/rereads.ts";
import { decideOnOrder, type News, type OrderDecision } from "./order-decision.ts";
import { keepReturns, type OrderWithReturns } from "./order-returns.ts";
import type { OrderStock } from "./order-stock.ts";
import { type StockStep, stockStep } from "./stock-moves.ts";

export type OrderOutcome = {
  readonly remoteId: string;
  readonly orderId: number | null;
  readonly action: OrderDecision["action"];
};

export type OrderIntake = ReturnType<typeof makeOrderIntake>;

type Incoming = {
  readonly seen: Seen<Order>;
  readonly record: Order;
  /** The merchant's own fields, null where none are wanted. */
  readonly custom: object | null;
  readonly hash: Buffer;
};
type Decided = Incoming & { readonly held: HeldOrderRow | undefined; readonly decision: OrderDecision };

/** Bumped when the mapping of orders changes, so that equal content is written once more. */
const MAPPING_VERSION = 2;

export function makeOrderIntake(orderStock: OrderStock, rereads: Rereads, unknownStatuses: UnknownStatuses) {
  /** Within the caller's transaction. One outcome per remote id. */
  async function apply(
    db: Db,
    connection: Connection,
    orders: readonly Seen<Order>[],
    news: News,
  ): Promise<readonly OrderOutcome[]> {
    const outcomes: OrderOutcome[] = [];
    const { newest, tied } = newestOfEach(orders);
    let open = newest.map((seen) => toIncoming(connection, seen));
    // A second round only for orders that somebody else stored between our look and our insert.
    while (open.length > 0) {
      const decided = await decide(db, connection, open, news);
      const stored = await store(db, connection, decided, news);
      outcomes.push(...stored);
      const done = new Set(stored.map((outcome) => outcome.remoteId));
      open = open.filter((each) => !done.has(each.record.remoteId));
    }
    if (news.askedAt === null) await rereads.ask(db, connection, "order", tied, "same_second");
    await heal(
      db,
      connection.id,
      "order",
      outcomes.map((outcome) => outcome.remoteId),
    );
    return outcomes;
  }

  async function store(
    db: Db,
    connection: Connection,
    decided: readonly Decided[],
    news: News,
  ): Promise<OrderOutcome[]> {
    const scope = { accountId: connection.accountId, connectionId: connection.id };
    const created = decided.flatMap((each) => toWrite(each, "create"));
    const updated = decided.flatMap((each) => toWrite(each, "update"));
    await upsertCustomers(db, scope, buyersOf([...created, ...updated]));
    const ids = new Map((await insertOrders(db, scope, created)).map((row) => [row.remote_id, row.id]));
    await updateOrders(db, scope, updated);
    await addHistory(
      db,
      connection.accountId,
      decided.flatMap((each) => historyOf(each, news)),
    );
    await keepReturns(
      db,
      connection,
      decided.flatMap((each) => withReturns(each, ids)),
      news,
    );
    await orderStock.follow(
      db,
      connection.accountId,
      decided.flatMap((each) => stockStepOf(each, ids)),
    );
    await unknownStatuses.met(
      db,
      connection,
      [...created, ...updated].map(({ record }) => record.remoteStatus),
    );
    const unclear = decided.filter((each) => each.decision.action === "reread").map((each) => each.record.remoteId);
    await rereads.ask(db, connection, "order", unclear, "same_second");
    return decided.flatMap((each) => outcomeOf(each, ids));
  }

  return {
    apply,
    /**
     * What a write of ours left behind: applied, and remembered so that its echo is known. Whether it was news is the
     * answer: its own delivery may have been quicker.
     */
    applyWritten: async (
      db: Db,
      connection: Connection,
      order: Seen<Order>,
      askedAt: Date,
      note: string | null = null,
    ): Promise<boolean> => {
      const outcomes = await apply(db, connection, [order], { source: "write", askedAt, note });
      await markWritten(db, connection.id, order.record.remoteId, toIncoming(connection, order).hash);
      return outcomes.some(({ action }) => action === "update");
    },
    /** The store deleted these for good; we keep them, marked. */
    gone: async (db: Db, connection: Connection, remoteIds: readonly string[]): Promise<void> => {
      const orderIds = await tombstoneOrders(db, connection.id, remoteIds);
      await orderStock.release(db, connection.accountId, orderIds);
      await heal(db, connection.id, "order", remoteIds);
    },
  };
}

async function decide(db: Db, connection: Connection, incoming: readonly Incoming[], news: News): Promise<Decided[]> {
  const rows = await lockOrders(
    db,
    connection.id,
    incoming.map((each) => each.record.remoteId),
  );
  const held = new Map(rows.map((row) => [row.remote_id, row]));
  return incoming.map((each) => {
    const row = held.get(each.record.remoteId);
    return { ...each, held: row, decision: decideOnOrder(row && toHeld(row), each, news, connection.rules) };
  });
}

function toHeld(row: HeldOrderRow) {
  return {
    id: row.id,
    status: row.status,
    remoteStatus: row.remote_status,
    modifiedAt: row.modified_at,
    updatedAt: row.updated_at,
    hash: row.hash,
    writtenHash: row.written_hash,
    archived: row.archived,
    deleted: row.deleted,
  };
}

function toWrite({ seen, record, custom, hash, decision }: Decided, action: "create" | "update"): OrderWrite[] {
  if (decision.action !== action) return [];
  return [{ record, raw: seen.raw, custom, hash, status: decision.status }];
}

function historyOf({ held, record, decision }: Decided, news: News) {
  if (!held || decision.action !== "update") return [];
  if (held.status === decision.status && held.remote_status === record.remoteStatus) return [];
  return [
    {
      orderId: held.id,
      actor: "store",
      source: news.source,
      fromStatus: held.status,
      toStatus: decision.status,
      fromRemote: held.remote_status,
      toRemote: record.remoteStatus,
      note: news.note ?? null,
    },
  ];
}

function withReturns({ held, record, decision }: Decided, created: ReadonlyMap<string, number>): OrderWithReturns[] {
  const orderId = held?.id ?? created.get(record.remoteId);
  if (orderId === undefined || (decision.action !== "create" && decision.action !== "update")) return [];
  return [{ orderId, record, status: decision.status, isFirstSeen: !held }];
}

function stockStepOf({ held, record, decision }: Decided, created: ReadonlyMap<string, number>): StockStep[] {
  const orderId = held?.id ?? created.get(record.remoteId);
  if (orderId === undefined || (decision.action !== "create" && decision.action !== "update")) return [];
  const before = held && {
    status: held.status,
    stockTaken: held.stock_taken,
    away: held.archived || held.deleted,
  };
  const after = { status: decision.status, stockTaken: record.stockTaken, away: record.archived };
  const { lines, placedAt, completedAt } = record;
  return [stockStep({ by: "store", orderId, before, after, lines, placedAt, completedAt })];
}

function outcomeOf({ held, record, decision }: Decided, created: ReadonlyMap<string, number>): OrderOutcome[] {
  const orderId = held?.id ?? created.get(record.remoteId) ?? null;
  if (decision.action === "create" && orderId === null) return [];
  return [{ remoteId: record.remoteId, orderId, action: decision.action }];
}

function toIncoming({ orderFields }: Connection, seen: Seen<Order>): Incoming {
  const { record } = seen;
  const isPlain = Object.keys(orderFields).length === 0;
  const custom = isPlain ? null : orderFieldsOf(JSON.parse(seen.raw), orderFields);
  return { seen, record, custom, hash: hashOf(record, custom) };
}

function hashOf(record: Order, custom: object | null): Buffer {
  const content = JSON.stringify(custom === null ? record : [record, custom]);
  return createHash("sha1").update(`${MAPPING_VERSION}${content}`).digest();
}

function buyersOf(orders: readonly { readonly record: Order; readonly status: OrderStatus }[]): CustomerWrite[] {
  const buyers = new Map<string, CustomerWrite>();
  for (const { record } of orders) {
    const remoteId = record.customerRemoteId ?? guestId(record.billing.email);
    const other = remoteId === null ? undefined : buyers.get(remoteId);
    if (remoteId === null || (other && other.modifiedAt >= record.modifiedAt)) continue;
    const { billing, shipping, modifiedAt } = record;
    const { email, firstName, lastName } = billing;
    buyers.set(remoteId, {
      remoteId,
      email,
      firstName,
      lastName,
      billing,
      shipping,
      modifiedAt,
      fromProfile: false,
      hash: null,
    });
  }
  return [...buyers.values()];
}
