// A Shopify order as the hub's Order. Pure, and the same for a page, a bulk file and a single read: whether an order has
// changed is decided by comparing what comes out here.
import { type Address, type Fulfilment, type Order, type OrderRefund, sumMinor } from "@logix/model";
import { tailOf } from "./ids.ts";
import { latestOf } from "./moment.ts";
import { type MoneyKind, minorOf, type Side } from "./money.ts";
import type { ShopifyAddress, ShopifyOrder, ShopifyParcel, ShopifyRefund } from "./order-schemas.ts";
import { linesOf, sumsOf } from "./order-sums.ts";
import { reasonIn } from "./refund-plan.ts";
import { toReturn } from "./return-mapping.ts";
import { statusOf, statusTables } from "./status.ts";

export function toOrder(order: ShopifyOrder, chosen: MoneyKind): Order {
  const side = sideOf(order, chosen);
  const lines = linesOf(order, side);
  const refunds = order.refunds.map((refund) => toRefund(refund, order.taxesIncluded, side));
  const remoteStatus = statusOf(order);
  return {
    remoteId: tailOf(order.id),
    number: order.name.replace(/^#/, ""),
    remoteStatus,
    archived: false,
    stockTaken: statusTables.stockTaken.has(remoteStatus),
    ...sumsOf(order, lines, side),
    refundedMinor: refundedOf(refunds),
    pricesIncludeTax: order.taxesIncluded,
    ...paymentOf(order),
    customerNote: order.note ?? "",
    customerRemoteId: order.customer && tailOf(order.customer.id),
    billing: toAddress(order.billingAddress, order.email),
    shipping: toAddress(order.shippingAddress, null),
    lines: [...lines],
    refunds,
    returns: order.returns?.map(toReturn) ?? (order.firstReturn && []),
    fulfilments: order.fulfillments.map(toFulfilment),
    otherMoney: otherMoneyOf(order, chosen),
    placedAt: order.processedAt,
    completedAt: completedAtOf(order),
    modifiedAt: order.updatedAt,
  };
}

function sideOf(order: ShopifyOrder, kind: MoneyKind): Side {
  return { kind, currency: kind === "shop" ? order.currencyCode : order.presentmentCurrencyCode };
}

function otherMoneyOf(order: ShopifyOrder, chosen: MoneyKind): Order["otherMoney"] {
  if (order.currencyCode === order.presentmentCurrencyCode) return null;
  const side = sideOf(order, chosen === "shop" ? "presentment" : "shop");
  const lines = linesOf(order, side);
  const refunds = order.refunds.map((refund) => toRefund(refund, order.taxesIncluded, side));
  return {
    kind: side.kind,
    ...sumsOf(order, lines, side),
    refundedMinor: refundedOf(refunds),
    lines: lines.map(({ remoteId, subtotalMinor, totalMinor, taxMinor }) => ({
      lineRemoteId: remoteId,
      subtotalMinor,
      totalMinor,
      taxMinor,
    })),
    refunds: refunds.map(({ remoteId, totalMinor }) => ({ remoteId, totalMinor })),
  };
}

const PAID: ReadonlySet<string | null> = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);
const TAKES_MONEY: ReadonlySet<string> = new Set(["SALE", "CAPTURE"]);

function paymentOf(order: ShopifyOrder) {
  const done = order.transactions.filter(({ status }) => status === "SUCCESS");
  const taken = done.filter(({ kind }) => TAKES_MONEY.has(kind));
  const first = taken[0] ?? done.find(({ kind }) => kind === "AUTHORIZATION");
  const [gateway = ""] = order.paymentGatewayNames;
  return {
    paymentMethod: gateway,
    paymentTitle: first?.formattedGateway ?? gateway,
    transactionId: first?.paymentId ?? "",
    paidAt: PAID.has(order.displayFinancialStatus) ? (taken.at(-1)?.processedAt ?? null) : null,
  };
}

function completedAtOf(order: ShopifyOrder): string | null {
  if (order.displayFulfillmentStatus !== "FULFILLED") return null;
  return latestOf(order.fulfillments.map(({ createdAt }) => createdAt)) || null;
}

const WAITING: ReadonlySet<string> = new Set(["PENDING", "AWAITING_RESPONSE", "UNKNOWN"]);

function toRefund(refund: ShopifyRefund, taxesIncluded: boolean, side: Side): OrderRefund {
  const payments = refund.transactions.nodes.filter(({ kind }) => kind === "REFUND");
  const isPaid = payments.some(({ status }) => status === "SUCCESS");
  const waits = payments.some(({ status }) => WAITING.has(status));
  const hasFailed = payments.length > 0 && !isPaid && !waits;
  return {
    remoteId: tailOf(refund.id),
    reason: reasonIn(refund.note ?? ""),
    totalMinor: hasFailed ? 0 : minorOf(refund.totalRefundedSet, side),
    refundedAt: refund.processedAt,
    pending: waits && !isPaid,
    lines: refund.refundLineItems.nodes.map((line) => {
      const taxMinor = minorOf(line.totalTaxSet, side);
      const subtotal = minorOf(line.subtotalSet, side);
      return {
        lineRemoteId: tailOf(line.lineItem.id),
        quantity: String(line.quantity),
        totalMinor: taxesIncluded ? subtotal - taxMinor : subtotal,
        taxMinor,
        restocked: line.restocked,
      };
    }),
  };
}

/** What is asked for but not paid back yet counts for nothing. */
function refundedOf(refunds: readonly OrderRefund[]): number {
  return sumMinor(refunds.filter(({ pending }) => !pending).map(({ totalMinor }) => totalMinor));
}

const PARCELS: Readonly<Record<string, Fulfilment["status"]>> = {
  SUCCESS: "sent",
  CANCELLED: "cancelled",
  ERROR: "failed",
  FAILURE: "failed",
};

function toFulfilment(parcel: ShopifyParcel): Fulfilment {
  return {
    remoteId: tailOf(parcel.id),
    status: PARCELS[parcel.status] ?? "pending",
    locationRemoteId: parcel.location && tailOf(parcel.location.id),
    lines: parcel.fulfillmentLineItems.nodes.map(({ quantity, lineItem }) => ({
      lineRemoteId: tailOf(lineItem.id),
      quantity: String(quantity ?? 0),
    })),
    trackings: parcel.trackingInfo.map(({ number, company, url }) => ({
      number: number ?? "",
      carrier: company ?? "",
      url: url ?? "",
    })),
    fulfilledAt: parcel.createdAt,
  };
}

/** Shopify keeps one e-mail address, that of the order. */
export function toAddress(address: ShopifyAddress | null, email: string | null): Address {
  return {
    firstName: address?.firstName ?? "",
    lastName: address?.lastName ?? "",
    company: address?.company ?? "",
    line1: address?.address1 ?? "",
    line2: address?.address2 ?? "",
    city: address?.city ?? "",
    region: address?.provinceCode ?? address?.province ?? "",
    postcode: address?.zip ?? "",
    country: address?.countryCodeV2 ?? "",
    phone: address?.phone ?? "",
    email: email ?? "",
  };
}
