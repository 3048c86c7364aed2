// What waits in the inbox is applied here. A delivery that is signed, complete and newer is taken as it is; everything else is
// only a hint that the thing must be read again.
import { type Customer, messageOf, type Order, type Product } from "@logix/model";
import type { Change, ResourceKind, Seen } from "../../connector-kit/contract.ts";
import type { Database, Db } from "../../database/database.ts";
import {
  connectionOfKey,
  type DeliverySettlement,
  type DeliveryState,
  lockResources,
  settleDeliveries,
  type WaitingDelivery,
  waitingDeliveries,
} from "../../database/sync/deliveries.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { CustomerIntake } from "../customers/customer-intake.ts";
import type { News } from "../orders/order-decision.ts";
import type { OrderIntake } from "../orders/order-intake.ts";
import type { PayoutIntake } from "../payouts/payout-intake.ts";
import type { ListingIntake } from "../stock/listing-intake.ts";
import { isNotice, type NoticeWork } from "./notice-work.ts";
import type { Parking } from "./parking.ts";
import type { Rereads } from "./rereads.ts";
import { STORM_TOPIC } from "./storm-watch.ts";

export type Intakes = {
  readonly orders: OrderIntake;
  readonly listings: ListingIntake;
  readonly customers: CustomerIntake;
  readonly payouts: PayoutIntake;
};

type ThingDelivery = WaitingDelivery & { readonly kind: ResourceKind };
type Read = { readonly delivery: ThingDelivery; readonly changes: readonly Change[] };
type Usable<T> = { readonly delivery: ThingDelivery; readonly seen: Seen<T> };

/** Null for one that was removed. */
type Connections = ReadonlyMap<number, Connection | null>;

const NONE_FAILED: ReadonlySet<string> = new Set();
const NEWS: News = { source: "delivery", askedAt: null };

export function makeDeliveryWork(
  database: Database,
  stores: Stores,
  intakes: Intakes,
  rereads: Rereads,
  notices: NoticeWork,
  parking: Pick<Parking, "deliveryFailed">,
) {
  /** All resources in one transaction; where that fails, one by one, so that a poisonous one does not hold its neighbours. */
  async function handle(keys: readonly string[]): Promise<ReadonlySet<string>> {
    // Looked up before: a transaction that waits for a second connection to the database could wait for ever.
    const connections = await connectionsOf(keys);
    try {
      await database.transaction((db) => applyAll(db, keys, connections));
    } catch (error) {
      if (keys.length === 1) await database.transaction((db) => parkAll(db, keys, connections, error));
      else for (const key of keys) await handle([key]);
    }
    return NONE_FAILED;
  }

  async function connectionsOf(keys: readonly string[]): Promise<Connections> {
    const ids = [...new Set(keys.map(connectionOfKey))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await stores.find(id)] as const)));
  }

  async function applyAll(db: Db, keys: readonly string[], connections: Connections): Promise<void> {
    await lockResources(db, keys);
    const waiting = await waitingDeliveries(db, keys);
    for (const [connectionId, deliveries] of groupBy(waiting, (each) => each.connection_id)) {
      const connection = connections.get(connectionId);
      const settlements = connection
        ? await applyOf(db, connection, deliveries)
        : deliveries.map((delivery) => settled(delivery, "ignored"));
      await settleDeliveries(db, settlements);
    }
  }

  async function applyOf(
    db: Db,
    connection: Connection,
    deliveries: readonly WaitingDelivery[],
  ): Promise<readonly DeliverySettlement[]> {
    const told: DeliverySettlement[] = [];
    for (const delivery of deliveries.filter(isNotice))
      told.push({ id: delivery.id, ...(await notices.apply(db, connection, delivery)) });
    const read = deliveries
      .flatMap(asThing)
      .map((delivery) => ({ delivery, changes: translate(connection, delivery) }));
    const ignored = read
      .filter(({ changes }) => changes.length === 0)
      .map(({ delivery }) => settled(delivery, "ignored"));
    const hints = read.filter(isHint);
    const whole = read.filter((each) => each.changes.length > 0 && !isHint(each));
    for (const kind of ["order", "product", "customer"] as const) {
      const stormy = hints.filter(({ delivery }) => delivery.topic === STORM_TOPIC);
      const others = hints.filter(({ delivery }) => delivery.topic !== STORM_TOPIC);
      await rereads.ask(db, connection, kind, idsOf(others, kind), "hint");
      await rereads.ask(db, connection, kind, idsOf(stormy, kind), "storm");
    }
    return [
      ...told,
      ...ignored,
      ...hints.map(({ delivery }) => settled(delivery, "rereading")),
      ...(await applyOrders(db, connection, whole)),
      ...(await applyListings(db, connection, whole)),
      ...(await applyCustomers(db, connection, whole)),
    ];
  }

  async function applyOrders(db: Db, connection: Connection, read: readonly Read[]): Promise<DeliverySettlement[]> {
    const usable = read.flatMap(({ delivery, changes }) =>
      changes.flatMap((change): Usable<Order>[] =>
        change.kind === "order" && change.record ? [{ delivery, seen: change.record }] : [],
      ),
    );
    if (usable.length === 0) return [];
    const outcomes = await intakes.orders.apply(
      db,
      connection,
      usable.map((each) => each.seen),
      NEWS,
    );
    return settleBy(usable, outcomes);
  }

  async function applyListings(db: Db, connection: Connection, read: readonly Read[]): Promise<DeliverySettlement[]> {
    const usable = read.flatMap(({ delivery, changes }) =>
      changes.flatMap((change): Usable<Product>[] =>
        change.kind === "product" && change.record ? [{ delivery, seen: change.record }] : [],
      ),
    );
    if (usable.length === 0) return [];
    const outcomes = await intakes.listings.apply(
      db,
      connection,
      usable.map((each) => each.seen),
      NEWS,
    );
    return settleBy(usable, outcomes);
  }

  async function applyCustomers(db: Db, connection: Connection, read: readonly Read[]): Promise<DeliverySettlement[]> {
    const usable = read.flatMap(({ delivery, changes }) =>
      changes.flatMap((change): Usable<Customer>[] =>
        change.kind === "customer" && change.record ? [{ delivery, seen: change.record }] : [],
      ),
    );
    await intakes.customers.apply(
      db,
      connection,
      usable.map((each) => each.seen),
    );
    return usable.map(({ delivery }) => settled(delivery, "applied"));
  }

  async function parkAll(db: Db, keys: readonly string[], connections: Connections, error: unknown): Promise<void> {
    await lockResources(db, keys);
    for (const delivery of await waitingDeliveries(db, keys)) {
      const connection = connections.get(delivery.connection_id);
      if (!connection) continue;
      await parking.deliveryFailed(db, connection, delivery, error);
      await settleDeliveries(db, [{ id: delivery.id, state: "parked", note: messageOf(error) }]);
    }
  }

  return { handle };
}

