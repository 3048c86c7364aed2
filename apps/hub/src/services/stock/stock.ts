// Stock as people and programs set it: counted, adjusted, looked at. What the stores shall show follows by itself.
import { availableToSell, fromMillionths, HubError, publishedQuantity, toMillionths } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { findLocation } from "../../database/stock/locations.ts";
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
} from "../../database/stock/stock-ledger.ts";
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
  /** The default location, unless it is said. */
  readonly locationId?: number | undefined;
  readonly reason?: string | undefined;
  readonly idempotencyKey?: string | undefined;
};

/** Quantities are calculated with as millionths, which stay exact up to nine times this. */
const MOST_ON_HAND = 1_000_000_000;
const MOST_LOCATIONS = 1000;

export type StockService = ReturnType<typeof makeStock>;

export function makeStock(database: Database, wishes: StockWisher) {
  async function move(
    principal: Principal,
    kind: "count" | "adjustment",
    { sku, quantity, reason, idempotencyKey, locationId: wanted }: StockMove,
  ): Promise<StockView> {
    const locationId = await database.asAccount(principal.accountId, async (db) => {
      const locationId = await placeOf(db, principal.accountId, wanted);
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
      if (!done) {
        await refuseOtherUse(db, principal.accountId, { sku, kind, quantity, locationId, key: idempotencyKey ?? "" });
        return locationId;
      }
      if (Math.abs(Number(done.on_hand)) > MOST_ON_HAND) throw tooMuch();
      await wishes.want(db, { accountId: principal.accountId, skus: [sku], cause: actorOf(principal) });
      return locationId;
    });
    return one(principal, sku, locationId);
  }

  /** At every location where it was counted, the default one first. */
  async function everywhere({ accountId }: Principal, sku: string): Promise<readonly StockView[]> {
    const [rows, main] = await database.asAccount(
      accountId,
      async (db) =>
        [
          await listLevels(db, { accountId, sku, after: null, limit: MOST_LOCATIONS }),
          await defaultLocation(db, accountId),
        ] as const,
    );
    return rows
      .toSorted((one, other) => Number(other.location_id === main) - Number(one.location_id === main))
      .map(toView);
  }

  /** At this location; without one at the default, else wherever it was counted. */
  async function one(principal: Principal, sku: string, locationId?: number): Promise<StockView> {
    const views = await everywhere(principal, sku);
    const view = locationId === undefined ? views[0] : views.find((each) => each.locationId === locationId);
    if (!view)
      throw new HubError("missing", `No stock is kept of ${sku}`, {
        code: "sku_unknown",
        remedy: "Set a quantity for it first",
      });
    return view;
  }

  return {
    one,
    everywhere,
    /** In the order of SKUs; `sku` picks one. */
    page: async (
      { accountId }: Principal,
      {
        sku,
        locationId,
        cursor,
        limit,
      }: PageRequest & { readonly sku?: string | undefined; readonly locationId?: number | undefined },
    ): Promise<Page<StockView>> => {
      const after = placeOfCursor(cursor);
      const query = { accountId, sku: sku ?? null, locationId: locationId ?? null, after, limit: limit + 1 };
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
    setBuffer: async (
      principal: Principal,
      sku: string,
      buffer: string,
      wantedLocation?: number,
    ): Promise<StockView> => {
      const { accountId } = principal;
      const locationId = await database.asAccount(accountId, async (db) => {
        const place = await placeOf(db, accountId, wantedLocation);
        await setBuffer(db, { accountId, locationId: place, sku, buffer: decimal(buffer) });
        await wishes.want(db, { accountId, skus: [sku], cause: actorOf(principal) });
        return place;
      });
      return one(principal, sku, locationId);
    },
    /** Newest first. */
    movements: async (
      { accountId }: Principal,
      sku: string,
      { cursor, limit, locationId = null }: PageRequest & { readonly locationId?: number | null | undefined },
    ): Promise<Page<MovementRow>> => {
      const query = { accountId, sku, locationId, before: idOfCursor(cursor) ?? null, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listMovements(db, query)), limit);
    },
    /**
     * Counts so that exactly this much is available to sell, whatever open orders hold: at this location, or everywhere
     * together by what lies at the default one. @throws HubError `conflict` where more than that lies elsewhere
     */
    makeAvailable: async (
      db: Db,
      principal: Principal,
      sku: string,
      quantity: number,
      at: number | null = null,
    ): Promise<void> => {
      const { accountId } = principal;
      const locationId = at ?? (await defaultLocation(db, accountId));
      const onHand =
        quantity * 1_000_000 + (await notForSale(db, accountId, { sku, locationId, everywhere: at === null }));
      if (onHand < 0) throw liesElsewhere(sku);
      await moveStock(db, {
        accountId,
        locationId,
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

/** In the whole account, or the one that is named. @throws HubError `invalid` */
async function placeOf(db: Db, accountId: number, locationId: number | undefined): Promise<number> {
  if (locationId === undefined) return defaultLocation(db, accountId);
  if (await findLocation(db, accountId, locationId)) return locationId;
  throw new HubError("invalid", `There is no location ${locationId}`, {
    code: "location_unknown",
    remedy: "List your locations to see their numbers",
    issues: [{ field: "location_id", problem: "does not exist" }],
  });
}

type Scope = { readonly sku: string; readonly locationId: number; readonly everywhere: boolean };

/** What has to lie at this location before the first piece can be sold; below zero where other places have some. */
async function notForSale(db: Db, accountId: number, { sku, locationId, everywhere }: Scope): Promise<number> {
  const levels = await listLevels(db, { accountId, sku, after: null, limit: MOST_LOCATIONS });
  const own = levels.find((level) => level.location_id === locationId);
  const keptBack = toMillionths(own?.buffer ?? "0");
  if (!everywhere) return keptBack + toMillionths(own?.reserved ?? "0");
  const [all] = await availabilityOf(db, accountId, [sku]);
  const elsewhere = toMillionths(all?.on_hand ?? "0") - toMillionths(own?.on_hand ?? "0");
  const isAlone = levels.every((level) => level.location_id === locationId);
  return (
    toMillionths(isAlone ? await reservedOf(db, accountId, sku) : (all?.reserved ?? "0")) +
    toMillionths(isAlone ? (own?.buffer ?? "0") : (all?.buffer ?? "0")) -
    (isAlone ? 0 : elsewhere)
  );
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

type KeyUse = {
  readonly sku: string;
  readonly kind: string;
  readonly quantity: string;
  readonly locationId: number;
  readonly key: string;
};

/** The same key for the same movement is a repetition; for another one it is a mistake that would lose a movement. */
async function refuseOtherUse(
  db: Db,
  accountId: number,
  { sku, kind, quantity, locationId, key }: KeyUse,
): Promise<void> {
  const made = await movementOfKey(db, accountId, key);
  const madeQuantity = made?.kind === "count" ? made.on_hand_after : made?.delta;
  const isSame = made?.sku === sku && made.kind === kind && made.location_id === locationId;
  if (isSame && toMillionths(madeQuantity ?? "0") === toMillionths(quantity)) return;
  throw new HubError("conflict", "This idempotency key was used for another movement", {
    code: "idempotency_key_used",
    remedy: "Use a new key for each movement, and the same one only to repeat it",
    issues: [{ field: "idempotency-key", problem: "was used for another movement" }],
  });
}

function liesElsewhere(sku: string): HubError {
  return new HubError("conflict", `More of ${sku} lies at other locations than shall be sold`, {
    code: "stock_elsewhere",
    remedy: "Count each location by itself",
  });
}

function tooMuch(): HubError {
  return new HubError("invalid", "That would be more than stock can be counted to", {
    issues: [{ field: "quantity", problem: "leads to an amount that is too large" }],
  });
}
