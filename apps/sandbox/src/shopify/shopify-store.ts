// Puts a store together and opens it on a port.
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { DeliveryFaults } from "../shared/delivery-faults.ts";
import { createRandom, mixSeed } from "../shared/random.ts";
import { type Certificate, selfSigned } from "../shared/self-signed.ts";
import { BulkOperations } from "./bulk/bulk-operations.ts";
import { fillOrders } from "./catalogue/fill-orders.ts";
import { fillCustomers, fillLocations, fillProducts } from "./catalogue/fill-shop.ts";
import { createControlHttp } from "./control/control-http.ts";
import { createControl, type ShopifyControl } from "./control/shopify-control.ts";
import { CostBucket } from "./graphql/cost-bucket.ts";
import { GraphApi } from "./graphql/graph-api.ts";
import { mutationRoot } from "./graphql/mutations/mutation-root.ts";
import { OAuthRoutes } from "./oauth/oauth-routes.ts";
import { Tokens } from "./oauth/tokens.ts";
import { type ShopifySettings, type ShopifyStoreOptions, toSettings } from "./options.ts";
import { FaultBox } from "./server/faults.ts";
import { RequestLog } from "./server/request-log.ts";
import { handle, type Site } from "./server/site.ts";
import { createState, type ShopifyState } from "./state/shopify-state.ts";
import { WebhookQueue } from "./webhooks/webhook-queue.ts";

export type ShopifyStore = {
  /** Where this machine answers for the shop: take it in place of https://{shopDomain}. */
  url: string;
  /** What a merchant would type into the hub. */
  shopDomain: string;
  clientId: string;
  clientSecret: string;
  /** A token that never expires, with the scopes of the options: for a start without consent. */
  accessToken: string;
  /** The certificate that makes a client trust the store; only when it is secure. */
  ca?: string;
  control: ShopifyControl;
  close(): Promise<void>;
};

export async function startShopifyStore(options: ShopifyStoreOptions = {}): Promise<ShopifyStore> {
  const certificate = options.secure ? selfSigned() : undefined;
  const { server, port, onRequest } = await listen(options.port ?? 0, certificate);
  const settings = toSettings(options, `${certificate ? "https" : "http"}://127.0.0.1:${port}`);
  const shop = openShop(options, settings);
  onRequest((incoming, outgoing) => void handle(shop.site, incoming, outgoing));
  return {
    url: settings.home,
    shopDomain: settings.shopDomain,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    accessToken: shop.accessToken,
    ...(certificate ? { ca: certificate.cert } : {}),
    control: shop.control,
    close: async () => {
      shop.control.stopCustomers();
      await shop.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

type Handler = (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => void;
type Listening = { server: http.Server | https.Server; port: number; onRequest: (handler: Handler) => void };

// The port must be known before the store is filled: links to results name it.
async function listen(port: number, certificate: Certificate | undefined): Promise<Listening> {
  let handler: Handler = (_, outgoing) => outgoing.writeHead(503).end();
  const forward: Handler = (incoming, outgoing) => handler(incoming, outgoing);
  const server = certificate ? https.createServer(certificate, forward) : http.createServer(forward);
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

type Shop = { site: Site; control: ShopifyControl; accessToken: string; stop: () => Promise<void> };

function openShop(options: ShopifyStoreOptions, settings: ShopifySettings): Shop {
  const clock = options.now ?? (() => new Date());
  const milliseconds = () => clock().getTime();
  const state = filledState(options, settings, clock);
  const deliveryFaults = new DeliveryFaults(createRandom(mixSeed(settings.seed, 2)));
  const queue = new WebhookQueue(state, deliveryFaults);
  queue.complianceUrl = options.complianceUrl;
  state.announce = (event) => queue.announce(event);
  const random = createRandom(mixSeed(settings.seed, 3));
  const tokens = new Tokens(random, milliseconds);
  const oauth = new OAuthRoutes({ settings, tokens, random, now: milliseconds }, options.autoApprove ?? false);
  const uninstall = () => {
    state.announce({
      topic: "app/uninstalled",
      body: () => ({ id: 548_380_009, myshopify_domain: settings.shopDomain, domain: settings.shopDomain }),
    });
    state.webhooks.clear();
    tokens.revokeAll();
  };
  const bulk = new BulkOperations(state);
  const bucket = new CostBucket(settings.plan, milliseconds);
  const api = new GraphApi(state, bucket, (own) => ({ ...mutationRoot(state, uninstall), ...bulk.mutations(own) }));
  const { access_token: accessToken } = tokens.permanent(settings.scopes);
  const faults = new FaultBox(createRandom(mixSeed(settings.seed, 1)));
  const log = new RequestLog();
  const ahead: { mutation: string; run: () => void }[] = [];
  const deprecation: { reason: string | undefined } = { reason: undefined };
  const control = createControl({
    state,
    log,
    faults,
    deliveryFaults,
    queue,
    tokens,
    oauth,
    bucket,
    uninstall,
    ahead,
    deprecation,
  });
  const about = () => ({
    url: settings.home,
    shopDomain: settings.shopDomain,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    accessToken,
  });
  const site: Site = {
    state,
    graph: { state, api, tokens, deprecation: () => deprecation.reason },
    oauth,
    faults,
    log,
    control: createControlHttp(control, about),
    uninstall,
    beforeMutation: (name) => {
      const due = ahead.filter(({ mutation }) => mutation === name);
      for (const one of due) {
        ahead.splice(ahead.indexOf(one), 1);
        one.run();
      }
    },
  };
  const stop = async () => {
    bulk.close();
    await queue.close();
  };
  return { site, control, accessToken, stop };
}

function filledState(options: ShopifyStoreOptions, settings: ShopifySettings, clock: () => Date): ShopifyState {
  let pinned: number | undefined;
  const state = createState(settings, createRandom(settings.seed), () =>
    pinned === undefined ? clock() : new Date(pinned),
  );
  fillLocations(state);
  fillProducts(state, options.products ?? 20);
  fillCustomers(state, options.customers ?? 20);
  fillOrders(state, options.orders ?? 0, (milliseconds) => {
    pinned = milliseconds;
  });
  return state;
}
