// Deliveries for those who ask what came in, and the way to have one looked at again.
import { HubError } from "@logix/model";
import type { ResourceKind } from "../../connector-kit/contract.ts";
import type { Database, Db } from "../../database/database.ts";
import { settleDeliveries } from "../../database/sync/deliveries.ts";
import { type DeliveryRow, findDelivery, listDeliveries } from "../../database/sync/deliveries-read.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Connections } from "../connections/connections.ts";
import { refuseRemoved } from "../connections/removed.ts";
import type { Principal } from "../principal.ts";
import type { Rereads } from "./rereads.ts";

export type DeliveryDetail = DeliveryRow & { readonly body: string };

export type DeliveryListRequest = PageRequest & {
  readonly connection?: string | undefined;
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly remoteId?: string | undefined;
};

export type Deliveries = ReturnType<typeof makeDeliveries>;

export function makeDeliveries(database: Database, connections: Connections, rereads: Rereads) {
  async function one(db: Db, { accountId }: Principal, id: number): Promise<DeliveryDetail> {
    const delivery = await findDelivery(db, accountId, id);
    if (!delivery) throw new HubError("missing", `There is no delivery ${id}`, { code: "delivery_unknown" });
    return delivery;
  }

  return {
    list: async (principal: Principal, request: DeliveryListRequest): Promise<Page<DeliveryRow>> => {
      const { accountId } = principal;
      const connectionId = await connections.idOf(principal, request.connection);
      const before = idOfCursor(request.cursor) ?? null;
      const { state = null, kind = null, remoteId = null, limit } = request;
      const query = { accountId, connectionId, state, kind, remoteId, before, limit: limit + 1 };
      return toPage(await database.asAccount(accountId, (db) => listDeliveries(db, query)), limit);
    },

    /** @throws HubError `missing` */
    get: (principal: Principal, id: number): Promise<DeliveryDetail> =>
      database.asAccount(principal.accountId, (db) => one(db, principal, id)),

    /** Has the thing that it was about read from its store again: what the delivery said may be old by now. */
    replay: (principal: Principal, id: number): Promise<DeliveryDetail> =>
      database.asAccount(principal.accountId, async (db) => {
        const delivery = await one(db, principal, id);
        await refuseRemoved(db, delivery.connection_id);
        const { connection_id: connectionId, kind, remote_id: remoteId } = delivery;
        await rereads.ask(
          db,
          { id: connectionId, accountId: principal.accountId },
          kindOf(kind),
          [remoteId],
          "retried",
        );
        // One that waits is looked at anyhow, and says itself what became of it.
        if (delivery.state !== "waiting") await settleDeliveries(db, [{ id, state: "rereading", note: null }]);
        await record(db, principal, "delivery.replayed", `delivery:${id}`, { kind, remote_id: remoteId });
        return one(db, principal, id);
      }),
  };
}

function kindOf(kind: string): ResourceKind {
  if (kind === "order" || kind === "product" || kind === "customer") return kind;
  throw new HubError("conflict", "This told of the store itself, and nothing can be read again for it", {
    code: "delivery_not_replayable",
  });
}
