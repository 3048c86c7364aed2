// Connect, authenticate, test, save: no connection becomes active that did not work once. The same for new credentials.
import { randomBytes } from "node:crypto";
import { HubError, type Issue, isHubError } from "@logix/model";
import { type ZodError, z } from "zod";
import type { Connector, StoreInfo } from "../../connector-kit/contract.ts";
import {
  type ConnectionRow,
  connectionsToTryAgain,
  insertConnection,
  updateConnection,
} from "../../database/connections/connections.ts";
import { clearDefault } from "../../database/connections/default-connection.ts";
import type { Database } from "../../database/database.ts";
import type { Queue } from "../../engine/queue.ts";
import { record } from "../access/audit.ts";
import type { Principal } from "../principal.ts";
import type { Runs } from "../sync/runs.ts";
import type { Connection, Stores } from "./stores.ts";
import { wakeConnection } from "./wake-connection.ts";

/** What a caller says of a store; the connector's schema knows the rest. */
export type StoreSettings = Readonly<Record<string, unknown>>;

export type NewConnection = {
  readonly platform: string;
  readonly settings: StoreSettings;
  readonly name?: string | undefined;
  readonly autoSync: boolean;
  /** Meant where none is named; whichever was, is not any more. */
  readonly isDefault?: boolean;
};

export type ConnectionSetup = ReturnType<typeof makeConnectionSetup>;

const TRY_AGAIN_MINUTES = 15;

type Proven = { readonly settings: unknown; readonly info: StoreInfo; readonly address: string };

export function makeConnectionSetup(
  database: Database,
  queue: Queue,
  stores: Stores,
  runs: Runs,
  insecureHosts: readonly string[],
) {
  /** Asks the store who it is with these settings, and keeps what was found out on the way. */
  async function prove(connector: Connector, given: StoreSettings): Promise<Proven> {
    const settings = parseSettings(connector, withImpliedPermission(given, insecureHosts));
    const info = await stores.openUnsaved(connector, settings).authenticate().catch(asCallersMistake);
    if (info.access === "read") throw readOnly();
    const found = parseSettings(connector, { ...asObject(settings), ...info.findings });
    return { settings: found, info, address: connector.storeAddress(found) };
  }

  return {
    prove,
    create: async (
      principal: Principal,
      { platform, settings: given, name, autoSync, isDefault = false }: NewConnection,
    ): Promise<ConnectionRow> => {
      const connector = stores.connectorOf(platform);
      const { settings, info, address } = await prove(connector, withWebhookSecret(given));
      const row = await database.asAccount(principal.accountId, async (db) => {
        if (isDefault) await clearDefault(db, principal.accountId, platform);
        const inserted = await insertConnection(db, {
          publicId: `integration_${randomBytes(9).toString("hex")}`,
          accountId: principal.accountId,
          userId: principal.userId,
          platform,
          name: name ?? new URL(address).host,
          storeUrl: storeUrlOf(given, address),
          storeKey: address,
          settingsSealed: stores.seal(settings),
          autoSync,
          storeInfo: info,
          isDefault,
        });
        if (!inserted) throw alreadyConnected(address);
        await record(db, principal, "connection.created", `connection:${inserted.public_id}`, {
          platform,
          store_url: inserted.store_url,
          name: inserted.name,
        });
        return inserted;
      });
      if (autoSync) await startReading(stores.fromRow(row));
      return row;
    },
    /** Tries the saved settings; a connection that was cut off comes back where they work again. */
    test: async (connection: Connection): Promise<StoreInfo> => {
      const info = await stores.open(connection, "request").authenticate();
      await updateConnection(database.db, connection.id, { store_info: JSON.stringify(info) });
      if (connection.status === "disconnected") await reconnect(connection);
      return info;
    },
    /** The old credentials stay valid until the new ones are proven. */
    rotate: async (principal: Principal, connection: Connection, change: StoreSettings): Promise<ConnectionRow> => {
      const { settings, info, address } = await prove(connection.connector, {
        ...asObject(connection.settings),
        ...change,
      });
      if (address !== connection.connector.storeAddress(connection.settings)) throw anotherStore();
      const changed = await database.asAccount(principal.accountId, async (db) => {
        const row = await updateConnection(db, connection.id, {
          settings_sealed: stores.seal(settings),
          store_info: JSON.stringify(info),
        });
        stores.forget(connection.id);
        await record(db, principal, "connection.credentials_rotated", `connection:${connection.publicId}`, {
          fields: Object.keys(change),
        });
        if (!row) throw new HubError("missing", "There is no such connection");
        return row;
      });
      if (connection.status === "disconnected") await reconnect(connection);
      return changed;
    },
    startReading,
    /** Stores that turned us away are tried again now and then: a plugin may have been in the way for an hour. */
    tryDisconnected: async (): Promise<void> => {
      const rows = await connectionsToTryAgain(database.db, TRY_AGAIN_MINUTES);
      await Promise.all(rows.map((row) => tryAgain(stores.fromRow(row))));
    },
  };

  async function tryAgain(connection: Connection): Promise<void> {
    try {
      await stores.open(connection, "work").authenticate();
      await reconnect(connection);
    } catch (error) {
      if (!isHubError(error)) throw error;
      await updateConnection(database.db, connection.id, {}); // tried now
    }
  }

  /** The store lets us in again: what waited goes on. */
  async function reconnect(connection: Connection): Promise<void> {
    await updateConnection(database.db, connection.id, { status: "active", status_reason: null });
    stores.forget(connection.id);
    await wakeConnection(database.db, queue, connection.id);
  }

  async function startReading(connection: Connection): Promise<void> {
    for (const kind of ["products", "orders", "customers"] as const)
      await runs.request({ connection, kind, cause: "connected" });
    if (connection.connector.hasPayouts) await runs.request({ connection, kind: "payouts", cause: "connected" });
  }
}

