// Opens the pool through which all of the hub reaches PostgreSQL.
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { preparing } from "./prepared.ts";

export interface ConnectOptions {
  /** Most connections that this process opens. */
  readonly max: number;
  /** Shown in pg_stat_activity, so that an operator sees which process holds what. */
  readonly applicationName: string;
  /** How long one statement may run. Default 30 s; 0 means without end. */
  readonly statementTimeoutMs?: number;
  /** Told when a connection is lost. The pool replaces it by itself. */
  readonly onConnectionLost?: (error: Error) => void;
}

export interface OpenedDatabase {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<unknown>;
  close(): Promise<void>;
}

/** Connects on first use, so it also succeeds while the server is away. */
export function openDatabase(url: string, options: ConnectOptions): OpenedDatabase {
  const pool = new pg.Pool(poolConfig(url, options));
  const lost = options.onConnectionLost ?? (() => {});
  // On the client, not the pool: a connection can also be lost while it is lent out, and nobody else listens then.
  pool.on("connect", (client) => client.on("error", lost));
  pool.on("error", () => {}); // the same loss, told a second time
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { pool, kysely, close: () => kysely.destroy() };
}

function poolConfig(url: string, options: ConnectOptions): pg.PoolConfig {
  return {
    connectionString: url,
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    types: { getTypeParser },
  };
}

// int8 (counts and our ids) becomes a number. numeric stays a string, because money never meets a float.
const int8 = 20;
const int8Array = 1016;

const getTypeParser: typeof pg.types.getTypeParser = (type, format) => {
  const parse = pg.types.getTypeParser(type, format);
  if (format === "binary") return parse;
  if (type === int8) return toSafeInteger;
  return Number(type) === int8Array ? (text: string) => toSafeIntegers(parse(text)) : parse;
};

/** The driver gives the array's entries as text. */
function toSafeIntegers(entry: unknown): unknown {
  if (Array.isArray(entry)) return entry.map(toSafeIntegers);
  return typeof entry === "string" ? toSafeInteger(entry) : entry;
}

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The bigint ${text} does not fit a JavaScript number`);
  return value;
}
