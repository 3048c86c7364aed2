// One change to all of a connection at once: its name, its address and credentials, whether it is in use, whether it is the
// default. New credentials are proven before the old ones are given up.
import { HubError } from "@logix/model";
import {
  type ConnectionPatch,
  type ConnectionRow,
  forgetStore,
  isAddressTaken,
  updateConnection,
} from "../../database/connections/connections.ts";
import { clearDefault } from "../../database/connections/default-connection.ts";
import type { Database, Db } from "../../database/database.ts";
import type { Queue } from "../../engine/queue.ts";
import { record } from "../access/audit.ts";
import type { Principal } from "../principal.ts";
import { alreadyConnected, type ConnectionSetup, parseSettings, type StoreSettings } from "./connection-setup.ts";
import type { Connections } from "./connections.ts";
import type { Connection, Stores } from "./stores.ts";
import { wakeConnection } from "./wake-connection.ts";

export type ConnectionEdit = {
  readonly name?: string | undefined;
  /** In the connector's own spelling; what is left out stays. */
  readonly settings: StoreSettings;
  readonly active?: boolean | undefined;
  readonly isDefault?: boolean | undefined;
};

export type ConnectionEdits = ReturnType<typeof makeConnectionEdits>;

/** Settings that say nothing about whether the store lets us in. */
const UNPROVEN: ReadonlySet<string> = new Set(["webhookSecret"]);

export function makeConnectionEdits(
  database: Database,
  queue: Queue,
  stores: Stores,
  connections: Connections,
  setup: ConnectionSetup,
) {
  async function settingsPatch(connection: Connection, change: StoreSettings): Promise<ConnectionPatch> {
    const names = Object.keys(change);
    if (names.length === 0) return {};
    const { connector, settings } = connection;
    const wanted = { ...pick(settings, connector.inputs), ...change };
    if (names.every((name) => UNPROVEN.has(name))) {
      return { settings_sealed: stores.seal(parseSettings(connector, { ...pick(settings, null), ...change })) };
    }
    const proven = await setup.prove(connector, wanted);
    return {
      settings_sealed: stores.seal(proven.settings),
      store_info: JSON.stringify(proven.info),
      store_key: proven.address,
      ...(typeof change.storeUrl === "string" && { store_url: change.storeUrl.trim() }),
      ...(connection.status === "disconnected" && { status: "active", status_reason: null }),
    };
  }

  async function write(db: Db, held: ConnectionRow, patch: ConnectionPatch): Promise<ConnectionRow> {
    const moves = patch.store_key !== undefined && patch.store_key !== held.store_key;
    if (moves && (await isAddressTaken(db, held, patch.store_key))) throw alreadyConnected(patch.store_key);
    if (patch.is_default === true) await clearDefault(db, held.account_id, held.platform);
    if (moves) await forgetStore(db, held.id);
    const row = await updateConnection(db, held.id, patch);
    if (!row) throw new HubError("missing", "There is no such connection");
    return row;
  }

  return {
    /** @throws HubError `conflict` where the new address is connected already */
    edit: async (
      principal: Principal,
      id: string,
      { name, settings, active, isDefault }: ConnectionEdit,
      platform: string,
    ): Promise<ConnectionRow> => {
      const held = await connections.row(principal, id, platform);
      const patch: ConnectionPatch = {
        ...(await settingsPatch(stores.fromRow(held), settings)),
        ...(name !== undefined && { name }),
        ...(active === false && { status: "paused", status_reason: null }),
        ...(active === true && { status: "active", status_reason: null }),
        ...(isDefault !== undefined && { is_default: isDefault }),
      };
      if (isDefault === true && (patch.status ?? held.status) !== "active") throw inactiveDefault();
      const changed = await database.asAccount(principal.accountId, async (db) => {
        const row = await write(db, held, patch);
        await record(db, principal, "connection.changed", `connection:${held.public_id}`, {
          fields: [...Object.keys(patch).filter((field) => field !== "settings_sealed"), ...Object.keys(settings)],
        });
        return row;
      });
      stores.forget(held.id);
      if (held.status !== "active" && changed.status === "active") await wakeConnection(database.db, queue, changed.id);
      return changed;
    },
  };
}

/** Only these, or all of them. */
function pick(settings: unknown, names: readonly string[] | null): StoreSettings {
  const all: StoreSettings = typeof settings === "object" && settings !== null ? { ...settings } : {};
  return Object.fromEntries(
    Object.entries(all).filter(([name, value]) => value !== undefined && (names?.includes(name) ?? true)),
  );
}

function inactiveDefault(): HubError {
  return new HubError("invalid", "A connection that is not active cannot be the default", {
    code: "default_inactive",
    remedy: "Activate it first",
    issues: [{ field: "isDefault", problem: "needs an active connection" }],
  });
}
