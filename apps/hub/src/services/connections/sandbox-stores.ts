// A store to try things out with, in one click: simulated, run beside the hub on its own computer, and connected like any other.
import { HubError } from "@logix/model";
import { z } from "zod";
import type { ConnectionRow } from "../../database/connections/connections.ts";
import { insertSandboxStore, sandboxStores } from "../../database/connections/sandbox-stores.ts";
import type { Database } from "../../database/database.ts";
import type { Sandboxes } from "../../engine/sandbox-process.ts";
import type { Principal } from "../principal.ts";
import type { ConnectionSetup } from "./connection-setup.ts";
import type { Connections } from "./connections.ts";

export type NewSandboxStore = {
  readonly name: string;
  readonly orders: number;
  readonly products: number;
  readonly autoSync: boolean;
};

export type SandboxStores = ReturnType<typeof makeSandboxStores>;

export type SandboxStoreTools = {
  readonly database: Database;
  readonly sandboxes: Sandboxes;
  readonly setup: ConnectionSetup;
  readonly connections: Connections;
  /** Lets the hub, which stays out of private networks, reach this one address. */
  readonly allowOrigin: (origin: string) => void;
  /** Where requests are served and work is done in one process: the store stands beside it. */
  readonly isAvailable: boolean;
  readonly onFailure: (err: unknown) => void;
};

const PLATFORM = "woocommerce";
const MOST_PER_ACCOUNT = 3;
/** It runs on the same computer and bears more than a web host. */
const RATE = { requests: 50, perMs: 1_000, burst: 50 };

const aboutSchema = z.object({
  store: z.object({ url: z.url(), consumerKey: z.string(), consumerSecret: z.string() }),
});
const placedSchema = z.object({ id: z.number() });

export function makeSandboxStores(tools: SandboxStoreTools) {
  const { database, sandboxes, setup, connections, allowOrigin, isAvailable, onFailure } = tools;

  const rowsOf = (accountId: number) => database.asAccount(accountId, (db) => sandboxStores(db, accountId));

  async function connect(
    principal: Principal,
    port: number,
    { name, autoSync }: NewSandboxStore,
  ): Promise<ConnectionRow> {
    const { store } = aboutSchema.parse(await sandboxes.control(port, "GET", ""));
    const { url: storeUrl, consumerKey, consumerSecret } = store;
    const settings = { storeUrl, consumerKey, consumerSecret, allowInsecureHttp: true };
    const row = await setup.create(principal, { platform: PLATFORM, name, autoSync, settings });
    return connections.change(principal, row.public_id, { rateLimit: RATE });
  }

  return {
    isAvailable,
    list: ({ accountId }: Principal) => rowsOf(accountId),
    create: async (principal: Principal, wanted: NewSandboxStore): Promise<ConnectionRow> => {
      if (!isAvailable) throw notHere();
      const { accountId } = principal;
      const held = await rowsOf(accountId);
      if (held.length >= MOST_PER_ACCOUNT) throw tooMany();
      // Another seed makes another shop.
      const start = { port: 0, seed: held.length + 1, orders: wanted.orders, products: wanted.products };
      const { url, port } = await sandboxes.start(start);
      allowOrigin(new URL(url).origin);
      const row = await connect(principal, port, wanted);
      await database.asAccount(accountId, (db) =>
        insertSandboxStore(db, { ...start, port, connection_id: row.id, account_id: accountId }),
      );
      return row;
    },
    /** A shopper buys something there. Returns the store's id of the order. */
    placeOrder: async (principal: Principal, id: string): Promise<string> => {
      const { id: connectionId } = await connections.row(principal, id);
      const row = (await rowsOf(principal.accountId)).find((each) => each.connection_id === connectionId);
      if (!row) throw noSandbox(id);
      return String(placedSchema.parse(await sandboxes.control(row.port, "POST", "/orders", {})).id);
    },
    /** Those whose connection was removed end. */
    upkeep: async (): Promise<void> => {
      if (isAvailable) sandboxes.keepOnly(new Set((await sandboxStores(database.db)).map(({ port }) => port)));
    },
    /** After a start of the hub, in the background: the same shops at the same addresses, as they were on their first day. */
    resume: async (): Promise<void> => {
      if (!isAvailable) return;
      for (const row of await sandboxStores(database.db)) {
        allowOrigin(`http://127.0.0.1:${row.port}`);
        void sandboxes.start(row).catch(onFailure);
      }
    },
  };
}

function notHere(): HubError {
  return new HubError("refused", "A hub of several processes runs no sandbox stores", {
    code: "sandbox_not_here",
    remedy: "Start one with `npm run sandbox` and connect it like any other store",
  });
}

function tooMany(): HubError {
  return new HubError("conflict", `There are ${MOST_PER_ACCOUNT} sandbox stores already`, {
    code: "sandbox_too_many",
    remedy: "Remove one of them first",
  });
}

function noSandbox(id: string): HubError {
  return new HubError("missing", `The connection ${id} is no sandbox store`, { code: "sandbox_unknown" });
}
