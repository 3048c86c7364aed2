// What the control actions work with, and how they find things.
import type { DeliveryFaults } from "../../shared/delivery-faults.ts";
import type { CostBucket } from "../graphql/cost-bucket.ts";
import type { OAuthRoutes } from "../oauth/oauth-routes.ts";
import type { Tokens } from "../oauth/tokens.ts";
import type { FaultBox } from "../server/faults.ts";
import type { RequestLog } from "../server/request-log.ts";
import type { OrderRecord, ProductRecord, VariantRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import type { WebhookQueue } from "../webhooks/webhook-queue.ts";

export type ControlParts = {
  state: ShopifyState;
  log: RequestLog;
  faults: FaultBox;
  deliveryFaults: DeliveryFaults;
  queue: WebhookQueue;
  tokens: Tokens;
  oauth: OAuthRoutes;
  bucket: CostBucket;
  uninstall: () => void;
  /** Work that runs just before the next mutation of a name. */
  ahead: { mutation: string; run: () => void }[];
  deprecation: { reason: string | undefined };
};

export function findOrder(state: ShopifyState, id: number): OrderRecord {
  const order = state.orders.get(id);
  if (!order) throw new Error(`the store has no order ${id}`);
  return order;
}

export function findProduct(state: ShopifyState, id: number): ProductRecord {
  const product = state.products.get(id);
  if (!product) throw new Error(`the store has no product ${id}`);
  return product;
}

export function findVariant(state: ShopifyState, sku: string): VariantRecord {
  const variant = [...state.variants.values()].find((one) => one.sku === sku);
  if (!variant) throw new Error(`the store has no variant ${sku}`);
  return variant;
}
