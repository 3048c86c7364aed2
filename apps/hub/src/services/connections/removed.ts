// What a removed connection left behind can be looked at, but no store is asked about it any more.
import { HubError } from "@logix/model";
import { findConnection } from "../../database/connections/connections.ts";
import type { Db } from "../../database/database.ts";

/** @throws HubError `conflict` */
export async function refuseRemoved(db: Db, connectionId: number): Promise<void> {
  if (await findConnection(db, connectionId)) return;
  throw new HubError("conflict", "The connection that this belongs to was removed", {
    code: "connection_removed",
    remedy: "Connect the store again: everything is then read anew",
  });
}
