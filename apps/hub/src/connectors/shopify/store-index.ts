// The thin index of a shop, sorted by id, for the comparison of both sides. Orders and customers are asked for few fields; of
// products everything is, because when a variant changed is told by its places only.
import { z } from "zod";
import type { Checkpoint, RemoteId } from "../../connector-kit/contract.ts";
import type {
  IndexOf,
  IndexPage,
  IndexRef,
  StoreIndex,
  ThinCustomer,
  ThinOrder,
  ThinProduct,
} from "../../connector-kit/store-index.ts";
import { type Document, document, documentByIds, type ShopifyClient } from "./client.ts";
import { gid, isNumber, tailOf } from "./ids.ts";
import { chunksOf } from "./lists.ts";
import { moment } from "./moment.ts";
import { BAG, bagSchema, type MoneyKind, minorOf } from "./money.ts";
import { REACH } from "./order-reading.ts";
import { pageInfoSchema } from "./order-schemas.ts";
import { productFamilies } from "./products.ts";
import { statusOf } from "./status.ts";

const ORDER = `{
  id updatedAt currencyCode presentmentCurrencyCode cancelledAt displayFinancialStatus displayFulfillmentStatus totalPriceSet ${BAG}
}`;
const CUSTOMER = "{ id updatedAt defaultEmailAddress { emailAddress } }";
const PAGE = "pageInfo { hasNextPage endCursor }";
const MOST_PER_PAGE = 100;
/** Each is then read with its variants. */
const PRODUCTS_PER_PAGE = 40;

const orderSchema = z.object({
  id: z.string(),
  updatedAt: moment,
  currencyCode: z.string(),
  presentmentCurrencyCode: z.string(),
  cancelledAt: moment.nullable(),
  displayFinancialStatus: z.string().nullable(),
  displayFulfillmentStatus: z.string(),
  totalPriceSet: bagSchema,
});
const customerSchema = z.object({
  id: z.string(),
  updatedAt: moment,
  defaultEmailAddress: z.object({ emailAddress: z.string() }).nullable(),
});
const idSchema = z.object({ id: z.string() });

function listOf<T extends z.ZodType>(node: T) {
  return z.object({ list: z.object({ nodes: z.array(node), pageInfo: pageInfoSchema }) });
}

export const THIN_ORDERS = document(
  `query ThinOrders($after: String) { list: orders(first: ${MOST_PER_PAGE}, after: $after, sortKey: ID) { nodes ${ORDER} ${PAGE} } }`,
  listOf(orderSchema),
  MOST_PER_PAGE,
);
export const THIN_ORDERS_BY_ID = documentByIds(
  `query ThinOrdersById($ids: [ID!]!) { nodes(ids: $ids) { ... on Order ${ORDER} } }`,
  z.object({ nodes: z.array(orderSchema.nullable()) }),
  2,
);
export const THIN_CUSTOMERS = document(
  `query ThinCustomers($after: String) { list: customers(first: ${MOST_PER_PAGE}, after: $after, sortKey: ID) { nodes ${CUSTOMER} ${PAGE} } }`,
  listOf(customerSchema),
  MOST_PER_PAGE,
);
export const THIN_CUSTOMERS_BY_ID = documentByIds(
  `query ThinCustomersById($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer ${CUSTOMER} } }`,
  z.object({ nodes: z.array(customerSchema.nullable()) }),
  2,
);
export const PRODUCT_IDS_BY_ID = document(
  `query ProductIdsById($after: String) { list: products(first: ${PRODUCTS_PER_PAGE}, after: $after, sortKey: ID) { nodes { id } ${PAGE} } }`,
  listOf(idSchema),
  PRODUCTS_PER_PAGE,
);

export function storeIndex(client: ShopifyClient, money: MoneyKind): StoreIndex {
  const thinOrder = (order: z.infer<typeof orderSchema>) => toThinOrder(order, money);
  return {
    orders: {
      pages: (resume) => orderPages(client, async (nodes) => nodes.map(thinOrder), resume),
      some: async (refs) => (await byIds(client, THIN_ORDERS_BY_ID, "Order", refs)).map(thinOrder),
    },
    products: {
      pages: (resume) =>
        pagesOf(
          client,
          PRODUCT_IDS_BY_ID,
          async (nodes) =>
            thinFamilies(
              client,
              nodes.map(({ id }) => tailOf(id)),
            ),
          resume,
        ),
      some: (refs) => someProducts(client, refs),
    },
    customers: {
      pages: (resume) => pagesOf(client, THIN_CUSTOMERS, async (nodes) => nodes.map(toThinCustomer), resume),
      some: async (refs) => (await byIds(client, THIN_CUSTOMERS_BY_ID, "Customer", refs)).map(toThinCustomer),
    } satisfies IndexOf<ThinCustomer>,
  };
}

