// returns/*: three shapes, as the examples of the topics have them (https://shopify.dev/docs/api/webhooks). There is no REST sample.
import { gid } from "../state/gid.ts";
import type { OrderRecord, ReturnLineRecord, ReturnRecord } from "../state/records.ts";

export type ReturnTopic = "approve" | "cancel" | "close" | "decline" | "reopen" | "request";

export function returnBody(order: OrderRecord, record: ReturnRecord, topic: ReturnTopic): object {
  const itself = {
    id: record.id,
    admin_graphql_api_id: gid("Return", record.id),
    status: record.status.toLowerCase(),
  };
  // QUIRK(shopify): what has been decided names the order by `order_id`, what is being decided by `order`.
  if (topic === "cancel" || topic === "close" || topic === "reopen") return { ...itself, order_id: order.id };
  const named = { ...itself, order: { id: order.id, admin_graphql_api_id: gid("Order", order.id) } };
  if (topic === "decline") return { ...named, decline: declineBody(record) };
  return {
    ...named,
    total_return_line_items: record.lines.length,
    name: record.name,
    return_line_items: record.lines.map((line) => lineBody(order, line)),
    return_shipping_fees: [],
    total_exchange_line_items: 0,
    exchange_line_items: [],
  };
}

/** QUIRK(shopify): names the return alone, and neither its order nor its status. */
export function returnUpdateBody(record: ReturnRecord, line: ReturnLineRecord, removed: number): object {
  return {
    admin_graphql_api_id: gid("Return", record.id),
    return_line_items: { removals: [{ id: line.id, delta: removed }] },
    restocking_fees: { updates: [], additions: [], removals: [] },
    return_shipping_fees: { updates: [], additions: [], removals: [] },
  };
}

function declineBody({ decline }: ReturnRecord): object | null {
  return decline && { reason: decline.reason.toLowerCase(), note: decline.note };
}

function lineBody(order: OrderRecord, returned: ReturnLineRecord): object {
  const sent = order.fulfillments.flatMap(({ lines }) => lines).find(({ id }) => id === returned.fulfillmentLineId);
  return {
    id: returned.id,
    admin_graphql_api_id: gid("ReturnLineItem", returned.id),
    fulfillment_line_item: sent && {
      id: sent.id,
      admin_graphql_api_id: gid("FulfillmentLineItem", sent.id),
      line_item: { id: sent.lineId, admin_graphql_api_id: gid("LineItem", sent.lineId) },
    },
    quantity: returned.quantity,
    return_reason: returned.reason.toLowerCase(),
    return_reason_note: returned.note,
    customer_note: returned.customerNote,
  };
}
