// Fulfilment: create (in part too), tracking, cancel, hold and move.
import { findFulfillment, findFulfillmentOrder } from "../../orders/find-order.ts";
import { cancelFulfillment, fulfil, refusalOf, type Sending, updateTracking } from "../../orders/fulfil.ts";
import { itemOf } from "../../orders/fulfillment-orders.ts";
import { touchOrder } from "../../orders/order-events.ts";
import { idIn } from "../../state/gid.ts";
import type { OrderRecord, Tracking } from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { moveStock } from "../../stock/stock.ts";
import type { GraphContext } from "../context.ts";
import { refused, userError } from "./user-error.ts";

type TrackingInput = {
  company?: string | null;
  number?: string | null;
  numbers?: readonly string[] | null;
  url?: string | null;
  urls?: readonly string[] | null;
};
type FulfillmentInput = {
  lineItemsByFulfillmentOrder: readonly {
    fulfillmentOrderId: string;
    fulfillmentOrderLineItems?: readonly { id: string; quantity: number }[] | null;
  }[];
  trackingInfo?: TrackingInput | null;
};

export function fulfillmentMutations(state: ShopifyState): object {
  const create = ({ fulfillment }: { fulfillment: FulfillmentInput }, context: GraphContext) =>
    createFulfillment(state, fulfillment, context);
  const track = (wish: { fulfillmentId: string; trackingInfoInput: TrackingInput }, context: GraphContext) => {
    const found = findFulfillment(state, context.session, idIn(wish.fulfillmentId, "Fulfillment"));
    if (!found) return refused(userError("Fulfillment does not exist.", ["fulfillmentId"]));
    updateTracking(state, found.order, found.part, toTracking(wish.trackingInfoInput));
    return { fulfillment: context.views.fulfillment(found.order, found.part), userErrors: [] };
  };
  return {
    fulfillmentCreate: create,
    fulfillmentCreateV2: create,
    fulfillmentTrackingInfoUpdate: track,
    fulfillmentTrackingInfoUpdateV2: track,
    fulfillmentCancel: ({ id }: { id: string }, context: GraphContext) => {
      const found = findFulfillment(state, context.session, idIn(id, "Fulfillment"));
      if (!found) return refused(userError("Fulfillment not found.", ["id"]));
      if (found.part.status === "CANCELLED") return refused(userError("Fulfillment is already cancelled.", ["id"]));
      cancelFulfillment(state, found.order, found.part);
      return { fulfillment: context.views.fulfillment(found.order, found.part), userErrors: [] };
    },
    ...holdMutations(state),
  };
}

function createFulfillment(state: ShopifyState, input: FulfillmentInput, { session, views }: GraphContext): object {
  const sendings: Sending[] = [];
  const orders = new Set<OrderRecord>();
  for (const { fulfillmentOrderId, fulfillmentOrderLineItems } of input.lineItemsByFulfillmentOrder) {
    const found = findFulfillmentOrder(state, session, idIn(fulfillmentOrderId, "FulfillmentOrder"));
    if (!found) return refused(userError("Fulfillment order does not exist.", ["fulfillment"]));
    orders.add(found.order);
    const lines = fulfillmentOrderLineItems?.map(({ id, quantity }) => ({
      id: idIn(id, "FulfillmentOrderLineItem"),
      quantity,
    }));
    sendings.push({ fulfillmentOrder: found.part, lines: lines?.length ? lines : undefined });
  }
  const [order] = orders;
  if (!order) return refused(userError("At least one fulfillment order is required.", ["fulfillment"]));
  if (orders.size > 1)
    return refused(userError("All fulfillment orders must belong to the same order.", ["fulfillment"]));
  if (new Set(sendings.map(({ fulfillmentOrder }) => fulfillmentOrder.locationId)).size > 1)
    return refused(userError("All fulfillment orders must be assigned to the same location.", ["fulfillment"]));
  const refusal = sendings.map(refusalOf).find((text) => text !== undefined);
  if (refusal !== undefined) return refused(userError(refusal, ["fulfillment"]));
  const fulfillment = fulfil(state, order, sendings, toTracking(input.trackingInfo));
  return { fulfillment: views.fulfillment(order, fulfillment), userErrors: [] };
}

