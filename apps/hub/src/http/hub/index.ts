// The hub dialect: everything that the hub knows and does, below /api/v1.
import type { AccessServices } from "../../services/access/index.ts";
import type { HubServer } from "../hub-server.ts";
import { accountRoutes } from "./accounts.ts";
import { type AlertChannelServices, alertChannelRoutes } from "./alert-channels.ts";
import { type AlertServices, alertRoutes } from "./alerts.ts";
import { type AttributeServices, attributeRoutes } from "./attributes.ts";
import { auditRoutes } from "./audit.ts";
import { authRoutes } from "./auth.ts";
import { type ConflictServices, conflictRoutes } from "./conflicts.ts";
import { type ConnectionStartServices, connectionStartRoutes } from "./connection-start.ts";
import { type ConnectionWebhookServices, connectionWebhookRoutes } from "./connection-webhooks.ts";
import { type ConnectionServices, connectionRoutes } from "./connections.ts";
import { type CustomerServices, customerRoutes } from "./customers.ts";
import { type DeliveryServices, deliveryRoutes } from "./deliveries.ts";
import { type EventServices, eventRoutes } from "./events.ts";
import { type InsightServices, insightRoutes } from "./insights.ts";
import { type LocationServices, locationRoutes } from "./locations.ts";
import { type MappingServices, mappingRoutes } from "./mappings.ts";
import { type OrderActionServices, orderActionRoutes } from "./order-actions.ts";
import { type OrderServices, orderRoutes } from "./orders.ts";
import { type ParkedServices, parkedRoutes } from "./parked.ts";
import { type PayoutServices, payoutRoutes } from "./payouts.ts";
import { type PersonServices, personRoutes } from "./persons.ts";
import { type PrivacyServices, privacyRoutes } from "./privacy.ts";
import { type ProductBulkServices, productBulkRoutes } from "./product-bulk.ts";
import { type ProductServices, productRoutes } from "./products.ts";
import { type PublishingServices, publishingRoutes } from "./publishing.ts";
import { type ReconcileServices, reconcileRoutes } from "./reconciles.ts";
import { type RoutingServices, routingRoutes } from "./routing.ts";
import { type RunServices, runRoutes } from "./runs.ts";
import { type SandboxStoreServices, sandboxStoreRoutes } from "./sandbox-stores.ts";
import { sessionRoutes } from "./session.ts";
import { type StockServices, stockRoutes } from "./stock.ts";
import { type StockSummaryServices, stockSummaryRoutes } from "./stock-summary.ts";
import { type SystemServices, systemRoutes } from "./system.ts";
import { tokenRoutes } from "./tokens.ts";
import { userRoutes } from "./users.ts";

export type HubRoutesServices = AccessServices &
  AlertServices &
  AlertChannelServices &
  ConnectionServices &
  ConnectionWebhookServices &
  ConnectionStartServices &
  SandboxStoreServices &
  RunServices &
  OrderServices &
  OrderActionServices &
  StockServices &
  LocationServices &
  RoutingServices &
  StockSummaryServices &
  CustomerServices &
  PersonServices &
  ProductServices &
  ProductBulkServices &
  MappingServices &
  ConflictServices &
  PublishingServices &
  AttributeServices &
  DeliveryServices &
  EventServices &
  InsightServices &
  ParkedServices &
  PayoutServices &
  PrivacyServices &
  ReconcileServices &
  SystemServices;

export function hubRoutes(server: HubServer, services: HubRoutesServices): void {
  authRoutes(server, services);
  sessionRoutes(server, services);
  eventRoutes(server, services);
  insightRoutes(server, services);
  systemRoutes(server, services);
  accountRoutes(server, services);
  userRoutes(server, services);
  tokenRoutes(server, services);
  auditRoutes(server, services);
  connectionRoutes(server, services);
  connectionWebhookRoutes(server, services);
  connectionStartRoutes(server, services);
  sandboxStoreRoutes(server, services);
  runRoutes(server, services);
  reconcileRoutes(server, services);
  orderRoutes(server, services);
  orderActionRoutes(server, services);
  payoutRoutes(server, services);
  stockRoutes(server, services);
  locationRoutes(server, services);
  routingRoutes(server, services);
  stockSummaryRoutes(server, services);
  customerRoutes(server, services);
  personRoutes(server, services);
  privacyRoutes(server, services);
  productRoutes(server, services);
  productBulkRoutes(server, services);
  attributeRoutes(server, services);
  mappingRoutes(server, services);
  publishingRoutes(server, services);
  conflictRoutes(server, services);
  deliveryRoutes(server, services);
  parkedRoutes(server, services);
  alertRoutes(server, services);
  alertChannelRoutes(server, services);
}
