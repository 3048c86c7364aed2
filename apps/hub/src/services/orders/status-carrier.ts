// Writes our order status to the store, where it is not there already and where it does no harm.
import type { OrderStatus } from "@logix/model";
import { isHubError } from "@logix/model";
import type { Database } from "../../database/database.ts";
import { type OrderForWrite, orderForWrite } from "../../database/orders-read.ts";
import { databaseTime, settleWork, type WorkRow } from "../../database/work.ts";
import type { Connection, Stores } from "../connections/stores.ts";
import type { Carrier } from "../sync/outward-work.ts";
import type { Parking } from "../sync/parking.ts";
import type { OrderIntake } from "./order-intake.ts";
import { writeOver } from "./status-rules.ts";

/** The store's answer may call for another decision; after so many it is left to the next wish. */
const MOST_STEPS = 3;

export function makeStatusCarrier(database: Database, stores: Stores, intake: OrderIntake, parking: Parking): Carrier {
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
    const written = await stores.open(connection, "work").updateOrderStatus(order.remote_id, to, seen);
    await database.transaction(async (db) => {
      if (written.outcome === "written") await intake.applyWritten(db, connection, written.after, askedAt);
      else await intake.apply(db, connection, [written.after], { source: "reread", askedAt });
    });
    return written.outcome === "written" ? "written" : null;
  }

  async function settle({ id, version }: WorkRow, note: string): Promise<void> {
    await settleWork(database.db, [{ id, version, state: "done", note }]);
  }

  /** One order's refusal is its own matter; a store that does not answer concerns all of them. */
  return async (connection, work) => {
    for (const each of work) {
      try {
        await carry(connection, each);
      } catch (error) {
        if (!isHubError(error, "refused", "missing", "conflict", "invalid")) throw error;
        await database.transaction(async (db) => {
          const { kind, remote_id: remoteId } = each;
          await parking.failed(db, connection, {
            source: "outward",
            kind,
            remoteId,
            error,
            payload: JSON.stringify(each.wish),
            reference: { workId: each.id },
          });
          await settleWork(db, [{ id: each.id, version: each.version, state: "parked", note: error.message }]);
        });
      }
    }
  };
}
