// Deliveries as a store sends them: real orders, each created and then updated, correctly signed. Made before the clock
// starts, so that making them is not measured.
import { createHmac } from "node:crypto";

export type DeliveryPlan = {
  /** JSON texts of real orders of the store. */
  readonly orders: readonly string[];
  readonly secret: string;
  readonly source: string;
  readonly count: number;
  /** Times that each order is delivered: created first, then updated. */
  readonly versions: number;
  readonly firstOrderId: number;
};

export type Delivery = {
  readonly orderId: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
};

/** Updates of an order follow at this distance, so that they meet orders that are stored as well as orders under way. */
const BLOCK = 500;
const STATUSES = ["pending", "processing", "completed"] as const;
const BEGINNING = Date.UTC(2026, 10, 1);

export function makeDeliveries(plan: DeliveryPlan): readonly Delivery[] {
  const templates = plan.orders.map((text) => JSON.parse(text));
  return Array.from({ length: plan.count }, (_, index) => {
    const { order, version } = placeOf(index, plan.versions);
    const id = plan.firstOrderId + order;
    const body = Buffer.from(JSON.stringify(versionOf(templates[order % templates.length], id, version)));
    return { orderId: String(id), body, headers: headersOf(plan, body, version, index) };
  });
}

function placeOf(index: number, versions: number): { readonly order: number; readonly version: number } {
  const perBlock = BLOCK * versions;
  const inBlock = index % perBlock;
  return { order: Math.floor(index / perBlock) * BLOCK + (inBlock % BLOCK), version: Math.floor(inBlock / BLOCK) };
}

function versionOf(template: object, id: number, version: number): object {
  const created = stamp(BEGINNING + (id % 1_000_000) * 1000);
  const modified = stamp(BEGINNING + (id % 1_000_000) * 1000 + version * 60_000);
  return {
    ...template,
    id,
    number: String(id),
    status: STATUSES[version % STATUSES.length],
    date_created: created,
    date_created_gmt: created,
    date_modified: modified,
    date_modified_gmt: modified,
  };
}

function stamp(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19);
}

// https://woocommerce.github.io/woocommerce-rest-api-docs/#webhooks
function headersOf({ secret, source }: DeliveryPlan, body: Buffer, version: number, index: number) {
  const event = version === 0 ? "created" : "updated";
  return {
    "content-type": "application/json",
    "user-agent": "WooCommerce/9.9.5 Hookshot (WordPress/6.9)",
    "x-wc-webhook-source": `${source}/`,
    "x-wc-webhook-topic": `order.${event}`,
    "x-wc-webhook-resource": "order",
    "x-wc-webhook-event": event,
    "x-wc-webhook-signature": createHmac("sha256", secret).update(body).digest("base64"),
    "x-wc-webhook-id": version === 0 ? "1" : "2",
    "x-wc-webhook-delivery-id": `delivery-${index}`,
  };
}
