// fulfillments/*: keys from the REST Admin samples (GET /admin/api/2026-07/orders/{id}/fulfillments.json).
import { gid } from "../state/gid.ts";
import type { FulfillmentRecord, OrderRecord } from "../state/records.ts";
import type { ShopifyState } from "../state/shopify-state.ts";
import { lineBody } from "./line-body.ts";
import { restTime } from "./rest-format.ts";

export function fulfillmentBody(state: ShopifyState, order: OrderRecord, fulfillment: FulfillmentRecord): object {
  const numbers = fulfillment.tracking.flatMap(({ number }) => number ?? []);
  const urls = fulfillment.tracking.flatMap(({ url }) => url ?? []);
  return {
    id: fulfillment.id,
    order_id: order.id,
    status: fulfillment.status.toLowerCase(),
    created_at: restTime(fulfillment.createdAt),
    service: "manual",
    updated_at: restTime(fulfillment.updatedAt),
    tracking_company: fulfillment.tracking[0]?.company ?? null,
    shipment_status: null,
    location_id: fulfillment.locationId,
    origin_address: null,
    line_items: fulfillment.lines.flatMap((sent) => {
      const line = order.lines.find(({ id }) => id === sent.lineId);
      return line
        ? [{ ...lineBody(state, order, line), quantity: sent.quantity, fulfillment_line_item_id: sent.id }]
        : [];
    }),
    tracking_number: numbers[0] ?? null,
    tracking_numbers: numbers,
    tracking_url: urls[0] ?? null,
    tracking_urls: urls,
    receipt: {},
    name: fulfillment.name,
    admin_graphql_api_id: gid("Fulfillment", fulfillment.id),
  };
}
