// The connections of an account: look, change, remove.
import { HubError } from "@logix/model";
import type { RateLimit } from "../../connector-kit/contract.ts";
import { selectUserPublicId } from "../../database/access/users.ts";
import {
  type ConnectionPatch,
  type ConnectionRow,
  deleteConnection,
  findOwnConnection,
  listConnections,
  updateConnection,
} from "../../database/connections/connections.ts";
import type { Database } from "../../database/database.ts";
import type { Queue } from "../../engine/queue.ts";
import type { OrderFields } from "../../field-mapping/order-fields.ts";
import { record } from "../access/audit.ts";
import { idOfCursor, type Page, type PageRequest, toPage } from "../access/page-cursor.ts";
import type { Alerts } from "../alerts/alerts.ts";
import type { UnknownStatuses } from "../alerts/unknown-statuses.ts";
import type { StatusMap } from "../orders/status-rules.ts";
import type { Principal } from "../principal.ts";
import { type Connection, orderFieldsSchema, rateLimitSchema, type Stores, statusMapSchema } from "./stores.ts";
import { wakeConnection } from "./wake-connection.ts";

export type ConnectionChange = {
  readonly name?: string | undefined;
  readonly autoSync?: boolean | undefined;
  readonly syncIntervalMinutes?: number | undefined;
  readonly paused?: boolean | undefined;
  readonly stockRole?: ConnectionRow["stock_role"] | undefined;
  readonly statusMap?: StatusMap | undefined;
  readonly orderFields?: OrderFields | undefined;
  readonly rateLimit?: RateLimit | null | undefined;
};

export type Connections = ReturnType<typeof makeConnections>;

export type ConnectionsOptions = {
  readonly database: Database;
  readonly stores: Stores;
  readonly queue: Queue;
  readonly alerts: Alerts;
  readonly unknownStatuses: UnknownStatuses;
};

export function makeConnections({ database, stores, queue, alerts, unknownStatuses }: ConnectionsOptions) {
  async function row(principal: Principal, id: string, platform?: string): Promise<ConnectionRow> {
    const found = await database.asAccount(principal.accountId, (db) => findOwnConnection(db, principal.accountId, id));
    if (!found || (platform !== undefined && found.platform !== platform)) throw unknown(id);
    return found;
  }

  return {
    row,
    /** For filters: null where none is asked for. */
    idOf: async (principal: Principal, id: string | undefined): Promise<number | null> =>
      id === undefined ? null : (await row(principal, id)).id,
    /** With the public id of the user who made it. */
    rowWithOwner: async (
      principal: Principal,
      id: string,
      platform?: string,
    ): Promise<{ readonly row: ConnectionRow; readonly owner: string }> => {
      const found = await row(principal, id, platform);
      const user =
        found.user_id === null
          ? undefined
          : await database.asAccount(principal.accountId, (db) => selectUserPublicId(db, found.user_id ?? 0));
      return { row: found, owner: user ?? principal.userPublicId };
    },
    /** @throws HubError `missing` for what is not there or belongs to another account. */
    get: async (principal: Principal, id: string, platform?: string): Promise<Connection> =>
      stores.fromRow(await row(principal, id, platform)),
    /** In the order in which they were made. An account has few: they are read at once. */
    page: async (
      { accountId }: Principal,
      { platform, cursor, limit }: PageRequest & { readonly platform?: string | undefined },
    ): Promise<Page<ConnectionRow>> => {
      const after = idOfCursor(cursor) ?? 0;
      const rows = await database.asAccount(accountId, (db) => listConnections(db, accountId, platform));
      return toPage(
        rows.filter(({ id }) => id > after),
        limit,
      );
    },
    list: (principal: Principal, platform?: string): Promise<readonly ConnectionRow[]> =>
      database.asAccount(principal.accountId, (db) => listConnections(db, principal.accountId, platform)),
    change: async (
      principal: Principal,
      id: string,
      change: ConnectionChange,
      platform?: string,
    ): Promise<ConnectionRow> => {
      const held = await row(principal, id, platform);
      const changed = await database.asAccount(principal.accountId, async (db) => {
        const after = await updateConnection(db, held.id, toPatch(change, held));
        if (!after) throw unknown(id);
        if (change.statusMap !== undefined) await unknownStatuses.mapped(db, stores.fromRow(after));
        await record(db, principal, "connection.changed", `connection:${held.public_id}`, {
          fields: Object.keys(change).filter((field) => change[field as keyof ConnectionChange] !== undefined),
        });
        return after;
      });
      stores.forget(held.id);
      if (held.status !== "active" && changed.status === "active") await wakeConnection(database.db, queue, changed.id);
      return changed;
    },
    remove: async (principal: Principal, id: string, platform?: string): Promise<void> => {
      const held = await row(principal, id, platform);
      await database.asAccount(principal.accountId, async (db) => {
        await deleteConnection(db, held.id);
        await alerts.settleAll(db, held.id);
        await record(db, principal, "connection.deleted", `connection:${held.public_id}`, {
          store_url: held.store_url,
        });
      });
      stores.forget(held.id);
    },
  };
}

function toPatch(change: ConnectionChange, held: ConnectionRow): ConnectionPatch {
  const wakes = change.paused === false && held.status !== "active";
  return {
    ...(change.name !== undefined && { name: change.name }),
    ...(change.autoSync !== undefined && { auto_sync: change.autoSync }),
    ...(change.syncIntervalMinutes !== undefined && { sync_interval_minutes: change.syncIntervalMinutes }),
    ...(change.stockRole !== undefined && { stock_role: change.stockRole }),
    ...(change.statusMap !== undefined && { status_map: JSON.stringify(statusMapSchema.parse(change.statusMap)) }),
    ...(change.orderFields !== undefined && {
      order_fields: JSON.stringify(orderFieldsSchema.parse(change.orderFields)),
    }),
    ...(change.rateLimit !== undefined && {
      rate_limit: change.rateLimit === null ? null : JSON.stringify(rateLimitSchema.parse(change.rateLimit)),
    }),
    ...(change.paused === true && { status: "paused", status_reason: null }),
    ...(wakes && { status: "active", status_reason: null }),
  };
}

function unknown(id: string): HubError {
  return new HubError("missing", `There is no connection ${id}`, {
    code: "connection_unknown",
    remedy: "List your connections to see their ids",
  });
}
