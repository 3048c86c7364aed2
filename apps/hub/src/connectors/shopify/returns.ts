// What customers send back, or ask to: asked for where an order has any, because returns are rare and bring lists of their own.
import { z } from "zod";
import type { RemoteId } from "../../connector-kit/contract.ts";
import { document, documentByIds, type ShopifyClient } from "./client.ts";
import { ifAllowed } from "./failures.ts";
import { gid, returnNumber, tailOf } from "./ids.ts";
import { allNodes } from "./lists.ts";
import { pageInfoSchema } from "./order-schemas.ts";
import { RETURN, RETURN_LINE } from "./return-mapping.ts";

const PAGE = "pageInfo { hasNextPage endCursor }";
const rowsSchema = z.object({ nodes: z.array(z.unknown()), pageInfo: pageInfoSchema });
const listSchema = z.object({ node: z.object({ list: rowsSchema }) });

/** A few at a time: each brings two lists of its own. */
export const RETURNS = document(
  `query Returns($id: ID!, $after: String) { node(id: $id) { ... on Order {
    list: returns(first: 5, after: $after) { nodes ${RETURN} ${PAGE} }
  } } }`,
  listSchema,
  200,
);
function restOf(list: string, node: string) {
  return document(
    `query RestOfReturn($id: ID!, $after: String) { node(id: $id) { ... on Return { list: ${list}(first: 50, after: $after) { nodes ${node} ${PAGE} } } } }`,
    listSchema,
    100,
  );
}
export const REST_OF_RETURN_LINES = restOf("returnLineItems", RETURN_LINE);
export const REST_OF_RETURN_REFUNDS = restOf("refunds", "{ id }");
export const ORDERS_OF_RETURNS = documentByIds(
  "query OrdersOfReturns($ids: [ID!]!) { nodes(ids: $ids) { ... on Return { order { id } } } }",
  z.object({ nodes: z.array(z.object({ order: z.object({ id: z.string() }) }).nullable()) }),
  2,
);

const longSchema = z.looseObject({ id: z.string(), returnLineItems: rowsSchema, refunds: rowsSchema });

/** All of an order, as rows. */
export async function returnsOf(client: ShopifyClient, order: string): Promise<readonly unknown[]> {
  const rows = await allNodes(async (after) => (await client.ask(RETURNS, { id: order, after })).node.list);
  return Promise.all(rows.map((row) => whole(client, row)));
}

async function whole(client: ShopifyClient, row: unknown): Promise<unknown> {
  const found = longSchema.safeParse(row).data;
  if (!found) return row;
  const rest = async (what: typeof REST_OF_RETURN_LINES, { nodes, pageInfo }: z.infer<typeof rowsSchema>) => {
    if (!pageInfo.hasNextPage) return { nodes };
    const ask = async (after: string | null) =>
      (await client.ask(what, { id: found.id, after: after ?? pageInfo.endCursor })).node.list;
    return { nodes: [...nodes, ...(await allNodes(ask))] };
  };
  return {
    ...found,
    returnLineItems: await rest(REST_OF_RETURN_LINES, found.returnLineItems),
    refunds: await rest(REST_OF_RETURN_REFUNDS, found.refunds),
  };
}

/** Of returns that a delivery named without their orders. What the app may not see is left out, like what is gone. */
export async function ordersOfReturns(
  client: ShopifyClient,
  hints: readonly RemoteId[],
): Promise<ReadonlyMap<RemoteId, RemoteId>> {
  const found = new Map<RemoteId, RemoteId>();
  if (hints.length === 0) return found;
  const ids = hints.map((hint) => gid("Return", returnNumber(hint) ?? ""));
  const answer = await ifAllowed(client.ask(ORDERS_OF_RETURNS, { ids }));
  for (const [index, hint] of hints.entries()) {
    const order = answer?.nodes[index]?.order;
    if (order) found.set(hint, tailOf(order.id));
  }
  return found;
}