// One company for all numbers; a url belongs to the number at the same place.
function toTracking(input: TrackingInput | null | undefined): Tracking[] {
  if (!input) return [];
  const numbers = input.numbers?.length ? input.numbers : input.number != null ? [input.number] : [];
  const urls = input.urls?.length ? input.urls : input.url != null ? [input.url] : [];
  const company = input.company ?? null;
  const length = Math.max(numbers.length, urls.length, company === null ? 0 : 1);
  return Array.from({ length }, (_, index) => ({ company, number: numbers[index] ?? null, url: urls[index] ?? null }));
}

type HoldInput = { reason: string; reasonNotes?: string | null; handle?: string | null };

function holdMutations(state: ShopifyState): object {
  const find = (id: string, { session }: GraphContext) =>
    findFulfillmentOrder(state, session, idIn(id, "FulfillmentOrder"));
  return {
    fulfillmentOrderHold: (
      { id, fulfillmentHold }: { id: string; fulfillmentHold: HoldInput },
      context: GraphContext,
    ) => {
      const found = find(id, context);
      if (!found) return refused(userError("Fulfillment order not found.", ["id"], "FULFILLMENT_ORDER_NOT_FOUND"));
      const { reason, reasonNotes = null, handle = null } = fulfillmentHold;
      found.part.holds.push({ id: state.nextId(), reason, reasonNotes, handle });
      found.part.status = "ON_HOLD";
      touchOrder(state, found.order);
      const view = context.views.fulfillmentOrder(found.order, found.part);
      return { fulfillmentOrder: view, fulfillmentHold: null, remainingFulfillmentOrder: null, userErrors: [] };
    },
    fulfillmentOrderReleaseHold: ({ id }: { id: string }, context: GraphContext) => {
      const found = find(id, context);
      if (!found) return refused(userError("Fulfillment order not found.", ["id"]));
      found.part.holds = [];
      if (found.part.status === "ON_HOLD") found.part.status = "OPEN";
      touchOrder(state, found.order);
      return { fulfillmentOrder: context.views.fulfillmentOrder(found.order, found.part), userErrors: [] };
    },
    fulfillmentOrderMove: ({ id, newLocationId }: { id: string; newLocationId: string }, context: GraphContext) =>
      moveOrder(state, id, idIn(newLocationId, "Location"), context),
  };
}

function moveOrder(state: ShopifyState, id: string, locationId: number, { session, views }: GraphContext): object {
  const found = findFulfillmentOrder(state, session, idIn(id, "FulfillmentOrder"));
  if (!found) return refused(userError("Fulfillment order not found.", ["id"]));
  const { order, part } = found;
  if (!state.locations.get(locationId)?.isActive) return refused(userError("Location not found.", ["newLocationId"]));
  if (part.status !== "OPEN") return refused(userError("Only open fulfillment orders can be moved.", ["id"]));
  for (const { lineId, remaining } of part.lines) {
    const line = order.lines.find((one) => one.id === lineId);
    const itemId = line && itemOf(state, line);
    if (itemId === undefined) continue;
    moveStock(state, itemId, part.locationId, { committed: -remaining, available: remaining });
    moveStock(state, itemId, locationId, { committed: remaining, available: -remaining });
  }
  part.locationId = locationId;
  part.updatedAt = state.now();
  touchOrder(state, order);
  const view = views.fulfillmentOrder(order, part);
  return {
    movedFulfillmentOrder: view,
    originalFulfillmentOrder: view,
    remainingFulfillmentOrder: null,
    userErrors: [],
  };
}
