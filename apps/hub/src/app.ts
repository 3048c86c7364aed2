// Composes the hub by hand: what needs what stands here and nowhere else.
import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { Connector } from "./connector-kit/contract.ts";
import { connectors as allConnectors } from "./connectors/index.ts";
import { countOpenAlerts } from "./database/alerts/alerts-read.ts";
import { openDatabase } from "./database/connect.ts";
import { type Database, makeDatabase } from "./database/database.ts";
import { makeLocks } from "./database/locks.ts";
import { latestDrift } from "./database/reconcile/reconciles-read.ts";
import { makeSealer } from "./database/sealing.ts";
import { countParked } from "./database/sync/parked-work.ts";
import type { Tables } from "./database/tables.ts";
import { makeAddressGuard } from "./engine/address-guard.ts";
import { makeAsides } from "./engine/asides.ts";
import { eachKey } from "./engine/each-key.ts";
import { makeInbox } from "./engine/inbox.ts";
import { makeMailer } from "./engine/mail.ts";
import { makeQueue, type QueueName, type Work } from "./engine/queue.ts";
import { makeRateLimiter } from "./engine/rate-limit.ts";
import { makeSandboxes } from "./engine/sandbox-process.ts";
import { makeSessions } from "./engine/sessions.ts";
import { makeTransport } from "./engine/transport.ts";
import { makeMetrics } from "./http/metrics.ts";
import { makeServer } from "./http/server.ts";
import { makeAccess } from "./services/access/index.ts";
import { makeAlertList } from "./services/alerts/alert-list.ts";
import { makeAlerts } from "./services/alerts/alerts.ts";
import { makeChannels } from "./services/alerts/channels.ts";
import { makeNotices } from "./services/alerts/notices.ts";
import { makeOversells } from "./services/alerts/oversells.ts";
import { makeSending } from "./services/alerts/sending.ts";
import { makeUnknownStatuses } from "./services/alerts/unknown-statuses.ts";
import { makeWatch } from "./services/alerts/watch.ts";
import { makeAttributes } from "./services/catalogue/attributes.ts";
import { makeProductBulk } from "./services/catalogue/bulk.ts";
import { makeBulkWork } from "./services/catalogue/bulk-work.ts";
import { makeProductEdits } from "./services/catalogue/product-edits.ts";
import { makeProductExport } from "./services/catalogue/product-export.ts";
import { makeProducts } from "./services/catalogue/products.ts";
import { makeApiNoticeTaker } from "./services/connections/api-notice-taker.ts";
import { makeApiNotices } from "./services/connections/api-notices.ts";
import { makeApprovals } from "./services/connections/approvals.ts";
import { makeAuthorisations } from "./services/connections/authorisations.ts";
import { makeConnectionEdits } from "./services/connections/connection-edit.ts";
import { makeConnectionPreview } from "./services/connections/connection-preview.ts";
import { makeConnectionSetup } from "./services/connections/connection-setup.ts";
import { makeConnections } from "./services/connections/connections.ts";
import { makeContacts } from "./services/connections/contacts.ts";
import { makeDefaultConnections } from "./services/connections/default-connection.ts";
import { makePlatforms } from "./services/connections/platforms.ts";
import { makeSandboxStores } from "./services/connections/sandbox-stores.ts";
import { makeStatusWords } from "./services/connections/status-words.ts";
import { makeStoreExamination } from "./services/connections/store-examination.ts";
import { type Connection, makeStores } from "./services/connections/stores.ts";
import { makeWebhookSetup } from "./services/connections/webhook-setup.ts";
import { makeCustomerIntake } from "./services/customers/customer-intake.ts";
import { makeCustomers } from "./services/customers/customers.ts";
import { makePersons } from "./services/customers/persons.ts";
import { makePrivacy } from "./services/customers/privacy.ts";
import { makeEvents } from "./services/events/events.ts";
import { makeInsights } from "./services/insights/insights.ts";
import { makeWorkOverTime } from "./services/insights/work-over-time.ts";
import { makeKeyRotation } from "./services/key-rotation.ts";
import { makeActionCarrier } from "./services/orders/action-carrier.ts";
import { makeOrderActions } from "./services/orders/order-actions.ts";
import { makeOrderIntake } from "./services/orders/order-intake.ts";
import { makeOrderStatuses } from "./services/orders/order-status.ts";
import { makeOrderStock } from "./services/orders/order-stock.ts";
import { makeOrderSync } from "./services/orders/order-sync.ts";
import { makeOrders } from "./services/orders/orders.ts";
import { makeStatusCarrier } from "./services/orders/status-carrier.ts";
import { makePayoutIntake } from "./services/payouts/payout-intake.ts";
import { makePayouts } from "./services/payouts/payouts.ts";
import { makeConflictLook } from "./services/publishing/conflict-look.ts";
import { makeConflicts } from "./services/publishing/conflicts.ts";
import { makeCredentialMigration } from "./services/publishing/credential-migration.ts";
import { makePublishing } from "./services/publishing/index.ts";
import { makeProductStores } from "./services/publishing/product-stores.ts";
import { makeReconcile } from "./services/reconcile/index.ts";
import { makeOrderRoutings } from "./services/routing/order-routing.ts";
import { makeRoutingRuleSets } from "./services/routing/routing-rules.ts";
import { makeRoutingTrials } from "./services/routing/routing-trial.ts";
import { makeListingIntake } from "./services/stock/listing-intake.ts";
import { makeLocationMaps } from "./services/stock/location-map.ts";
import { makeLocations } from "./services/stock/locations.ts";
import { makeStock } from "./services/stock/stock.ts";
import { makeStockCarrier } from "./services/stock/stock-carrier.ts";
import { makeStockDoubts } from "./services/stock/stock-doubts.ts";
import { makeStockListings } from "./services/stock/stock-listings.ts";
import { makeStockSummaries } from "./services/stock/stock-summary.ts";
import { makeStockWishes } from "./services/stock/stock-wishes.ts";
import { makeStoreStock } from "./services/stock/store-stock.ts";
import { makeTransfers } from "./services/stock/transfers.ts";
import { makeDeliveries } from "./services/sync/deliveries.ts";
import { makeDeliveryWork } from "./services/sync/delivery-work.ts";
import { makeForgeryWatch } from "./services/sync/forgery-watch.ts";
import { makeMinutes } from "./services/sync/minutes.ts";
import { makeNoticeWork } from "./services/sync/notice-work.ts";
import { makeOutwardWork } from "./services/sync/outward-work.ts";
import { makeParked } from "./services/sync/parked.ts";
import { makeParking } from "./services/sync/parking.ts";
import { makeRereadWork } from "./services/sync/reread-work.ts";
import { makeRereads } from "./services/sync/rereads.ts";
import { makeRunQueries } from "./services/sync/run-queries.ts";
import { makeRunReader } from "./services/sync/run-reader.ts";
import { readersByKind } from "./services/sync/run-readers.ts";
import { makeRuns } from "./services/sync/runs.ts";
import { makeStormAlerts } from "./services/sync/storm-alerts.ts";
import { makeStormWatch } from "./services/sync/storm-watch.ts";
import { AT_START, makeUpkeep } from "./services/sync/upkeep.ts";
import { makeWebhookReceiver } from "./services/sync/webhook-receiver.ts";
import { makeSystem } from "./services/system/system.ts";

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
  /** The installation's own mail server; without one each channel names its own. */
  readonly mail?: { readonly smtpUrl: string | undefined; readonly from: string | undefined } | undefined;
  /** Where the hub's own data stands; its disk is watched. */
  readonly dataDir?: string | undefined;
  readonly log: Logger;
  readonly now: () => Date;
  /** Every platform that there is, unless told otherwise. */
  readonly connectors?: ReadonlyMap<string, Connector> | undefined;
};

