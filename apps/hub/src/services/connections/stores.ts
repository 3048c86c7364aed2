// Connections as the rest of the hub works with them: their connector, their opened settings, their rules. Kept for a few
// seconds per process, because every delivery needs them.
import { HubError, isHubError, type OrderStatus, orderStatusSchema } from "@logix/model";
import { z } from "zod";
import type { Connector, Credentials, Delivery, RateLimit, Store } from "../../connector-kit/contract.ts";
import type { LimitedFetch, StoreReply, StoreRequest } from "../../connector-kit/http.ts";
import {
  type ConnectionRow,
  connectionsOfStore,
  findByPublicId,
  findConnection,
  isPaused,
} from "../../database/connections/connections.ts";
import type { Database } from "../../database/database.ts";
import { SEALED, type Sealer } from "../../database/sealing.ts";
import type { Sessions } from "../../engine/sessions.ts";
import { isFieldPath, type OrderFields } from "../../field-mapping/order-fields.ts";
import { type StatusRules, statusRules } from "../orders/status-rules.ts";
import type { ApiNoticeTaker } from "./api-notice-taker.ts";
import { makeCredentialKeeper } from "./credentials.ts";

export type Connection = {
  readonly id: number;
  readonly publicId: string;
  readonly accountId: number;
  readonly platform: string;
  readonly name: string;
  readonly storeUrl: string;
  readonly status: ConnectionRow["status"];
  readonly stockRole: ConnectionRow["stock_role"];
  readonly connector: Connector;
  /** As its connector's schema made it; holds credentials. */
  readonly settings: unknown;
  readonly rules: StatusRules;
  readonly orderFields: OrderFields;
  readonly limits: Connector["limits"];
};

/** `request`: somebody waits for the answer. `work`: it can as well be done later. */
export type Patience = "request" | "work";

/**
 * For its turn of the limit, until it is put off. Long enough for a page that needs more requests than the limit lets go at once:
 * one that was put off begins anew. No worker is held meanwhile: work steps aside.
 */
const MOST_WAIT_MS: Readonly<Record<Patience, number>> = { request: 20_000, work: 12_000 };
const KEPT_MS = 5_000;
/** Stores that share an address, in all accounts; more are not tried for one delivery. */
const MOST_CANDIDATES = 20;

export type Stores = ReturnType<typeof makeStores>;

export type StoresOptions = {
  readonly notices: ApiNoticeTaker;
  readonly database: Database;
  readonly sealer: Sealer;
  readonly sessions: Sessions;
  readonly connectors: ReadonlyMap<string, Connector>;
  /** In place of every connector's own default, from the configuration. */
  readonly storeRate: number | undefined;
  readonly now: () => Date;
};

