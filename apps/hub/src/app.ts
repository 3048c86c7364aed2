// Composes the hub by hand: what needs what stands here and nowhere else.
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import { connectors } from "./connectors/index.ts";
import { openDatabase } from "./database/connect.ts";
import { type Database, makeDatabase } from "./database/database.ts";
import { makeLocks } from "./database/locks.ts";
import { countParked } from "./database/parked-work.ts";
import { makeSealer } from "./database/sealing.ts";
import type { Tables } from "./database/tables.ts";
import { makeAddressGuard } from "./engine/address-guard.ts";
import { eachKey } from "./engine/each-key.ts";
import { makeInbox } from "./engine/inbox.ts";
import { makeQueue, type QueueName, type Work } from "./engine/queue.ts";
import { makeRateLimiter } from "./engine/rate-limit.ts";
import { makeSessions } from "./engine/sessions.ts";
import { makeTransport } from "./engine/transport.ts";
import { makeMetrics } from "./http/metrics.ts";
import { makeServer } from "./http/server.ts";
import { makeAccess } from "./services/access/index.ts";
import { makeAttributes } from "./services/catalogue/attributes.ts";
import { makeProductBulk } from "./services/catalogue/bulk.ts";
import { makeBulkWork } from "./services/catalogue/bulk-work.ts";
import { makeProductEdits } from "./services/catalogue/product-edits.ts";
import { makeProductExport } from "./services/catalogue/product-export.ts";
import { makeProducts } from "./services/catalogue/products.ts";
import { makeConnectionEdits } from "./services/connections/connection-edit.ts";
import { makeConnectionSetup } from "./services/connections/connection-setup.ts";
import { makeConnections } from "./services/connections/connections.ts";
import { makeDefaultConnections } from "./services/connections/default-connection.ts";
import { makePlatforms } from "./services/connections/platforms.ts";
import { makeStores } from "./services/connections/stores.ts";
import { makeWebhookSetup } from "./services/connections/webhook-setup.ts";
import { makeCustomerIntake } from "./services/customers/customer-intake.ts";
import { makeCustomers } from "./services/customers/customers.ts";
import { makeKeyRotation } from "./services/key-rotation.ts";
import { makeOrderIntake } from "./services/orders/order-intake.ts";
import { makeOrderStatuses } from "./services/orders/order-status.ts";
import { makeOrderStock } from "./services/orders/order-stock.ts";
import { makeOrderSync } from "./services/orders/order-sync.ts";
import { makeOrders } from "./services/orders/orders.ts";
import { makeStatusCarrier } from "./services/orders/status-carrier.ts";
import { makeCredentialMigration } from "./services/publishing/credential-migration.ts";
import { makePublishing } from "./services/publishing/index.ts";
import { makeListingIntake } from "./services/stock/listing-intake.ts";
import { makeStock } from "./services/stock/stock.ts";
import { makeStockCarrier } from "./services/stock/stock-carrier.ts";
import { makeStockDoubts } from "./services/stock/stock-doubts.ts";
import { makeStockListings } from "./services/stock/stock-listings.ts";
import { makeStockWishes } from "./services/stock/stock-wishes.ts";
import { makeStoreStock } from "./services/stock/store-stock.ts";
import { makeDeliveries } from "./services/sync/deliveries.ts";
import { makeDeliveryWork } from "./services/sync/delivery-work.ts";
import { makeOutwardWork } from "./services/sync/outward-work.ts";
import { makeParked } from "./services/sync/parked.ts";
import { makeParking } from "./services/sync/parking.ts";
import { makeRereadWork } from "./services/sync/reread-work.ts";
import { makeRereads } from "./services/sync/rereads.ts";
import { makeRunQueries } from "./services/sync/run-queries.ts";
import { makeRunReader } from "./services/sync/run-reader.ts";
import { readersByKind } from "./services/sync/run-readers.ts";
import { makeRuns } from "./services/sync/runs.ts";
import { AT_START, makeUpkeep } from "./services/sync/upkeep.ts";
import { makeWebhookReceiver } from "./services/sync/webhook-receiver.ts";

