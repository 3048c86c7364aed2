// From where an order is sent, for those who ask; decided anew or overridden by a person, with a reason that stays.
import { fromMillionths, HubError, orderStatusSchema, toMillionths } from "@logix/model";
import type { Database, Db } from "../../database/database.ts";
import { findOrder, lockOwnOrder } from "../../database/orders/orders-read.ts";
import { type DecisionRow, decisionsOf, insertDecisions } from "../../database/routing/routing-decisions.ts";
import { type PlacedPart, partsOfOrders, placeParts } from "../../database/stock/location-stock.ts";
import { type LocationRow, listLocations } from "../../database/stock/locations.ts";
import { record } from "../access/audit.ts";
import { actorOf, type Principal } from "../principal.ts";
import type { StockWisher } from "../stock/stock-wishes.ts";
import { toDecisionOversold, toDecisionPart } from "./decision-json.ts";
import { type HeldPart, heldParts, lockedStock, routeLines, toPartWrite } from "./order-router.ts";
import { type Oversold, parcelsOf } from "./routing-facts.ts";
import { rulesNow } from "./routing-rules.ts";

export type OrderRoutingView = {
  readonly orderId: number;
  readonly parts: readonly PlacedPart[];
  /** Newest first. */
  readonly decisions: readonly DecisionRow[];
  readonly locations: readonly LocationRow[];
};

export type Override = {
  readonly reason: string;
  /** Everything from here, or just these. */
  readonly locationId?: number | undefined;
  readonly parts?: readonly WantedPart[] | undefined;
};
type WantedPart = { readonly lineRemoteId: string; readonly locationId: number; readonly quantity: string };

export type OrderRoutings = ReturnType<typeof makeOrderRoutings>;

const MOST_DECISIONS = 50;

export function makeOrderRoutings(database: Database, wishes: StockWisher) {
  async function view({ accountId }: Principal, orderId: number): Promise<OrderRoutingView> {
    return database.asAccount(accountId, async (db) => {
      if (!(await findOrder(db, accountId, orderId))) throw unknown(orderId);
      return {
        orderId,
        parts: await partsOfOrders(db, [orderId]),
        decisions: await decisionsOf(db, orderId, MOST_DECISIONS),
        locations: await listLocations(db, accountId),
      };
    });
  }

  /** Locks the order; `change` says which SKUs were moved. */
  async function change(
    principal: Principal,
    orderId: number,
    carryOut: (db: Db, held: readonly HeldPart[]) => Promise<readonly string[]>,
    { beforePicking }: { readonly beforePicking: boolean },
  ): Promise<OrderRoutingView> {
    const { accountId } = principal;
    await database.asAccount(accountId, async (db) => {
      const order = await lockOwnOrder(db, accountId, orderId);
      if (!order) throw unknown(orderId);
      if (beforePicking && PICKED.has(orderStatusSchema.parse(order.status))) throw picked(order.status);
      const held = await heldParts(db, [orderId]);
      if (held.length === 0) throw nothingHeld();
      const skus = await carryOut(db, held);
      await wishes.want(db, { accountId, skus, cause: actorOf(principal) });
    });
    return view(principal, orderId);
  }

  return {
    view,
    /** By today's rules and stock. @throws HubError `missing`, `conflict` where it is picked already or holds nothing */
    reroute: (principal: Principal, orderId: number, reason: string | null): Promise<OrderRoutingView> =>
      change(
        principal,
        orderId,
        async (db, held) => {
          const by = { cause: "reroute", actor: actorOf(principal), reason } as const;
          const skus = await routeLines(db, principal.accountId, held, by);
          await record(db, principal, "order.rerouted", `order:${orderId}`, { reason });
          return skus;
        },
        { beforePicking: true },
      ),
    /** @throws HubError as above; `invalid` where the parts are not exactly what is kept of their lines */
    override: (principal: Principal, orderId: number, wanted: Override): Promise<OrderRoutingView> =>
      change(
        principal,
        orderId,
        async (db, held) => {
          const parts = wantedParts(held, wanted);
          await carryOutOverride(db, principal, { orderId, held, parts, reason: wanted.reason });
          await record(db, principal, "order.routing_overridden", `order:${orderId}`, { reason: wanted.reason });
          return [...new Set(parts.map((part) => part.sku))];
        },
        { beforePicking: false },
      ),
  };
}

type OverrideWrite = {
  readonly orderId: number;
  readonly held: readonly HeldPart[];
  readonly parts: readonly HeldPart[];
  readonly reason: string;
};