export function makeStores({ database, sealer, sessions, connectors, storeRate, now, notices }: StoresOptions) {
  const kept = new Map<number, { readonly connection: Connection; readonly until: number }>();
  const idOfPublic = new Map<string, number>();
  const keeper = makeCredentialKeeper(database, sealer, now, (id) => kept.delete(id));

  async function load(id: number): Promise<Connection> {
    const row = await findConnection(database.db, id);
    if (!row) throw new HubError("missing", "There is no such connection");
    return keep(fromRow(row));
  }

  function keep(connection: Connection): Connection {
    kept.set(connection.id, { connection, until: now().getTime() + KEPT_MS });
    idOfPublic.set(connection.publicId, connection.id);
    return connection;
  }

  function connectorOf(platform: string): Connector {
    const connector = connectors.get(platform);
    if (!connector)
      throw new HubError("missing", `There is no connector for ${platform}`, { code: "platform_unknown" });
    return connector;
  }

  function fromRow(row: ConnectionRow): Connection {
    const connector = connectorOf(row.platform);
    return {
      id: row.id,
      publicId: row.public_id,
      accountId: row.account_id,
      platform: row.platform,
      name: row.name,
      storeUrl: row.store_url,
      status: row.status,
      stockRole: row.stock_role,
      connector,
      settings: connector.settings.parse(JSON.parse(sealer.open(row.settings_sealed, SEALED.connectionSettings))),
      orderFields: orderFieldsSchema.parse(row.order_fields),
      rules: statusRules(connector.statuses, statusMapSchema.parse(row.status_map)),
      limits: limitsOf(connector, row.rate_limit === null ? null : rateLimitSchema.parse(row.rate_limit)),
    };
  }

  function limitsOf(connector: Connector, own: RateLimit | null): Connector["limits"] {
    const chosen =
      own ??
      (storeRate === undefined
        ? null
        : { requests: storeRate, perMs: 1000, burst: Math.max(10, Math.ceil(storeRate)) });
    return chosen ? { ...connector.limits, default: chosen } : connector.limits;
  }

  function openWith(
    connector: Connector,
    settings: unknown,
    key: string,
    limits: Connector["limits"],
    patience: Patience,
    watch: Watch = NOBODY_WATCHES,
    credentialsWith?: (fetch: LimitedFetch) => Credentials<unknown>,
  ): Store {
    const opener = {
      key,
      platform: connector.platform,
      limits,
      open: (send: LimitedFetch) => {
        const fetch: LimitedFetch = async (request) => {
          await watch.before();
          const reply = await send(request);
          await watch.after(request, reply);
          return reply;
        };
        return connector.open(settings, { fetch, now, credentials: credentialsWith?.(fetch) });
      },
    };
    return sessions.open(opener, MOST_WAIT_MS[patience]);
  }

  /** Looked at before each request: work that was under way when a person paused the connection stops there, too. */
  async function refusePaused(id: number, patience: Patience): Promise<void> {
    if (await isPaused(database.db, id)) throw pausedConnection(patience);
  }

  async function get(id: number): Promise<Connection> {
    const held = kept.get(id);
    return held && held.until > now().getTime() ? held.connection : load(id);
  }

  return {
    connectorOf,
    /** `WC-123` → `123`: what people see before an order's number is not a part of it. */
    withoutOrderPrefix: (text: string): string => {
      const [prefix = ""] = [...connectors.values()]
        .map(({ orderPrefix }) => orderPrefix)
        .filter((each) => text.toLowerCase().startsWith(each.toLowerCase()));
      return text.slice(prefix.length);
    },
    fromRow,
    /** @throws HubError `missing` */
    get,
    /** Null where it was removed. */
    find: (id: number): Promise<Connection | null> => get(id).catch(nullWhereMissing),
    /** Past what is kept. Null where it was removed. */
    findFresh: (id: number): Promise<Connection | null> => load(id).catch(nullWhereMissing),
    /** The address of one connection's webhooks names it. @throws HubError `missing` */
    byPublicId: async (publicId: string): Promise<Connection> => {
      const held = kept.get(idOfPublic.get(publicId) ?? 0);
      if (held && held.until > now().getTime()) return held.connection;
      const row = await findByPublicId(database.db, publicId);
      if (!row) throw new HubError("missing", "There is no such connection");
      return keep(fromRow(row));
    },
    /** Past what is kept: after a change, or when a signature did not fit. */
    reload: load,
    forget: (id: number): void => void kept.delete(id),
    open: (connection: Connection, patience: Patience): Store =>
      openWith(
        connection.connector,
        connection.settings,
        `store:${connection.id}`,
        connection.limits,
        patience,
        {
          before: () => refusePaused(connection.id, patience),
          after: (request, reply) => notices.look(connection, request, reply),
        },
        connection.connector.oauth && ((fetch) => keeper.of({ ...connection, fetch })),
      ),
    /** A store that is not a connection yet. */
    openUnsaved: (connector: Connector, settings: unknown): Store =>
      openWith(connector, settings, `new:${connector.storeAddress(settings)}`, limitsOf(connector, null), "request"),
    /** The way to a store that is not a connection yet and has no settings either. */
    fetchUnsaved: (connector: Connector, name: string): LimitedFetch =>
      sessions.fetchFor(
        { key: `new:${name}`, platform: connector.platform, limits: limitsOf(connector, null) },
        MOST_WAIT_MS.request,
      ),
    /** Which connections a delivery on the shared address may belong to. */
    candidates: async (connector: Connector, delivery: Delivery): Promise<readonly Connection[]> => {
      const claimed = connector.webhooks.claimedStore(delivery);
      if (claimed === null) return [];
      const rows = await connectionsOfStore(database.db, connector.platform, claimed, MOST_CANDIDATES);
      return rows.map((row) => keep(fromRow(row)));
    },
    seal: (settings: unknown): string => sealer.seal(JSON.stringify(settings), SEALED.connectionSettings),
  };
}

/** What surrounds every request to the store of a connection. */
type Watch = { before(): Promise<void>; after(request: StoreRequest, reply: StoreReply): Promise<void> };
const NOBODY_WATCHES: Watch = { before: async () => {}, after: async () => {} };

const PAUSED_RETRY_MS = 15 * 60_000;

/** Who asks is told; work is put off, and taken up at once when the connection is resumed. */
function pausedConnection(patience: Patience): HubError {
  return new HubError(patience === "request" ? "conflict" : "limited", "The connection is paused", {
    code: "connection_paused",
    remedy: "Resume the connection first",
    ...(patience === "work" && { retryAt: new Date(Date.now() + PAUSED_RETRY_MS) }),
  });
}

function nullWhereMissing(error: unknown): null {
  if (isHubError(error, "missing")) return null;
  throw error;
}

export const statusMapSchema = z.object({
  inbound: z.record(z.string(), orderStatusSchema).optional(),
  outbound: z.partialRecord(orderStatusSchema, z.string().min(1).max(50)).optional(),
}) satisfies z.ZodType<{ inbound?: Record<string, OrderStatus> }>;

/** At most a few dozen: each is looked up in every order. */
export const orderFieldsSchema = z
  .record(
    z.string().min(1).max(60),
    z.string().refine(isFieldPath, "is no path such as billing.company or meta_data[_vat_number]"),
  )
  .refine((fields) => Object.keys(fields).length <= 50, "are more than 50 fields");

export const rateLimitSchema = z.object({
  requests: z.number().positive().max(10_000),
  perMs: z.number().int().min(100).max(3_600_000),
  burst: z.number().int().min(1).max(10_000),
});