type List<Node> = {
  readonly list: { readonly nodes: readonly Node[]; readonly pageInfo: z.infer<typeof pageInfoSchema> };
};
type Node = { readonly id: string };

/** Archived products stand in the same list as all others. */
const PART = "all";

async function* pagesOf<N extends Node, T>(
  client: ShopifyClient,
  wanted: Document<List<N>>,
  toEntries: (nodes: readonly N[]) => Promise<readonly T[]>,
  resume?: Checkpoint,
): AsyncGenerator<IndexPage<T>> {
  let after = typeof resume?.after === "string" ? resume.after : null;
  let isLast = resume?.end === true;
  while (!isLast) {
    const { nodes, pageInfo } = (await client.ask(wanted, { after })).list;
    const last = nodes.at(-1);
    isLast = !pageInfo.hasNextPage || last === undefined;
    after = pageInfo.endCursor ?? after;
    const upTo = isLast || last === undefined ? null : tailOf(last.id);
    yield { entries: await toEntries(nodes), part: PART, upTo, checkpoint: { after, end: isLast } };
  }
}

// QUIRK(shopify): without read_all_orders a shop shows orders of the last 60 days only. What is older than the first in sight is
// not missing there; nothing can be said of it.
async function* orderPages(
  client: ShopifyClient,
  toEntries: (nodes: readonly z.infer<typeof orderSchema>[]) => Promise<readonly ThinOrder[]>,
  resume?: Checkpoint,
): AsyncGenerator<IndexPage<ThinOrder>> {
  if (resume === undefined) {
    const { currentAppInstallation: app, orders } = await client.ask(REACH);
    const seesAll = app.accessScopes.some(({ handle }) => handle === "read_all_orders");
    const [first] = orders.nodes;
    if (!seesAll) {
      const upTo = first === undefined ? null : String(BigInt(tailOf(first.id)) - 1n);
      const checkpoint = { after: null, end: first === undefined };
      yield { entries: [], part: PART, upTo, outOfSight: true, checkpoint };
      if (first === undefined) return;
    }
  }
  yield* pagesOf(client, THIN_ORDERS, toEntries, resume);
}

async function byIds<N>(
  client: ShopifyClient,
  wanted: Document<{ readonly nodes: readonly (N | null)[] }>,
  type: "Order" | "Customer",
  refs: readonly IndexRef[],
): Promise<N[]> {
  const found: N[] = [];
  const ids = refs.map(({ remoteId }) => remoteId).filter(isNumber);
  for (const some of chunksOf(ids, MOST_PER_PAGE)) {
    const { nodes } = await client.ask(wanted, { ids: some.map((id) => gid(type, id)) });
    found.push(...nodes.filter((node) => node !== null));
  }
  return found;
}

/** What cannot be read is left out here: it is then read by itself, and parked with its reason. */
async function thinFamilies(client: ShopifyClient, ids: readonly RemoteId[]): Promise<readonly ThinProduct[]> {
  const found = await productFamilies(client, ids);
  return [...found.values()].flatMap((family) =>
    "gone" in family ? [] : family.flatMap((entry) => ("record" in entry ? [entry.record] : [])),
  );
}

async function someProducts(client: ShopifyClient, refs: readonly IndexRef[]): Promise<readonly ThinProduct[]> {
  const wanted = new Set(refs.map(({ remoteId }) => remoteId));
  const heads = [...new Set(refs.map(({ remoteId, parentRemoteId }) => parentRemoteId ?? remoteId))];
  const families = await thinFamilies(client, heads.filter(isNumber));
  return families.filter(({ remoteId }) => wanted.has(remoteId));
}

function toThinOrder(order: z.infer<typeof orderSchema>, kind: MoneyKind): ThinOrder {
  const currency = kind === "shop" ? order.currencyCode : order.presentmentCurrencyCode;
  return {
    remoteId: tailOf(order.id),
    remoteStatus: statusOf(order),
    archived: false,
    totalMinor: minorOf(order.totalPriceSet, { kind, currency }),
    modifiedAt: order.updatedAt,
  };
}

function toThinCustomer({ id, updatedAt, defaultEmailAddress: email }: z.infer<typeof customerSchema>): ThinCustomer {
  return { remoteId: tailOf(id), email: email?.emailAddress ?? "", modifiedAt: updatedAt };
}
