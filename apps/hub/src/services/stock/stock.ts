// Stock as people and programs set it: counted, adjusted, looked at. What the stores shall show follows by itself.
import { availableToSell, fromMillionths, HubError, publishedQuantity, toMillionths } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import {
  availabilityOf,
  defaultLocation,
  type LevelRow,
  listLevels,
  listMovements,
  type MovementRow,
  movementOfKey,
  moveStock,
  reservedOf,
  setBuffer,
} from "../../database/stock-ledger.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import { actorOf, type Principal } from "../principal.ts";
import { cursorOfPlace, placeOfCursor } from "./stock-cursor.ts";
import type { StockWisher } from "./stock-wishes.ts";

export type StockView = {
  readonly sku: string;
  readonly locationId: number;
  readonly location: string;
  readonly onHand: string;
  readonly reserved: string;
  readonly buffer: string;
  /** On hand − reserved − buffer; negative where more was sold than there is. */
  readonly available: string;
  readonly oversold: boolean;
  readonly countedAt: Date;
  readonly updatedAt: Date;
};

export type StockMove = {
  readonly sku: string;
  readonly quantity: string;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
};

/** Quantities are calculated with as millionths, which stay exact up to nine times this. */
const MOST_ON_HAND = 1_000_000_000;

export type StockService = ReturnType<typeof makeStock>;

export function makeStock(database: Database, wishes: StockWisher) {
  async function move(
    principal: Principal,
    kind: "count" | "adjustment",
    { sku, quantity, reason, idempotencyKey }: StockMove,
  ): Promise<StockView> {
    await database.asAccount(principal.accountId, async (db) => {
      const locationId = await defaultLocation(db, principal.accountId);
      const done = await moveStock(db, {
        accountId: principal.accountId,
        locationId,
        sku,
        kind,
        quantity: decimal(quantity),
        actor: actorOf(principal),
        reason: reason ?? null,
        idempotencyKey: idempotencyKey ?? null,
      });
      if (!done) return refuseOtherUse(db, principal.accountId, { sku, kind, quantity, key: idempotencyKey ?? "" });
      if (Math.abs(Number(done.on_hand)) > MOST_ON_HAND) throw tooMuch();
      await wishes.want(db, { accountId: principal.accountId, skus: [sku], cause: actorOf(principal) });
    });
    return one(principal, sku);
  }

  async function one(principal: Principal, sku: string): Promise<StockView> {
    const [row] = await database.asAccount(principal.accountId, (db) =>
      listLevels(db, { accountId: principal.accountId, sku, after: null, limit: 1 }),
    );
    if (!row)
      throw new HubError("missing", `No stock is kept of ${sku}`, {
        code: "sku_unknown",
        remedy: "Set a quantity for it first",
      });
    return toView(row);
  }

  return {
    one,
    /** In the order of SKUs; `sku` picks one. */
    page: async (
      { accountId }: Principal,
      { sku, cursor, limit }: PageRequest & { readonly sku?: string | undefined },
    ): Promise<Page<StockView>> => {
      const query = { accountId, sku: sku ?? null, after: placeOfCursor(cursor), limit: limit + 1 };
      const rows = await database.asAccount(accountId, (db) => listLevels(db, query));
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = last && rows.length > limit ? cursorOfPlace(last) : null;
      return { items: items.map(toView), nextCursor };
    },
    /** What lies there now: replaces what was thought to be on hand. */
    set: (principal: Principal, count: StockMove) => move(principal, "count", count),
    /** By how much it changes. */
    adjust: (principal: Principal, change: StockMove) => move(principal, "adjustment", change),
    setBuffer: async (principal: Principal, sku: string, buffer: string): Promise<StockView> => {
      await database.asAccount(principal.accountId, async (db) => {
        await setBuffer(db, principal.accountId, sku, decimal(buffer));
        await wishes.want(db, { accountId: principal.accountId, skus: [sku], cause: actorOf(principal) });
      });
      return one(principal, sku);
    },
    /** Newest first. */
    movements: async (
      { accountId }: Principal,
      sku: string,
      { cursor, limit }: PageRequest,
    ): Promise<Page<MovementRow>> => {
      const query = { accountId, sku, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listMovements(db, query)), limit);
    },
    /** Counts so that exactly this much is available to sell, whatever open orders hold. */
    makeAvailable: async (db: Db, principal: Principal, sku: string, quantity: number): Promise<void> => {
      const [held] = await availabilityOf(db, principal.accountId, [sku]);
      const reserved = await reservedOf(db, principal.accountId, sku);
      const onHand = quantity * 1_000_000 + toMillionths(reserved) + toMillionths(held?.buffer ?? "0");
      await moveStock(db, {
        accountId: principal.accountId,
        locationId: await defaultLocation(db, principal.accountId),
        sku,
        kind: "count",
        quantity: fromMillionths(onHand),
        actor: actorOf(principal),
        reason: "set for all stores",
        idempotencyKey: null,
      });
      await wishes.want(db, { accountId: principal.accountId, skus: [sku], cause: actorOf(principal) });
    },
  };
}

function toView(row: LevelRow): StockView {
  const level = {
    onHand: toMillionths(row.on_hand),
    reserved: toMillionths(row.reserved),
    buffer: toMillionths(row.buffer),
  };
  const available = availableToSell(level);
  return {
    sku: row.sku,
    locationId: row.location_id,
    location: row.location,
    onHand: fromMillionths(level.onHand),
    reserved: fromMillionths(level.reserved),
    buffer: fromMillionths(level.buffer),
    available: fromMillionths(available),
    oversold: available < 0 && publishedQuantity(level) === 0,
    countedAt: row.counted_at,
    updatedAt: row.updated_at,
  };
}

function decimal(quantity: string): string {
  try {
    return fromMillionths(toMillionths(quantity));
  } catch (cause) {
    throw new HubError("invalid", `"${quantity}" is not a quantity`, {
      issues: [{ field: "quantity", problem: "must be a decimal number with at most six digits after the point" }],
      cause,
    });
  }
}

type KeyUse = { readonly sku: string; readonly kind: string; readonly quantity: string; readonly key: string };

/** The same key for the same movement is a repetition; for another one it is a mistake that would lose a movement. */
async function refuseOtherUse(db: Db, accountId: number, { sku, kind, quantity, key }: KeyUse): Promise<void> {
  const made = await movementOfKey(db, accountId, key);
  const madeQuantity = made?.kind === "count" ? made.on_hand_after : made?.delta;
  if (made?.sku === sku && made.kind === kind && toMillionths(madeQuantity ?? "0") === toMillionths(quantity)) return;
  throw new HubError("conflict", "This idempotency key was used for another movement", {
    code: "idempotency_key_used",
    remedy: "Use a new key for each movement, and the same one only to repeat it",
    issues: [{ field: "idempotency-key", problem: "was used for another movement" }],
  });
}

function tooMuch(): HubError {
  return new HubError("invalid", "That would be more than stock can be counted to", {
    issues: [{ field: "quantity", problem: "leads to an amount that is too large" }],
  });
}