function asThing(delivery: WaitingDelivery): ThingDelivery[] {
  const { kind } = delivery;
  return kind === "store" || kind === "privacy" ? [] : [{ ...delivery, kind }];
}

function idsOf(read: readonly Read[], kind: Change["kind"]): readonly string[] {
  return read.flatMap(({ changes }) =>
    changes.filter((change) => change.kind === kind).map((change) => change.remoteId),
  );
}

function translate(connection: Connection, delivery: ThingDelivery): readonly Change[] {
  const { topic, kind, remote_id: remoteId, signed, body } = delivery;
  if (topic === STORM_TOPIC) return [{ kind, remoteId }];
  return connection.connector.webhooks.translate({ topic, kind, remoteId, signed, body });
}

/** Unsigned deliveries are hints whatever they carry. */
function isHint({ delivery, changes }: Read): boolean {
  return changes.length > 0 && (!delivery.signed || changes.some((change) => change.record === undefined));
}

const STATES: Readonly<Record<string, DeliveryState>> = {
  create: "applied",
  update: "applied",
  unchanged: "unchanged",
  echo: "echo",
  stale: "stale",
  reread: "rereading",
};

/** Several deliveries of one thing: the newest was applied, the others were overtaken by it. */
function settleBy<T extends { readonly remoteId: string; readonly modifiedAt: string }>(
  usable: readonly Usable<T>[],
  outcomes: readonly { readonly remoteId: string; readonly action: string }[],
): DeliverySettlement[] {
  const actions = new Map(outcomes.map((outcome) => [outcome.remoteId, outcome.action]));
  return usable.map(({ delivery, seen }) =>
    settled(delivery, STATES[actions.get(seen.record.remoteId) ?? ""] ?? "applied"),
  );
}

function settled(delivery: WaitingDelivery, state: DeliveryState): DeliverySettlement {
  return { id: delivery.id, state, note: null };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): ReadonlyMap<number, readonly T[]> {
  const groups = new Map<number, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
