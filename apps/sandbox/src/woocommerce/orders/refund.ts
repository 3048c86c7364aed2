// Refunds: money back, goods back into stock, and the full refund that closes an order.
import { writeMeta } from "../state/meta.ts";
import { amount, phpInt, roundTo } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { isList, type Json, type JsonObject, objectsOf } from "../wordpress/json.ts";
import { RestError } from "../wordpress/rest-error.ts";
import type {
  FeeLineRecord,
  LineRecord,
  OrderRecord,
  RefundRecord,
  ShippingLineRecord,
  TaxLineRecord,
  TaxShare,
} from "./order-record.ts";
import { restockRefunded, setLineMeta } from "./order-stock.ts";
import { totalsOf } from "./order-totals.ts";
import { announceUpdate } from "./write-order.ts";

const gatewaysThatRefund = ["stripe", "ppcp-gateway"];

export function createRefund(state: WooState, order: OrderRecord, params: JsonObject): RefundRecord {
  const wanted = objectsOf(params.line_items);
  const money = refundAmount(state, order, params, wanted);
  if (params.api_refund !== false) refuseWithoutGateway(order);
  const refund: RefundRecord = {
    id: state.nextId("post"),
    createdAt: state.nowSeconds(),
    amount: money,
    reason: String(params.reason ?? ""),
    meta: writeMeta([], params.meta_data, () => state.nextId("meta")),
    lines: [],
    shippingLines: [],
    feeLines: [],
    taxLines: [],
  };
  const moved = wanted.flatMap((item) => refundLine(state, order, refund, item, params.api_restock !== false));
  refund.taxLines = taxLinesOf(state, order, refund);
  order.refunds.push(refund);
  const totals = totalsOf(order, state.settings.priceDecimals);
  if (totals.total > 0 && totals.refunded >= totals.total) order.status = "refunded";
  order.modifiedAt = state.nowSeconds();
  state.orders.save(order);
  announceUpdate(state, order, moved);
  return refund;
}

function refundAmount(state: WooState, order: OrderRecord, params: JsonObject, wanted: JsonObject[]): number {
  const ofLines = wanted.reduce((sum, item) => sum + amount(item.refund_total) + sumOfTax(item.refund_tax), 0);
  const money = params.amount === undefined ? roundTo(ofLines, 6) : amount(params.amount);
  // QUIRK(woocommerce): refused refunds are answered with 500, and `data` is a number.
  if (money < 0) {
    throw new RestError("woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero.", 500, 400);
  }
  const totals = totalsOf(order, state.settings.priceDecimals);
  if (roundTo(money - (totals.total - totals.refunded), 6) > 0) throw cannotRefund("Invalid refund amount.");
  return money;
}

function refuseWithoutGateway(order: OrderRecord): void {
  if (gatewaysThatRefund.includes(order.paymentMethod)) return;
  throw cannotRefund("The payment gateway for this order does not support automatic refunds.");
}

function cannotRefund(message: string): RestError {
  return new RestError("woocommerce_rest_cannot_create_order_refund", message, 500, 500);
}

function refundLine(
  state: WooState,
  order: OrderRecord,
  refund: RefundRecord,
  item: JsonObject,
  restock: boolean,
): number[] {
  const id = phpInt(item.id);
  const total = -amount(item.refund_total);
  const taxes = taxesOf(item.refund_tax);
  const shipping = order.shippingLines.find((line) => line.id === id);
  if (shipping) refund.shippingLines.push(negative(state, shipping, total, taxes));
  const fee = order.feeLines.find((line) => line.id === id);
  if (fee) refund.feeLines.push(negative(state, fee, total, taxes));
  const line = order.lines.find((candidate) => candidate.id === id);
  if (!line) return [];
  const quantity = phpInt(item.quantity);
  refund.lines.push(negativeLine(state, line, quantity, total, taxes));
  return restock && quantity > 0 ? restockRefunded(state, line, quantity) : [];
}

function negativeLine(
  state: WooState,
  line: LineRecord,
  quantity: number,
  total: number,
  taxes: TaxShare[],
): LineRecord {
  const refunded = {
    ...line,
    id: state.nextId("lineItem"),
    quantity: -quantity || 0,
    subtotal: total,
    total,
    taxes,
    meta: [],
  };
  setLineMeta(state, refunded, "_refunded_item_id", String(line.id));
  return refunded;
}

function negative<T extends ShippingLineRecord | FeeLineRecord>(
  state: WooState,
  line: T,
  total: number,
  taxes: TaxShare[],
): T {
  const meta = [{ id: state.nextId("lineMeta"), key: "_refunded_item_id", value: String(line.id) }];
  return { ...line, id: state.nextId("lineItem"), total, taxes, meta };
}

function taxLinesOf(state: WooState, order: OrderRecord, refund: RefundRecord): TaxLineRecord[] {
  return order.taxLines.flatMap((line) => {
    const sum = (lists: TaxShare[][]) =>
      lists.flat().reduce((total, { id, total: part }) => total + (id === line.rateId ? part : 0), 0);
    const taxTotal = sum([...refund.lines, ...refund.feeLines].map(({ taxes }) => taxes));
    const shippingTotal = sum(refund.shippingLines.map(({ taxes }) => taxes));
    const applies = taxTotal !== 0 || shippingTotal !== 0;
    return applies ? [{ ...line, id: state.nextId("lineItem"), taxTotal, shippingTotal }] : [];
  });
}

function taxesOf(sent: Json | undefined): TaxShare[] {
  return objectsOf(sent).map((tax) => {
    const total = -amount(tax.refund_total);
    return { id: phpInt(tax.id), total, subtotal: total };
  });
}

function sumOfTax(sent: Json | undefined): number {
  return isList(sent) ? taxesOf(sent).reduce((sum, tax) => sum - tax.total, 0) : 0;
}
