// A sandbox store that is connected to a test's hub, with its webhooks set up and everything read once.
import { startWooStore, type WooStore, type WooStoreOptions } from "@logix/sandbox/woocommerce";
import { eventually, type TestHub } from "./test-hub.ts";

export type ConnectedStore = {
  readonly store: WooStore;
  /** `integration_…` */
  readonly id: string;
  /** /api/v1/woocommerce/integrations/integration_… */
  readonly path: string;
  /** Reads everything that is new in the store. */
  sync(): Promise<void>;
  /** Our order for the store's, once it is there. */
  order(remoteId: unknown): Promise<OrderView>;
  /** Resolves when nothing waits any more: no delivery, no reread but a look at our own write, no outward work that is due. */
  settled(): Promise<void>;
};

type OrderView = {
  readonly id: number;
  readonly remote_id: string;
  readonly status: string;
  readonly remote_status: string;
  readonly history: readonly {
    readonly actor: string;
    readonly source: string;
    readonly from_status: string | null;
    readonly to_status: string;
    readonly note?: string | null;
  }[];
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at whatever field it is about
  readonly [field: string]: any;
};

export type ConnectOptions = WooStoreOptions & {
  /** One that was prepared already. */ readonly running?: WooStore;
  readonly webhooks?: boolean;
  readonly webhookSecret?: string;
};

export async function connectStore(
  hub: TestHub,
  { webhooks = true, webhookSecret, running, ...options }: ConnectOptions = {},
): Promise<ConnectedStore> {
  const store = running ?? (await startWooStore({ orders: 5, products: 15, ...options }));
  const body = {
    store_url: store.url,
    consumer_key: store.consumerKey,
    consumer_secret: store.consumerSecret,
    ...(webhookSecret && { webhook_secret: webhookSecret }),
  };
  const reply = await hub.call("POST", "/api/v1/woocommerce/integrations", body);
  if (reply.status !== 201) throw new Error(`Not connected: ${JSON.stringify(reply.body)}`);
  const id: string = reply.body.integration.id;
  const path = `/api/v1/woocommerce/integrations/${id}`;
  if (webhooks) await hub.call("POST", `${path}/webhooks`, {});
  const connected: ConnectedStore = {
    store,
    id,
    path,
    sync: async () => {
      await hub.call("POST", `${path}/sync`, { limit: 10_000 });
    },
    order: async (remoteId) => {
      const row = await eventually(() => findOrder(hub, id, String(remoteId)), `order ${remoteId} arrived`);
      return (await hub.call("GET", `/api/v1/orders/${row.id}`)).body;
    },
    settled: async () => {
      await store.control.deliveriesSettled();
      await eventually(() => nothingWaits(hub), "everything was worked off");
    },
  };
  await readProducts(hub, id);
  return connected;
}

async function readProducts(hub: TestHub, id: string): Promise<void> {
  const run = await hub.call("POST", `/api/v1/connections/${id}/runs`, { kind: "products" });
  await eventually(
    async () => (await hub.call("GET", `/api/v1/runs/${run.body.id}`)).body.state === "done",
    "the products were read",
  );
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
