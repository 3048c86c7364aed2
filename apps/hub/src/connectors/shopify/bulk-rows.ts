// Lines of a bulk file put together again: an order's own line, and behind it those of its goods. Pure.
import { toMinor } from "@logix/model";
import { z } from "zod";
import { bagSchema } from "./money.ts";

const rowSchema = z.looseObject({ id: z.string(), __parentId: z.string().optional() });

/** What decides whether the file shows all of an order. */
const rootSchema = z.looseObject({
  id: z.string(),
  refunds: z.array(z.unknown()),
  fulfillments: z.array(z.looseObject({ status: z.string(), totalQuantity: z.number() })),
  shippingLine: z.looseObject({ discountedPriceSet: bagSchema }).nullable(),
  totalShippingPriceSet: bagSchema,
  currencyCode: z.string(),
});
const lineSchema = z.looseObject({ id: z.string(), quantity: z.number() });

export type BulkRow = { readonly id: string; readonly root: unknown; readonly lines: readonly unknown[] };

/**
 * Whole orders at the beginning of a slice, and how many bytes they take. The last one may go on in the next slice, so it is
 * left for that one unless the file ends here.
 */
export function readBulkRows(
  text: string,
  isLast: boolean,
): { readonly rows: readonly BulkRow[]; readonly usedBytes: number } {
  const rows: { id: string; root: unknown; lines: unknown[]; start: number }[] = [];
  let position = 0;
  for (;;) {
    const end = text.indexOf("\n", position);
    const line = end === -1 ? (isLast ? text.slice(position) : "") : text.slice(position, end);
    if (line !== "") {
      const json: unknown = JSON.parse(line);
      const { id, __parentId: parent } = rowSchema.parse(json);
      if (parent === undefined) rows.push({ id, root: json, lines: [], start: position });
      else rows.at(-1)?.lines.push(json);
    }
    if (end === -1) break;
    position = end + 1;
  }
  if (isLast) return { rows, usedBytes: Buffer.byteLength(text) };
  const last = rows.pop();
  return { rows, usedBytes: last ? Buffer.byteLength(text.slice(0, last.start)) : 0 };
}

const NO_MORE = { hasNextPage: false };

/** The order as a single read would show it; null where the file cannot show all of it. */
export function wholeRow({ root, lines }: BulkRow, tellsReturns: boolean): unknown {
  const order = rootSchema.safeParse(root).data;
  const returns = lines.filter(isReturn);
  const goods = z.array(lineSchema).safeParse(lines.filter((line) => !isReturn(line))).data;
  // What is no order at all is handed on, to be told as unreadable.
  if (!order || !goods) return root;
  if (order.refunds.length > 0 || returns.length > 0 || !isOneParcel(order, goods) || !isOneShipping(order))
    return null;
  const fulfilled = goods.map(({ id, quantity }) => ({ quantity, lineItem: { id } }));
  return {
    ...order,
    lineItems: { nodes: goods.map(({ __parentId, ...line }) => line), pageInfo: NO_MORE },
    shippingLines: { nodes: order.shippingLine === null ? [] : [order.shippingLine], pageInfo: NO_MORE },
    fulfillments: order.fulfillments.map((parcel) => ({
      ...parcel,
      fulfillmentLineItems: { nodes: fulfilled, pageInfo: NO_MORE },
    })),
    ...(tellsReturns && { firstReturn: { nodes: [] } }),
  };
}

function isReturn(line: unknown): boolean {
  return rowSchema.safeParse(line).data?.id.includes("/Return/") === true;
}

type Root = z.infer<typeof rootSchema>;

/** The file names no lines of a parcel; one parcel that holds as much as was ordered holds all of them. */
function isOneParcel({ fulfillments }: Root, goods: readonly { readonly quantity: number }[]): boolean {
  const [parcel, ...more] = fulfillments;
  if (!parcel) return true;
  return (
    more.length === 0 &&
    parcel.status === "SUCCESS" &&
    parcel.totalQuantity === goods.reduce((sum, { quantity }) => sum + quantity, 0)
  );
}

/** It shows the first way of shipping only. */
function isOneShipping({ shippingLine, totalShippingPriceSet, currencyCode }: Root): boolean {
  const total = toMinor(totalShippingPriceSet.shopMoney.amount, currencyCode);
  return total === toMinor(shippingLine?.discountedPriceSet.shopMoney.amount ?? "0", currencyCode);
}
