// Carries what people asked for on orders to their stores: each action by its own name, so that a repeat does nothing twice.
import { HubError, isHubError, isOpen, type Order, orderStatusSchema } from "@logix/model";
import { z } from "zod";
import type { Store, Written } from "../../connector-kit/contract.ts";
import type { Database, Db } from "../../database/database.ts";
import { findAction, lockOrderToAct, type OrderActionRow, settleAction } from "../../database/orders/order-actions.ts";
import { databaseTime, settleWork, type WorkRow } from "../../database/sync/work.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Carrier } from "../sync/outward-work.ts";
import type { Parking } from "../sync/parking.ts";
import { fulfilmentActionSchema, refundActionSchema } from "./action-wishes.ts";
import { isAllSent } from "./open-lines.ts";
import { openOf } from "./order-actions.ts";
import type { OrderIntake } from "./order-intake.ts";
import type { OrderStatuses } from "./order-status.ts";

const wishSchema = z.object({ action: z.int(), order: z.string() });

export type ActionCarrierTools = {
  readonly database: Database;
  readonly stores: Stores;
  readonly intake: OrderIntake;
  readonly statuses: Pick<OrderStatuses, "setBySystem">;
  readonly parking: Parking;
};

export function makeActionCarrier({ database, stores, intake, statuses, parking }: ActionCarrierTools): Carrier {
  async function carry(connection: Connection, work: WorkRow): Promise<void> {
    const { action: id, order } = wishSchema.parse(work.wish);
    const action = await findAction(database.db, id);
    if (!action || action.state === "done") return settle(database.db, work, "done before");
    const askedAt = await databaseTime(database.db);
    const written = await tell(stores.open(connection, "work"), order, action, await currencyOf(action));
    await database.transaction(async (db) => {
      if (written.outcome === "written") await intake.applyWritten(db, connection, written.after, askedAt);
      else await intake.apply(db, connection, [written.after], { source: "reread", askedAt });
      await settleAction(db, id, "done", written.reason ?? null);
      if (action.kind === "fulfilment") await markSent(db, connection, action);
      await settle(db, work, written.outcome);
    });
  }

  async function currencyOf(action: OrderActionRow): Promise<string> {
    const order = await database.asAccount(action.account_id, (db) =>
      lockOrderToAct(db, action.account_id, action.order_id),
    );
    if (!order) throw new HubError("missing", "The order is gone");
    return order.currency;
  }

  /** Where the store itself knows no parcels, its order would stay where it is: ours moves on, and takes the store with it. */
  async function markSent(db: Db, connection: Connection, action: OrderActionRow): Promise<void> {
    const order = await lockOrderToAct(db, action.account_id, action.order_id);
    if (!order || !isOpen(orderStatusSchema.parse(order.status))) return;
    if (isAllSent(await openOf(db, order)))
      await statuses.setBySystem(db, connection, order.id, "SHIPPED", action.actor, "everything is on its way");
  }

  async function settle(db: Db, { id, version }: WorkRow, note: string): Promise<void> {
    await settleWork(db, [{ id, version, state: "done", note }]);
  }

  async function refused(connection: Connection, work: WorkRow, error: HubError): Promise<void> {
    const { action } = wishSchema.parse(work.wish);
    await database.transaction(async (db) => {
      await settleAction(db, action, "failed", error.message);
      await parking.wishesFailed(db, connection, [work], error);
    });
  }

  return async (connection, work) => {
    for (const each of work) {
      try {
        await carry(connection, each);
      } catch (error) {
        if (!isHubError(error, "refused", "missing", "conflict", "invalid")) throw error;
        await refused(connection, each, error);
      }
    }
  };
}

function tell(store: Store, order: string, action: OrderActionRow, currency: string): Promise<Written<Order>> {
  const intent = `logix-${action.kind}-${action.id}`;
  if (action.kind === "fulfilment") {
    if (!store.fulfilment) throw new HubError("refused", "This platform cannot be told of parcels");
    return store.fulfilment.fulfil(order, { intent, ...fulfilmentActionSchema.parse(action.wish) });
  }
  if (!store.refunds) throw new HubError("refused", "This platform cannot be asked to refund");
  return store.refunds.refund(order, { intent, currency, ...refundActionSchema.parse(action.wish) });
}