export type Hub = Awaited<ReturnType<typeof makeHub>>;

const STOP_MS = 20_000;
/** Pieces of work that wait for a store without holding a worker. Each may hold a page in memory. */
const MOST_ASIDE = 64;
const AGAIN_MS = 5_000;

/** The database must be migrated. Nothing listens and nothing works before `start`. */
export async function makeHub(options: HubOptions) {
  const { log, now, publicUrl } = options;
  const opened = openDatabase(options.databaseUrl, {
    max: 16,
    applicationName: `logix-${options.role}`,
    onConnectionLost: (err) => log.warn({ err }, "database connection lost"),
  });
  const lockPool = openDatabase(options.databaseUrl, {
    max: 2,
    applicationName: "logix-locks",
    statementTimeoutMs: 0,
  });
  const locks = makeLocks(lockPool.pool);
  const database = makeDatabase(opened.kysely.withTables<Tables>());
  const metrics = makeMetrics();
  const sealer = makeSealer({ current: options.encryptionKey, previous: options.previousEncryptionKey });
  const queue = makeQueue({ url: options.databaseUrl, connections: 4, onError: (err) => log.warn({ err }, "queue") });
  const limiter = makeRateLimiter(database);
  const guard = makeAddressGuard(options.allowPrivateHosts);
  const transport = makeTransport(guard, { ca: options.ca });
  const noteContact = makeContacts(database.db, now, (err) => log.warn({ err }, "a contact was not noted"));
  const sessions = makeSessions(transport, limiter, (call) => {
    metrics.storeCalled(call);
    noteContact(call);
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
  const connectors = options.connectors ?? allConnectors;
  const stores = makeStores({
    database,
    sealer,
    sessions,
    connectors,
    storeRate: options.storeRequestsPerSecond,
    notices: makeApiNoticeTaker(database, now),
    now,
  });

  const alerts = makeAlerts(queue, now);
  const apiNotices = makeApiNotices(database, alerts, (platform) => stores.connectorOf(platform).apiVersion, now);
  const wishes = makeStockWishes(queue, makeOversells(alerts));
  const rereads = makeRereads(queue);
  const unknownStatuses = makeUnknownStatuses(alerts, rereads);
  const orderStock = makeOrderStock(wishes);
  const orders = makeOrderIntake(orderStock, rereads, unknownStatuses);
  const listings = makeListingIntake(wishes, rereads);
  const intakes = { orders, listings, customers: makeCustomerIntake(), payouts: makePayoutIntake() };
  const parking = makeParking(database, stores, alerts, (connection, reason) =>
    log.warn({ connection: connection.publicId, reason }, "connection cut off"),
  );
  const publishing = makePublishing({
    database,
    locks,
    queue,
    stores,
    parking,
    alerts,
    patienceMs: options.patienceMs,
  });
  const { publishingRuns } = publishing;
  const reader = readersByKind(
    { export: publishingRuns, import: publishingRuns },
    makeRunReader(database, stores, intakes, parking, rereads),
  );
  const runs = makeRuns(database, locks, queue, stores, reader, parking);
  const stock = makeStock(database, wishes);
  const locationMaps = makeLocationMaps(database, stores, wishes);
  const inbox = makeInbox(database, queue);
  const onForged = makeForgeryWatch({
    count: metrics.deliveryForged,
    warn: (line) => log.warn(line, "delivery refused: its signature does not fit"),
    now,
  });
  const stormAlerts = makeStormAlerts(database, alerts, (connection, err) =>
    log.warn({ connection: connection.publicId, err }, "a storm of deliveries could not be told of"),
  );
  const storms = makeStormWatch<Connection>({ onStorm: (connection) => stormAlerts.tell(connection), now });

  const privacy = makePrivacy(database, alerts, now);
  const notices = makeNoticeWork(privacy, alerts, stores.forget);
  const deliveryWork = makeDeliveryWork(database, stores, intakes, rereads, notices, parking);
  const rereadWork = makeRereadWork(database, locks, queue, stores, intakes, parking);
  const orderStatuses = makeOrderStatuses(database, queue, stores, orderStock);
  const actionCarrier = makeActionCarrier({ database, stores, intake: orders, statuses: orderStatuses, parking });
  const outwardWork = makeOutwardWork(database, locks, queue, stores, parking, {
    fulfilment: actionCarrier,
    refund: actionCarrier,
    order_status: makeStatusCarrier(database, stores, orders, parking, limiter),
    stock: makeStockCarrier({
      database,
      stores,
      intake: listings,
      parking,
      doubts: makeStockDoubts(database, runs),
      rereads,
      locationMaps,
    }),
  });
  const setup = makeConnectionSetup(database, queue, stores, runs, options.allowPrivateHosts);
  const bulkWork = makeBulkWork(database, queue, locks);
  const withPayouts = [...connectors.values()].filter(({ hasPayouts }) => hasPayouts).map(({ platform }) => platform);
  const upkeep = makeUpkeep(database, queue, setup, withPayouts);

  const mailer = makeMailer(guard, { ...options.mail, ca: options.ca });
  const send = makeSending({ transport, mailer, publicUrl, now });
  const alertNotices = makeNotices({ database, locks, queue, sealer, send, now });
  const alertWatch = makeWatch({ database, alerts, dataDir: options.dataDir });
  const canMail = mailer.hasOwnServer;

  const connections = makeConnections({ database, stores, queue, alerts, unknownStatuses });
  const platforms = makePlatforms(connectors);
  const sandboxes = makeSandboxes();
  const sandboxStores = makeSandboxStores({
    database,
    sandboxes,
    setup,
    connections,
    allowOrigin: guard.allowOrigin,
    isAvailable: options.role === "all",
    onFailure: (err) => log.warn({ err }, "a sandbox store did not start"),
  });
  const webhooks = makeWebhookSetup(database, stores, publicUrl);
  const conflictLook = makeConflictLook({ database, stores, alerts, sieve: publishing.importSieve });
  const reconcile = makeReconcile({
    database,
    locks,
    queue,
    stores,
    rereads,
    wishes,
    parking,
    alerts,
    runs,
    connections,
    conflicts: conflictLook,
    ownUrlOf: webhooks.deliveryUrl,
  });
  const workOverTime = makeWorkOverTime(database, connections);
  const services = {
    ...access,
    connections,
    connectionEdits: makeConnectionEdits(database, queue, stores, connections, setup),
    defaultConnections: makeDefaultConnections(database),
    ...publishing,
    conflicts: {
      ...makeConflicts({ database, stores, connections, alerts, exports: publishing.productExports }),
      look: conflictLook.look,
    },
    productStores: makeProductStores(database, connections, publishing.exportDryRun),
    credentialMigration: makeCredentialMigration(database, setup),
    platforms,
    examination: makeStoreExamination(stores, setup, platforms),
    preview: makeConnectionPreview(database, stores),
    statusWords: makeStatusWords(database),
    sandboxStores,
    apiNotices,
    orders: makeOrders(database, stores, connections),
    products: makeProducts(database),
    productEdits: makeProductEdits(database),
    productBulk: makeProductBulk(database, queue, bulkWork),
    productExport: makeProductExport(database),
    attributes: makeAttributes(database),
    customers: makeCustomers(database, stores, connections),
    persons: makePersons(database),
    payouts: makePayouts(database, stores, connections),
    privacy,
    deliveries: makeDeliveries(database, connections, rereads),
    runQueries: makeRunQueries(database, connections),
    stockListings: makeStockListings(database),
    stockSummaries: makeStockSummaries(database),
    setup,
    approvals: makeApprovals({ database, sealer, stores, setup, publicUrl, now }),
    authorisations: makeAuthorisations({ database, sealer, stores, setup, publicUrl, now }),
    orderStatuses,
    orderActions: makeOrderActions(database, queue, stores),
    orderSync: makeOrderSync(database, runs),
    stock,
    transfers: makeTransfers(database, wishes),
    locations: makeLocations(database, wishes),
    locationMaps,
    routingRules: makeRoutingRuleSets(database),
    orderRoutings: makeOrderRoutings(database, wishes),
    routingTrials: makeRoutingTrials(database),
    storeStock: makeStoreStock(database, stores, stock, listings),
    webhooks,
    reconciles: reconcile.reconciles,
    reconcileQueries: reconcile.reconcileQueries,
    receiver: makeWebhookReceiver({ stores, inbox, storms, onForged }),
    parked: makeParked(database, queue, rereads, alerts),
    alertList: makeAlertList(database, now),
    alertChannels: makeChannels({ database, queue, sealer, send, canMail, now }),
    runs,
    insights: makeInsights({ database, now }),
    workOverTime,
    system: makeSystem({
      database,
      queue,
      keyRotation: makeKeyRotation({ database, sealer }),
      connectors,
      role: options.role,
      publicUrl,
      dataDir: options.dataDir,
      hasPreviousKey: options.previousEncryptionKey !== undefined,
      mail: { isConfigured: canMail, from: options.mail?.from },
      now,
    }),
    events: makeEvents({ database, onError: (err) => log.warn({ err }, "live updates") }),
    publicUrl,
  };

  const upkeepOf = async (occasion: string): Promise<void> => {
    await bulkWork.wakeForgotten();
    await sandboxStores.upkeep();
    await alertWatch.upkeep();
    await alertNotices.upkeep();
    await stormAlerts.settleCalmed();
    await apiNotices.tell();
    await upkeep.handle(occasion);
    await reconcile.upkeep();
    await workOverTime.sample();
  };
  const minutes = makeMinutes(database, queue, upkeepOf, (err) => log.warn({ err }, "upkeep could not be asked for"));
  const asides = makeAsides(MOST_ASIDE);
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
      handle: eachKey({
        db: database.db,
        queue: queueName,
        asides,
        handle,
        onFailure,
        again: (key) => queue.wake(database.db, queueName, [{ key, startAfter: new Date(Date.now() + AGAIN_MS) }]),
      }),
    };
  };
  const work: readonly Work[] = [
    { queue: "deliveries", batchSize: 50, concurrency: 2, handle: deliveryWork.handle },
    one("rereads", 2, 3, (key) => rereadWork.handle(Number(key))),
    one("outward", 3, 3, outwardWork.handle),
    one("runs", 2, 4, (key) => runs.handle(Number(key))),
    one("bulk", 2, 1, (key) => bulkWork.handle(Number(key))),
    one("alerts", 2, 2, alertNotices.handle),
    one("reconciles", 2, 2, (key) => reconcile.reconciles.handle(Number(key))),
    one("upkeep", 2, 1, minutes.handle),
  ];

  let isStopping = false;
  const health = {
    check: async () => void (await opened.pool.query("select 1")),
    measure: async () => {
      for (const [name, depth] of Object.entries(await queue.depths())) metrics.queueDepth(name, depth);
      metrics.parkedWork(await countParked(database.db));
      metrics.openAlerts(await countOpenAlerts(database.db));
      metrics.drift(await latestDrift(database.db));
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
    upkeep: { handle: upkeepOf },
    start: async (): Promise<void> => {
      if (options.previousEncryptionKey) await reseal(database, sealer, log);
      await sandboxStores.resume();
      await queue.start(options.role === "api" ? [] : work);
      if (options.role === "api") return;
      await queue.wake(database.db, "upkeep", [{ key: AT_START }]);
      minutes.start();
    },
    /** Takes nothing new, finishes or hands back what is being done. */
    stop: async (): Promise<void> => {
      isStopping = true;
      minutes.stop();
      await server.close();
      await sandboxes.stop();
      await inbox.drained();
      const stopsAt = performance.now() + STOP_MS;
      await queue.stop(STOP_MS);
      await asides.ended(stopsAt - performance.now());
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
