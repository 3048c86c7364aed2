// Puts a store together and opens it on a port.
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { DeliveryFaults } from "../shared/delivery-faults.ts";
import { createRandom, mixSeed } from "../shared/random.ts";
import { type Certificate, selfSigned } from "../shared/self-signed.ts";
import { fillCoupons, fillCustomers } from "./catalogue/fill-customers.ts";
import { fillOrders, planOrders } from "./catalogue/fill-orders.ts";
import { fillProducts } from "./catalogue/fill-products.ts";
import { idsPerOrder, makeOrder, type OrderPlan } from "./catalogue/generated-order.ts";
import { createControlHttp } from "./control/control-http.ts";
import { createControl, type WooControl } from "./control/woo-control.ts";
import { toSettings, type WooSettings, type WooStoreOptions } from "./options.ts";
import { wooStatuses } from "./orders/order-status.ts";
import { addKey, createApproveFlow } from "./server/approve-flow.ts";
import { Authenticator } from "./server/authenticate.ts";
import { FaultBox } from "./server/faults.ts";
import { RequestLog } from "./server/request-log.ts";
import { handle, type Site } from "./server/site.ts";
import type { Watcher } from "./server/watcher.ts";
import { createState, type NewState } from "./state/create-state.ts";
import type { WooState } from "./state/woo-state.ts";
import { WebhookDispatcher } from "./webhooks/webhook-dispatcher.ts";
import { wooRoutes } from "./woo-routes.ts";

export type KeyPair = { consumerKey: string; consumerSecret: string };

export type WooStore = KeyPair & {
  /** What a merchant would type into the hub. */
  url: string;
  /** The certificate that makes a client trust the store; only when it is secure. */
  ca?: string;
  readOnlyKey: KeyPair;
  writeOnlyKey: KeyPair;
  control: WooControl;
  close(): Promise<void>;
};

export async function startWooStore(options: WooStoreOptions = {}): Promise<WooStore> {
  const certificate = options.secure ? selfSigned() : undefined;
  const { server, port, onRequest } = await listen(options.port ?? 0, certificate);
  const scheme = certificate ? "https" : "http";
  const settings = toSettings(options, `${scheme}://127.0.0.1:${port}`);
  const shop = openShop(options, settings);
  onRequest((incoming, outgoing) => void handle(shop.site, incoming, outgoing));
  return {
    url: settings.home,
    ...(certificate ? { ca: certificate.cert } : {}),
    ...shop.keys,
    control: shop.control,
    close: async () => {
      shop.control.stopCustomers();
      await shop.dispatcher.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Handler = (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => void;
type Listening = { server: http.Server | https.Server; port: number; onRequest: (handler: Handler) => void };

// The port must be known before the store is filled: its own address is in every link.
async function listen(port: number, certificate: Certificate | undefined): Promise<Listening> {
  let handler: Handler = (_, outgoing) => outgoing.writeHead(503).end();
  const forward: Handler = (incoming, outgoing) => handler(incoming, outgoing);
  const options = { maxHeaderSize: 64 * 1024 };
  const server = certificate
    ? https.createServer({ ...options, ...certificate }, forward)
    : http.createServer(options, forward);
  // As long as nginx keeps an idle connection.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: portOf(server.address()), onRequest: (next) => (handler = next) };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the store has no port");
  return address.port;
}

type Keys = KeyPair & { readOnlyKey: KeyPair; writeOnlyKey: KeyPair };
type Shop = { site: Site; control: WooControl; dispatcher: WebhookDispatcher; keys: Keys };

function openShop(options: WooStoreOptions, settings: WooSettings): Shop {
  const { state, listen: listenTo } = filledState(options, settings);
  const authenticator = new Authenticator(settings);
  const keys = makeKeys(state, authenticator);
  const faults = new FaultBox(createRandom(mixSeed(settings.seed, 1)));
  const deliveryFaults = new DeliveryFaults(createRandom(mixSeed(settings.seed, 2)));
  const dispatcher = new WebhookDispatcher(state, deliveryFaults);
  listenTo((event) => dispatcher.announce(event));
  const log = new RequestLog();
  const watchers = new Set<Watcher>();
  const control = createControl({
    state,
    log,
    faults,
    deliveryFaults,
    dispatcher,
    watchers,
    revokeKeys: () => authenticator.keys.clear(),
  });
  const router = wooRoutes(state, (webhook) => dispatcher.ping(webhook));
  const approve = createApproveFlow(state, authenticator);
  const about = () => ({ url: settings.home, ...keys });
  const site: Site = {
    api: { state, router, authenticator, log },
    faults,
    control: createControlHttp(control, about),
    approve,
    watchers,
  };
  return { site, control, dispatcher, keys };
}

function makeKeys(state: WooState, authenticator: Authenticator): Keys {
  const pair = (permissions: "read" | "write" | "read_write"): KeyPair => {
    const { consumerKey, consumerSecret } = addKey(state, authenticator, permissions);
    return { consumerKey, consumerSecret };
  };
  return { ...pair("read_write"), readOnlyKey: pair("read"), writeOnlyKey: pair("write") };
}

function filledState(options: WooStoreOptions, settings: WooSettings): NewState {
  let plan: OrderPlan | undefined;
  const created = createState(settings, options.now ?? (() => new Date()), wooStatuses, (slot) => {
    if (!plan) throw new Error(`order ${slot.id} was never generated`);
    return makeOrder(created.state, plan, slot);
  });
  const { state, raiseId } = created;
  fillProducts(state, options.products ?? 40);
  fillCustomers(state, options.customers ?? 20);
  fillCoupons(state);
  plan = planOrders(state, options.orders ?? 0, state.nextId("post"));
  if (plan) {
    fillOrders(state, plan);
    // Behind the orders, their refunds have their ids.
    raiseId("post", plan.firstId + 2 * plan.count);
    raiseId("lineItem", plan.count * idsPerOrder + idsPerOrder);
    raiseId("lineMeta", plan.count * idsPerOrder + idsPerOrder);
  }
  return created;
}
