// Orders whole, by their ids: some at once, and what is longer than a first page of its lists to its end.
import type { Order } from "@logix/model";
import { z } from "zod";
import type { Gone, RemoteId, Seen, Unreadable } from "../../connector-kit/contract.ts";
import { document, documentByIds, type ShopifyClient } from "./client.ts";
import { ifAllowed } from "./failures.ts";
import { gid, isNumber, returnNumber, tailOf } from "./ids.ts";
import { allNodes, demand, GONE, inAffordableChunks, readRow } from "./lists.ts";
import type { MoneyKind } from "./money.ts";
import { toOrder } from "./order-mapping.ts";
import {
  FULFILLED_LINE,
  LINE,
  ORDER_ITSELF,
  orderSchema,
  PARCEL_ITSELF,
  pageInfoSchema,
  REFUND_LINE,
  SHIPPING_LINE,
  type ShopifyOrder,
} from "./order-schemas.ts";
import { ordersOfReturns, returnsOf } from "./returns.ts";

const PAGE = "pageInfo { hasNextPage endCursor }";
const orderWith = (more: string) => `{
  ${ORDER_ITSELF} ${more}
  lineItems(first: 25) { nodes ${LINE} ${PAGE} }
  shippingLines(first: 5) { nodes ${SHIPPING_LINE} ${PAGE} }
  refunds(first: 50) {
    id note processedAt totalRefundedSet { shopMoney { amount } presentmentMoney { amount } }
    refundLineItems(first: 10) { nodes ${REFUND_LINE} ${PAGE} }
    transactions(first: 5) { nodes { kind status } }
  }
  fulfillments(first: 50) { ${PARCEL_ITSELF} fulfillmentLineItems(first: 25) { nodes ${FULFILLED_LINE} ${PAGE} } }
}`;
/** About 250 points each, of 1000 that one question may cost: https://shopify.dev/docs/api/usage/limits. */
const ORDERS_AT_ONCE = 3;

const ordersById = (more: string) =>
  documentByIds(
    `query Orders($ids: [ID!]!) { nodes(ids: $ids) { ... on Order ${orderWith(more)} } }`,
    z.object({ nodes: z.array(z.unknown()) }),
    250,
  );
export const ORDERS_BY_ID = ordersById("");
export const ORDERS_AND_RETURNS_BY_ID = ordersById("firstReturn: returns(first: 1) { nodes { id } }");

function restOf(type: string, list: string, node: string) {
  return document(
    `query Rest($id: ID!, $after: String) { node(id: $id) { ... on ${type} { list: ${list}(first: 50, after: $after) { nodes ${node} ${PAGE} } } } }`,
    z.object({ node: z.object({ list: z.object({ nodes: z.array(z.unknown()), pageInfo: pageInfoSchema }) }) }),
    150,
  );
}
export const REST_OF_LINES = restOf("Order", "lineItems", LINE);
export const REST_OF_SHIPPING = restOf("Order", "shippingLines", SHIPPING_LINE);
export const REST_OF_REFUND = restOf("Refund", "refundLineItems", REFUND_LINE);
export const REST_OF_PARCEL = restOf("Fulfillment", "fulfillmentLineItems", FULFILLED_LINE);

/** What the app may look at, and the first order that it sees. */
export const REACH = document(
  "query Reach { currentAppInstallation { accessScopes { handle } } orders(first: 1, sortKey: ID) { nodes { id } } }",
  z.object({
    currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
    orders: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
  }),
  4,
);

