// A return as Shopify shows it becomes the hub's. https://shopify.dev/docs/api/admin-graphql/2026-07/objects/Return
import type { OrderReturn, ReturnStatus } from "@logix/model";
import { z } from "zod";
import { tailOf } from "./ids.ts";
import { moment } from "./moment.ts";

const PAGE = "pageInfo { hasNextPage endCursor }";
export const RETURN_LINE = `{
  id quantity returnReason returnReasonNote customerNote returnReasonDefinition { name }
  ... on ReturnLineItem { fulfillmentLineItem { lineItem { id sku } } }
}`;
export const RETURN = `{
  id name status createdAt requestApprovedAt closedAt decline { note }
  returnLineItems(first: 25) { nodes ${RETURN_LINE} ${PAGE} } refunds(first: 25) { nodes { id } ${PAGE} }
}`;

const lineSchema = z.object({
  id: z.string(),
  quantity: z.int(),
  returnReason: z.string(),
  returnReasonNote: z.string(),
  customerNote: z.string().nullable(),
  /** Null for older returns. */
  returnReasonDefinition: z.object({ name: z.string() }).nullable(),
  /** Absent for goods that the shop cannot tell to be of this order. */
  fulfillmentLineItem: z.object({ lineItem: z.object({ id: z.string(), sku: z.string().nullable() }) }).optional(),
});
export const returnSchema = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  createdAt: moment,
  requestApprovedAt: moment.nullable(),
  closedAt: moment.nullable(),
  decline: z.object({ note: z.string().nullable() }).nullable(),
  returnLineItems: z.object({ nodes: z.array(lineSchema) }),
  refunds: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
});
export type ShopifyReturn = z.infer<typeof returnSchema>;

const STATUSES: Readonly<Record<string, ReturnStatus>> = {
  REQUESTED: "requested",
  OPEN: "open",
  DECLINED: "declined",
  CANCELED: "cancelled",
  CLOSED: "closed",
};

export function toReturn(found: ShopifyReturn): OrderReturn {
  return {
    remoteId: tailOf(found.id),
    number: found.name.replace(/^#/, ""),
    status: STATUSES[found.status] ?? "open",
    note: found.decline?.note ?? "",
    requestedAt: found.createdAt,
    openedAt: found.requestApprovedAt,
    closedAt: found.closedAt,
    lines: found.returnLineItems.nodes.map((line) => ({
      remoteId: tailOf(line.id),
      lineRemoteId: line.fulfillmentLineItem ? tailOf(line.fulfillmentLineItem.lineItem.id) : null,
      sku: line.fulfillmentLineItem?.lineItem.sku ?? null,
      quantity: String(line.quantity),
      reason: line.returnReasonDefinition?.name ?? wordsOf(line.returnReason),
      note: [line.returnReasonNote, line.customerNote].filter(Boolean).join("\n"),
    })),
    refundRemoteIds: found.refunds.nodes.map(({ id }) => tailOf(id)),
  };
}

/** SIZE_TOO_SMALL → Size too small */
function wordsOf(reason: string): string {
  if (reason === "UNKNOWN") return "";
  const words = reason.toLowerCase().replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