/** Nobody is connected yet: whatever keeps this store from answering, the caller has to put right. */
function asCallersMistake(error: unknown): never {
  if (isHubError(error, "disconnected", "unreachable", "unreadable", "missing")) {
    throw new HubError("refused", error.message, {
      ...error.details,
      code: error.details.code ?? error.kind,
      cause: error,
    });
  }
  throw error;
}

export function parseSettings(connector: Connector, given: StoreSettings): unknown {
  const parsed = connector.settings.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new HubError("invalid", "These settings do not describe a store", {
    code: "settings_invalid",
    issues: issuesOf(parsed.error),
  });
}

function issuesOf(error: ZodError): Issue[] {
  return error.issues.map((issue) => ({
    field: snakeCase(issue.path.join(".")) || "settings",
    problem: issue.message,
    ...(issue.code === "custom" && remedySchema.safeParse(issue.params).data),
  }));
}

/** What a connector's schema says would help. */
const remedySchema = z.object({ remedy: z.string() });

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A store on a host that the installation names as its own may be spoken to without encryption. */
function withImpliedPermission(given: StoreSettings, insecureHosts: readonly string[]): StoreSettings {
  const url = typeof given.storeUrl === "string" && URL.canParse(given.storeUrl) ? new URL(given.storeUrl) : null;
  return url && insecureHosts.includes(url.hostname) ? { allowInsecureHttp: true, ...given } : given;
}

function withWebhookSecret(given: StoreSettings): StoreSettings {
  return given.webhookSecret === undefined ? { ...given, webhookSecret: randomBytes(32).toString("base64url") } : given;
}

export function asObject(settings: unknown): StoreSettings {
  return typeof settings === "object" && settings !== null ? { ...settings } : {};
}

function storeUrlOf(given: StoreSettings, address: string): string {
  return typeof given.storeUrl === "string" ? given.storeUrl.trim() : address;
}

function readOnly(): HubError {
  return new HubError("refused", "The key may only read", {
    code: "key_read_only",
    remedy: "Create a key with Read/Write permission: without it stock and statuses cannot be sent to the store",
  });
}

export function alreadyConnected(address: string): HubError {
  return new HubError("conflict", `The store ${address} is connected already`, {
    code: "store_connected",
    remedy: "Use the connection that is there, or delete it first",
    issues: [{ field: "store_url", problem: "is connected already" }],
  });
}

function anotherStore(): HubError {
  return new HubError("invalid", "These credentials belong to another store", {
    code: "another_store",
    remedy: "Connect that store as a connection of its own",
  });
}