async function carryOutOverride(
  db: Db,
  principal: Principal,
  { orderId, held, parts, reason }: OverrideWrite,
): Promise<void> {
  const { accountId } = principal;
  const locations = await listLocations(db, accountId);
  refuseUnknown(parts, locations);
  const lines = new Set(parts.map((part) => part.lineRemoteId));
  const stock = await lockedStock(db, accountId, [...new Set(parts.map((part) => part.sku))]);
  stock.give(held.filter((part) => lines.has(part.lineRemoteId)));
  stock.take(parts);
  const free = new Map(stock.places(null).map((place) => [place.id, place.stock]));
  const oversold = parts.flatMap(({ sku, locationId }): Oversold[] => {
    const { free: left = 0, keptBack = 0 } = free.get(locationId)?.get(sku) ?? {};
    return left + keptBack < 0 ? [{ sku, locationId, quantity: -(left + keptBack) }] : [];
  });
  await placeParts(
    db,
    accountId,
    parts.map((part) => toPartWrite(orderId, part)),
  );
  const all = [...held.filter((part) => !lines.has(part.lineRemoteId)), ...parts];
  const nameOf = (id: number) => locations.find((location) => location.id === id)?.name ?? String(id);
  const senders = [...new Set(all.map((part) => nameOf(part.locationId)))].join(", ");
  await insertDecisions(db, accountId, [
    {
      orderId,
      rulesVersion: (await rulesNow(db, accountId)).version,
      cause: "override",
      state: "routed",
      parts: all.map(toDecisionPart),
      oversold: uniqueBySku(oversold).map(toDecisionOversold),
      steps: [
        { text: `A person decided: ${senders} ${parcelsOf(all) === 1 ? "sends" : "send"} it.`, rule: null },
        ...uniqueBySku(oversold).map(({ sku, locationId, quantity }) => ({
          text: `${nameOf(locationId)} has ${fromMillionths(quantity)} × ${sku} too few: oversold there.`,
          rule: null,
        })),
      ],
      actor: actorOf(principal),
      reason,
    },
  ]);
}

function wantedParts(held: readonly HeldPart[], { locationId, parts = [] }: Override): readonly HeldPart[] {
  if (locationId !== undefined) return mergedAt(held, locationId);
  const wanted = parts.map((part) => ({ ...part, quantity: toMillionths(part.quantity) }));
  for (const lineRemoteId of new Set(wanted.map((part) => part.lineRemoteId))) {
    const kept = sumOf(held.filter((part) => part.lineRemoteId === lineRemoteId));
    const given = sumOf(wanted.filter((part) => part.lineRemoteId === lineRemoteId));
    if (kept !== given) throw doesNotAddUp(lineRemoteId, kept, given);
  }
  const places = new Map<string, HeldPart>();
  for (const { lineRemoteId, locationId: place, quantity } of wanted) {
    const line = held.find((part) => part.lineRemoteId === lineRemoteId);
    const key = `${place}:${lineRemoteId}`;
    if (line && quantity > 0)
      places.set(key, { ...line, locationId: place, quantity: quantity + (places.get(key)?.quantity ?? 0) });
  }
  return [...places.values()];
}

function mergedAt(held: readonly HeldPart[], locationId: number): readonly HeldPart[] {
  const lines = new Map<string, HeldPart>();
  for (const part of held) {
    const before = lines.get(part.lineRemoteId)?.quantity ?? 0;
    lines.set(part.lineRemoteId, { ...part, locationId, quantity: part.quantity + before });
  }
  return [...lines.values()];
}

function sumOf(parts: readonly { readonly quantity: number }[]): number {
  return parts.reduce((sum, part) => sum + part.quantity, 0);
}

function uniqueBySku(oversold: readonly Oversold[]): readonly Oversold[] {
  return [...new Map(oversold.map((each) => [`${each.locationId}:${each.sku}`, each])).values()];
}

/** Somebody has taken the goods off the shelf already: only a person may say otherwise. */
const PICKED: ReadonlySet<string> = new Set(["PICKED", "PACKED"]);

function refuseUnknown(parts: readonly HeldPart[], locations: readonly LocationRow[]): void {
  const wrong = parts.find(({ locationId }) => !locations.some(({ id, active }) => id === locationId && active));
  if (!wrong) return;
  throw new HubError("invalid", `There is no active location ${wrong.locationId}`, {
    code: "location_unknown",
    remedy: "List your locations to see their numbers",
    issues: [{ field: "location_id", problem: `location ${wrong.locationId} does not exist or is not active` }],
  });
}

function unknown(orderId: number): HubError {
  return new HubError("missing", `There is no order ${orderId}`, { code: "order_unknown" });
}

function picked(status: string): HubError {
  return new HubError("conflict", `The order is ${status}: its goods are off the shelf already`, {
    code: "order_picked",
    remedy: "Override where it is sent from, or set it back first",
  });
}

function nothingHeld(): HubError {
  return new HubError("conflict", "Nothing is kept for this order: there is nothing to send from anywhere", {
    code: "nothing_held",
  });
}

function doesNotAddUp(line: string, kept: number, given: number): HubError {
  return new HubError("invalid", "The parts are not what is kept of their lines", {
    code: "parts_do_not_add_up",
    issues: [
      {
        field: `parts.${line}`,
        problem: `${fromMillionths(kept)} are kept, ${fromMillionths(given)} were given out`,
      },
    ],
  });
}