/** By their numbers, or by hints of their returns. */
export async function ordersAgain(
  client: ShopifyClient,
  money: MoneyKind,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, Seen<Order> | Unreadable | Gone>> {
  const owners = await ordersOfReturns(
    client,
    ids.filter((id) => returnNumber(id) !== null),
  );
  const orderOf = (id: RemoteId) => owners.get(id) ?? id;
  const found = await byNumbers(client, money, [...new Set(ids.map(orderOf))]);
  return new Map(ids.map((id) => [id, found.get(orderOf(id)) ?? GONE]));
}

async function byNumbers(
  client: ShopifyClient,
  money: MoneyKind,
  ids: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, Seen<Order> | Unreadable | Gone>> {
  const ask = orderQuestion(client);
  const rows = await inAffordableChunks(ids.filter(isNumber), ORDERS_AT_ONCE, async (some) => {
    const nodes = await ask(some.map((id) => gid("Order", id)));
    return some.map((id, index) => ({ id, row: nodes[index] ?? null }));
  });
  const found = new Map<RemoteId, Seen<Order> | Unreadable | Gone>();
  for (const { id, row } of rows) if (row !== null) found.set(id, readOrder(await whole(client, row), money));
  const absent = ids.filter((id) => !found.has(id));
  if (absent.length > 0) for (const [id, why] of await explain(client, absent)) found.set(id, why);
  return found;
}

/** Returns need a scope of their own. Where the merchant has not agreed to it, orders are read without them. */
function orderQuestion(client: ShopifyClient) {
  let wanted = ORDERS_AND_RETURNS_BY_ID;
  return async (ids: readonly string[]): Promise<readonly unknown[]> => {
    const answer = await ifAllowed(client.ask(wanted, { ids }));
    if (answer) return answer.nodes;
    wanted = ORDERS_BY_ID;
    return (await client.ask(wanted, { ids })).nodes;
  };
}

export async function orderAgain(client: ShopifyClient, money: MoneyKind, id: RemoteId): Promise<Seen<Order>> {
  return demand((await ordersAgain(client, money, [id])).get(id));
}

export function readOrder(row: unknown, money: MoneyKind): Seen<Order> | Unreadable {
  return readRow(row, () => toOrder(orderSchema.parse(row), money));
}

type List = { readonly nodes: readonly unknown[]; readonly pageInfo: z.infer<typeof pageInfoSchema> };

async function whole(client: ShopifyClient, row: unknown): Promise<unknown> {
  const order = orderSchema.safeParse(row).data;
  if (!order) return row;
  const hasReturns = order.firstReturn !== undefined && order.firstReturn.nodes.length > 0;
  if (!hasReturns) return isLong(order) ? withRests(client, order) : row;
  return { ...(await withRests(client, order)), returns: await returnsOf(client, order.id) };
}

async function withRests(client: ShopifyClient, order: ShopifyOrder): Promise<object> {
  const rest = async (what: typeof REST_OF_LINES, id: string, list: List) => ({
    ...list,
    nodes: list.pageInfo.hasNextPage
      ? [...list.nodes, ...(await restFrom(client, what, id, list.pageInfo.endCursor))]
      : list.nodes,
  });
  return {
    ...order,
    lineItems: await rest(REST_OF_LINES, order.id, order.lineItems),
    shippingLines: await rest(REST_OF_SHIPPING, order.id, order.shippingLines),
    refunds: await Promise.all(
      order.refunds.map(async (refund) => ({
        ...refund,
        refundLineItems: await rest(REST_OF_REFUND, refund.id, refund.refundLineItems),
      })),
    ),
    fulfillments: await Promise.all(
      order.fulfillments.map(async (parcel) => ({
        ...parcel,
        fulfillmentLineItems: await rest(REST_OF_PARCEL, parcel.id, parcel.fulfillmentLineItems),
      })),
    ),
  };
}

function restFrom(client: ShopifyClient, what: typeof REST_OF_LINES, id: string, from: string | null | undefined) {
  return allNodes(async (after) => (await client.ask(what, { id, after: after ?? from })).node.list);
}

function isLong({ lineItems, shippingLines, refunds, fulfillments }: ShopifyOrder): boolean {
  const lists: readonly List[] = [
    lineItems,
    shippingLines,
    ...refunds.map((refund) => refund.refundLineItems),
    ...fulfillments.map((parcel) => parcel.fulfillmentLineItems),
  ];
  return lists.some(({ pageInfo }) => pageInfo.hasNextPage);
}

// QUIRK(shopify): without read_all_orders an order older than 60 days looks like one that never existed. Ids grow, so what is
// older than the first order in sight is out of sight; anything younger is gone.
async function explain(client: ShopifyClient, absent: readonly RemoteId[]): Promise<[RemoteId, Unreadable | Gone][]> {
  const { currentAppInstallation: app, orders } = await client.ask(REACH);
  const seesAll = app.accessScopes.some(({ handle }) => handle === "read_all_orders");
  const first = orders.nodes[0] && BigInt(tailOf(orders.nodes[0].id));
  return absent.map((id) => {
    const isGone = seesAll || !isNumber(id) || (first !== undefined && BigInt(id) > first);
    return [id, isGone ? GONE : { remoteId: id, reason: OUT_OF_SIGHT, raw: "{}" }];
  });
}
const OUT_OF_SIGHT =
  "The shop shows us orders of the last 60 days only. Ask Shopify for the scope read_all_orders to see older ones.";