export type HubOptions = {
  readonly databaseUrl: string;
  readonly role: "all" | "api" | "worker";
  /** Where stores reach us; read when it is needed, because the port may be chosen at start. */
  readonly publicUrl: () => string;
  readonly encryptionKey: Buffer;
  readonly previousEncryptionKey?: Buffer | undefined;
  readonly allowPrivateHosts: readonly string[];
  readonly storeRequestsPerSecond?: number | undefined;
  /** How long a caller waits for an export or import before it goes on in the background. */
  readonly patienceMs?: number | undefined;
  readonly trustProxy?: readonly string[] | undefined;
  /** Certificates to trust beside the system's, PEM. */
  readonly ca?: string | undefined;
  readonly log: Logger;
  readonly now: () => Date;
};

export type Hub = Awaited<ReturnType<typeof makeHub>>;

const STOP_MS = 20_000;

/** The database must be migrated. Nothing listens and nothing works before `start`. */
export async function makeHub(options: HubOptions) {
  const { log, now, publicUrl } = options;
  const opened = openDatabase(options.databaseUrl, {
    max: 16,
    applicationName: `logix-${options.role}`,
    onConnectionLost: (err) => log.warn({ err }, "database connection lost"),
  });
  const lockPool = openDatabase(options.databaseUrl, {
    max: 30,
    applicationName: "logix-locks",
    statementTimeoutMs: 0,
  });
  const locks = makeLocks(lockPool.pool);
  const database = makeDatabase(opened.kysely.withTables<Tables>());
  const metrics = makeMetrics();
  const sealer = makeSealer({ current: options.encryptionKey, previous: options.previousEncryptionKey });
  const queue = makeQueue({ url: options.databaseUrl, connections: 4, onError: (err) => log.warn({ err }, "queue") });
  const limiter = makeRateLimiter(database);
  const transport = makeTransport(makeAddressGuard(options.allowPrivateHosts), { ca: options.ca });
  const sessions = makeSessions(transport, limiter, (call) => {
    metrics.storeCalled(call);
    log.debug({ ...call, ms: Math.round(call.ms) }, "store called");
  });
  const access = makeAccess({
    database,
    sealer,
    limiter: limiter.count,
    giveBack: limiter.giveBack,
    now,
    random: randomBytes,
  });
  const stores = makeStores({ database, sealer, sessions, connectors, storeRate: options.storeRequestsPerSecond, now });

  const wishes = makeStockWishes(queue);
  const rereads = makeRereads(queue);
  const orderStock = makeOrderStock(wishes);
  const orders = makeOrderIntake(orderStock, rereads);
  const listings = makeListingIntake(wishes, rereads);
  const intakes = { orders, listings, customers: makeCustomerIntake() };
  const parking = makeParking(database, stores, (connection, reason) =>
    log.warn({ connection: connection.publicId, reason }, "connection cut off"),
  );
  const publishing = makePublishing({ database, locks, queue, stores, parking, patienceMs: options.patienceMs });
  const { publishingRuns } = publishing;
  const reader = readersByKind(
    { export: publishingRuns, import: publishingRuns },
    makeRunReader(database, stores, intakes, parking),
  );
  const runs = makeRuns(database, locks, queue, stores, reader, parking);
  const stock = makeStock(database, wishes);
  const inbox = makeInbox(database, queue);

  const deliveryWork = makeDeliveryWork(database, stores, intakes, rereads);
  const rereadWork = makeRereadWork(database, locks, queue, stores, intakes, parking);
  const outwardWork = makeOutwardWork(database, locks, queue, stores, parking, {
    order_status: makeStatusCarrier(database, stores, orders, parking),
    stock: makeStockCarrier(database, stores, listings, parking, makeStockDoubts(database, runs)),
  });
  const setup = makeConnectionSetup(database, queue, stores, runs, options.allowPrivateHosts);
  const bulkWork = makeBulkWork(database, queue, locks);
  const upkeep = makeUpkeep(database, queue, stores, runs, setup);

  const connections = makeConnections(database, stores, queue);
  const services = {
    ...access,
    connections,
    connectionEdits: makeConnectionEdits(database, queue, stores, connections, setup),
    defaultConnections: makeDefaultConnections(database),
    ...publishing,
    credentialMigration: makeCredentialMigration(database, setup),
    platforms: makePlatforms(connectors),
    orders: makeOrders(database, stores, connections),
    products: makeProducts(database),
    productEdits: makeProductEdits(database),
    productBulk: makeProductBulk(database, queue, bulkWork),
    productExport: makeProductExport(database),
    attributes: makeAttributes(database),
    customers: makeCustomers(database, stores, connections),
    deliveries: makeDeliveries(database, connections, rereads),
    runQueries: makeRunQueries(database, connections),
    stockListings: makeStockListings(database),
    setup,
    orderStatuses: makeOrderStatuses(database, queue, stores, orderStock),
    orderSync: makeOrderSync(database, runs),
    stock,
    storeStock: makeStoreStock(database, stores, stock, listings),
    webhooks: makeWebhookSetup(database, stores, publicUrl),
    receiver: makeWebhookReceiver(stores, inbox, metrics.deliveryForged),
    parked: makeParked(database, queue, rereads),
    runs,
    publicUrl,
  };

  const upkeepOf = async (occasion: string): Promise<void> => {
    await bulkWork.wakeForgotten();
    await upkeep.handle(occasion);
  };
  const one = (
    queueName: QueueName,
    batchSize: number,
    concurrency: number,
    handle: (key: string) => Promise<void>,
  ): Work => {
    const onFailure = (err: unknown, key: string) => log.error({ err, key, queue: queueName }, "work failed");
    return {
      queue: queueName,
      batchSize,
      concurrency,
      handle: eachKey({ db: database.db, queue: queueName, handle, onFailure }),
    };
  };
  const work: readonly Work[] = [
    { queue: "deliveries", batchSize: 50, concurrency: 2, handle: deliveryWork.handle },
    one("rereads", 2, 3, (key) => rereadWork.handle(Number(key))),
    one("outward", 3, 3, outwardWork.handle),
    one("runs", 2, 4, (key) => runs.handle(Number(key))),
    one("bulk", 2, 1, (key) => bulkWork.handle(Number(key))),
    one("upkeep", 2, 1, upkeepOf),
  ];

  let isStopping = false;
  const health = {
    check: async () => void (await opened.pool.query("select 1")),
    measure: async () => {
      for (const [name, depth] of Object.entries(await queue.depths())) metrics.queueDepth(name, depth);
      metrics.parkedWork(await countParked(database.db));
    },
    isStopping: () => isStopping,
  };
  const server = await makeServer({
    log,
    publicUrl: publicUrl(),
    trustProxy: options.trustProxy ?? [],
    auth: access,
    connectors,
    services,
    health,
    metrics,
  });

  return {
    server,
    database,
    services,
    upkeep,
    start: async (): Promise<void> => {
      if (options.previousEncryptionKey) await reseal(database, sealer, log);
      await queue.start(options.role === "api" ? [] : work);
      if (options.role !== "api") await queue.wake(database.db, "upkeep", [{ key: AT_START }]);
    },
    /** Takes nothing new, finishes or hands back what is being done. */
    stop: async (): Promise<void> => {
      isStopping = true;
      await server.close();
      await inbox.drained();
      await queue.stop(STOP_MS);
      await transport.close();
      await lockPool.close();
      await opened.close();
    },
  };
}

async function reseal(database: Database, sealer: ReturnType<typeof makeSealer>, log: Logger): Promise<void> {
  const { resealed, unreadable } = await makeKeyRotation({ database, sealer }).reseal();
  log.info({ resealed }, "secrets sealed under the current key");
  if (unreadable.length > 0) log.error({ unreadable }, "sealed under a key that was not given");
}
