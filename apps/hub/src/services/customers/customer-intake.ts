// Customers as their stores know them. The stores' own records are complete, so the latest read stands.
import { createHash } from "node:crypto";
import type { Customer } from "@logix/model";
import type { Seen } from "../../connector-kit/contract.ts";
import { tombstoneCustomers, upsertCustomers } from "../../database/customers/customers-write.ts";
import type { Db } from "../../database/database.ts";
import { heal } from "../../database/sync/parked-work.ts";
import type { Connection } from "../connections/stores.ts";

export type CustomerIntake = ReturnType<typeof makeCustomerIntake>;

export function makeCustomerIntake() {
  return {
    apply: async (
      db: Db,
      connection: Connection,
      customers: readonly Seen<Customer>[],
    ): Promise<{ created: number; updated: number }> => {
      const unique = [...new Map(customers.map(({ record }) => [record.remoteId, record])).values()];
      const counts = await upsertCustomers(
        db,
        { accountId: connection.accountId, connectionId: connection.id },
        unique.map(toWrite),
      );
      await heal(
        db,
        connection.id,
        "customer",
        unique.map((record) => record.remoteId),
      );
      return counts;
    },
    gone: async (db: Db, connection: Connection, remoteIds: readonly string[]): Promise<void> => {
      await tombstoneCustomers(db, connection.id, remoteIds);
      await heal(db, connection.id, "customer", remoteIds);
    },
  };
}

function toWrite(record: Customer) {
  const { remoteId, email, firstName, lastName, billing, shipping, modifiedAt } = record;
  const hash = createHash("sha1").update(JSON.stringify(record)).digest();
  return { remoteId, email, firstName, lastName, billing, shipping, modifiedAt, fromProfile: true, hash };
}
