// A refund as the API shows it: positive amount, negative lines.
import { metaView } from "../state/meta.ts";
import { fixed } from "../state/money.ts";
import type { WooState } from "../state/woo-state.ts";
import { type JsonObject, parseJson } from "../wordpress/json.ts";
import { linksOf } from "../wordpress/links.ts";
import { gmtText, localText } from "../wordpress/rest-date.ts";
import { feeLineText, lineText, listText, shippingLineText, taxLineText } from "./line-text.ts";
import type { RefundRecord } from "./order-record.ts";

export function refundView(state: WooState, orderId: number, refund: RefundRecord, withParent = false): JsonObject {
  const dp = state.settings.priceDecimals;
  const up = `${state.settings.home}/wp-json/wc/v3/orders/${orderId}`;
  const collection = `${up}/refunds`;
  return {
    id: refund.id,
    ...(withParent ? { parent_id: orderId } : {}),
    date_created: localText(refund.createdAt, state.settings.offsetMinutes),
    date_created_gmt: gmtText(refund.createdAt),
    amount: fixed(refund.amount, dp),
    reason: refund.reason,
    refunded_by: 1,
    refunded_payment: false,
    meta_data: metaView(refund.meta),
    line_items: parseJson(listText(refund.lines, (line) => lineText(state, line, dp))),
    shipping_lines: parseJson(listText(refund.shippingLines, (line) => shippingLineText(line, dp))),
    tax_lines: parseJson(listText(refund.taxLines, (line) => taxLineText(line, dp))),
    fee_lines: parseJson(listText(refund.feeLines, (line) => feeLineText(line, dp))),
    _links: linksOf({ self: `${collection}/${refund.id}`, collection, up, allow: ["GET", "DELETE"] }),
  };
}
