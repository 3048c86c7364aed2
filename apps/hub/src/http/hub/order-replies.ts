// An order as this dialect shows it.
import type { Order, OrderDetail as OrderDetailReply } from "@logix/api/hub/orders";
import {
  type Fulfilment,
  fulfilmentSchema,
  type OrderRefund,
  type OtherMoney,
  orderLineSchema,
  orderRefundSchema,
  orderStatusSchema,
  otherMoneySchema,
} from "@logix/model";
import { z } from "zod";
import type { OwedStatusRow } from "../../database/orders/order-detail.ts";
import type { HistoryRow, LineRow, OrderRow } from "../../database/orders/orders-read.ts";
import type { ReturnRow } from "../../database/orders/returns-read.ts";
import type { OrderDetail, OrderView } from "../../services/orders/orders.ts";
import { toPostalAddress } from "./address-reply.ts";
import { plainDecimal } from "./decimal.ts";

export function toOrder({ order, lines, displayNumber }: OrderView): Order {
  return {
    id: order.id,
    connection_id: order.connection_id,
    connection_public_id: order.connection_public_id,
    remote_id: order.remote_id,
    number: order.number,
    display_number: displayNumber,
    status: orderStatusSchema.parse(order.status),
    remote_status: order.remote_status,
    ...amountsOf(order),
    customer: { name: order.customer_name, email: order.customer_email, remote_id: order.customer_remote_id },
    billing: toPostalAddress(order.billing),
    shipping: toPostalAddress(order.shipping),
    payment: { method: order.payment_method, title: order.payment_title, transaction_id: order.transaction_id },
    customer_note: order.customer_note,
    line_items: lines.map(toLineItem),
    custom_fields: z.record(z.string(), z.unknown()).nullable().parse(order.custom),
    refunds: z.array(orderRefundSchema).parse(order.refunds).map(toRefund),
    fulfilments: z.array(fulfilmentSchema).parse(order.fulfilments).map(toFulfilment),
    other_money: order.other_money && toOtherMoney(otherMoneySchema.parse(order.other_money)),
    placed_at: order.placed_at.toISOString(),
    paid_at: order.paid_at?.toISOString() ?? null,
    completed_at: order.completed_at?.toISOString() ?? null,
    modified_at: order.modified_at.toISOString(),
    archived: order.archived_at !== null,
    deleted: order.deleted_at !== null,
    created_at: order.created_at.toISOString(),
    updated_at: order.updated_at.toISOString(),
  };
}

export function toOrderDetail({ returns, history, owed, ...view }: OrderDetail): OrderDetailReply {
  return {
    ...toOrder(view),
    returns: returns.map(toReturn),
    history: history.map(toHistoryEntry),
    outward: owed && toOutward(owed),
  };
}

function amountsOf(order: OrderRow) {
  return {
    currency: order.currency,
    total_minor: order.total_minor,
    subtotal_minor: order.subtotal_minor,
    discount_minor: order.discount_minor,
    shipping_minor: order.shipping_minor,
    tax_minor: order.tax_minor,
    refunded_minor: order.refunded_minor,
    prices_include_tax: order.prices_include_tax,
  };
}

function toLineItem(line: LineRow): Order["line_items"][number] {
  return {
    remote_id: line.remote_id,
    kind: orderLineSchema.shape.kind.parse(line.kind),
    product_remote_id: line.product_remote_id,
    variant_remote_id: line.variant_remote_id,
    sku: line.sku,
    name: line.name,
    quantity: plainDecimal(line.quantity),
    subtotal_minor: line.subtotal_minor,
    total_minor: line.total_minor,
    tax_minor: line.tax_minor,
    options: orderLineSchema.shape.options.parse(line.options),
  };
}

function toRefund(refund: OrderRefund): Order["refunds"][number] {
  return {
    remote_id: refund.remoteId,
    reason: refund.reason,
    total_minor: refund.totalMinor,
    refunded_at: refund.refundedAt,
    pending: refund.pending,
    line_items: refund.lines.map(({ lineRemoteId, quantity, totalMinor, taxMinor, restocked }) => ({
      line_remote_id: lineRemoteId,
      quantity,
      total_minor: totalMinor,
      tax_minor: taxMinor,
      restocked,
    })),
  };
}

function toFulfilment(fulfilment: Fulfilment): Order["fulfilments"][number] {
  const { remoteId, status, locationRemoteId, lines, trackings, fulfilledAt } = fulfilment;
  return {
    remote_id: remoteId,
    status,
    location_remote_id: locationRemoteId,
    line_items: lines.map(({ lineRemoteId, quantity }) => ({ line_remote_id: lineRemoteId, quantity })),
    trackings: [...trackings],
    fulfilled_at: fulfilledAt,
  };
}

function toReturn(found: ReturnRow): OrderDetailReply["returns"][number] {
  return {
    remote_id: found.remote_id,
    number: found.number,
    status: found.status,
    note: found.note,
    requested_at: found.requested_at.toISOString(),
    opened_at: found.opened_at?.toISOString() ?? null,
    closed_at: found.closed_at?.toISOString() ?? null,
    line_items: found.lines.map(({ remote_id, line_remote_id, sku, quantity, reason, note }) => ({
      remote_id,
      line_remote_id,
      sku,
      quantity: plainDecimal(quantity),
      reason,
      note,
    })),
    refund_remote_ids: found.refund_remote_ids,
  };
}

function toOtherMoney(money: OtherMoney): NonNullable<Order["other_money"]> {
  return {
    kind: money.kind,
    currency: money.currency,
    total_minor: money.totalMinor,
    subtotal_minor: money.subtotalMinor,
    discount_minor: money.discountMinor,
    shipping_minor: money.shippingMinor,
    tax_minor: money.taxMinor,
    refunded_minor: money.refundedMinor,
  };
}

function toHistoryEntry(entry: HistoryRow): OrderDetailReply["history"][number] {
  return {
    at: entry.at.toISOString(),
    actor: entry.actor,
    source: entry.source,
    from_status: orderStatusSchema.nullable().parse(entry.from_status),
    to_status: orderStatusSchema.parse(entry.to_status),
    from_remote_status: entry.from_remote,
    to_remote_status: entry.to_remote,
    note: entry.note,
  };
}

function toOutward({ due_at, wished_at, ...owed }: OwedStatusRow) {
  return { ...owed, due_at: due_at.toISOString(), wished_at: wished_at.toISOString() };
}
