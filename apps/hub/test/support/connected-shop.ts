// A simulated Shopify shop that is connected to a test's hub with a token of its own app, its webhooks set up.
import { type ShopifyStore, type ShopifyStoreOptions, startShopifyStore } from "@logix/sandbox/shopify";
import { eventually, type TestHub } from "./test-hub.ts";

export type ConnectedShop = {
  readonly shop: ShopifyStore;
  /** `integration_…` */
  readonly id: string;
  /** /api/v1/shopify/integrations/integration_… */
  readonly path: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever field it is about
  order(remoteId: number): Promise<any>;
  /** Reads everything of one kind. */
  read(kind: "orders" | "products" | "customers" | "payouts", since?: string): Promise<void>;
  /** Resolves when no delivery and no work that is due waits any more. */
  settled(): Promise<void>;
};

export type ConnectShopOptions = ShopifyStoreOptions & {
  readonly webhooks?: boolean;
  readonly credentials?: Readonly<Record<string, string>>;
};

export async function startShop(options: ShopifyStoreOptions = {}): Promise<ShopifyStore> {
  return startShopifyStore({ orders: 0, products: 10, customers: 5, webhookDelayMs: 1, bulkDurationMs: 1, ...options });
}

export async function connectShop(
  hub: TestHub,
  { webhooks = true, credentials = {}, ...options }: ConnectShopOptions = {},
): Promise<ConnectedShop> {
  const shop = await startShop(options);
  const reply = await hub.call("POST", "/api/v1/shopify/integrations", {
    store_url: shop.url,
    access_token: shop.accessToken,
    client_id: shop.clientId,
    client_secret: shop.clientSecret,
    ...credentials,
  });
  if (reply.status !== 201) throw new Error(`Not connected: ${JSON.stringify(reply.body)}`);
  const connected = connectedShop(hub, shop, reply.body.integration.id);
  if (webhooks) {
    const made = await hub.call("POST", `${connected.path}/webhooks`, {});
    if (made.status >= 300) throw new Error(`No webhooks: ${JSON.stringify(made.body)}`);
  }
  await connected.read("products");
  return connected;
}

/** One that was connected in another way. */
export function connectedShop(hub: TestHub, shop: ShopifyStore, id: string): ConnectedShop {
  return {
    shop,
    id,
    path: `/api/v1/shopify/integrations/${id}`,
    order: async (remoteId) => {
      const row = await eventually(() => findOrder(hub, id, String(remoteId)), `order ${remoteId} arrived`);
      return (await hub.call("GET", `/api/v1/orders/${row.id}`)).body;
    },
    read: async (kind, since) => {
      const run = await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind, ...(since && { since }) });
      await eventually(
        async () => (await hub.call("GET", `/api/v1/runs/${run.body.id}`)).body.state === "done",
        `the ${kind} were read`,
      );
    },
    settled: async () => {
      await shop.control.deliveriesSettled();
      await eventually(() => nothingWaits(hub), "everything was worked off");
    },
  };
}

async function findOrder(hub: TestHub, id: string, remoteId: string): Promise<{ id: number } | undefined> {
  const { rows } = await hub.database.pool.query(
    "select o.id from orders o join connections c on c.id = o.connection_id where c.public_id = $1 and o.remote_id = $2",
    [id, remoteId],
  );
  return rows[0];
}

async function nothingWaits(hub: TestHub): Promise<boolean> {
  const { rows } = await hub.database.pool.query(`
    select (select count(*) from deliveries where state in ('waiting', 'rereading'))
      + (select count(*) from rereads where reason <> 'written') + (select count(*) from runs where state in ('waiting', 'running'))
      + (select count(*) from outward_work where state = 'waiting' and due_at < now() + interval '10 seconds') as waiting`);
  return Number(rows[0].waiting) === 0;
}
