// The lists at the root: what can be searched for and what they are sorted by.

import { ordersInReach } from "../../orders/find-order.ts";
import { financialStatus, fulfillmentStatus, returnStatus } from "../../orders/order-status.ts";
import { totalsOf } from "../../orders/order-totals.ts";
import { idIn } from "../../state/gid.ts";
import type {
  CustomerRecord,
  FulfillmentOrderRecord,
  ItemRecord,
  OrderRecord,
  ProductRecord,
  VariantRecord,
} from "../../state/records.ts";
import type { ShopifyState } from "../../state/shopify-state.ts";
import { inventoryQuantity } from "../../stock/stock.ts";
import type { Row } from "../connection.ts";
import type { GraphContext } from "../context.ts";
import { byNumber, byText, byTime, type Matcher, matches, parseSearch } from "../search-query.ts";

type Matchers<Item> = Readonly<Record<string, Matcher<Item>>>;
export type Search = { query?: string | null; sortKey?: string | null };
type Sorts<Item> = Readonly<Record<string, (item: Item) => number | string>>;

type Listing<Item> = { path: string; items: readonly Item[]; matchers: Matchers<Item>; sorts: Sorts<Item> };

function rowsOf<Item extends { id: number }>(
  { path, items, matchers, sorts }: Listing<Item>,
  { query, sortKey }: Search,
  context: GraphContext,
): Row<Item>[] {
  const parsed = parseSearch(query ?? "");
  const unknown = new Set<string>();
  const found = items.filter((item) => matches(parsed, item, matchers, (field) => unknown.add(field)));
  for (const field of unknown) context.warnings.push({ path, field, query: query ?? "" });
  const value = sorts[sortKey ?? "ID"] ?? (({ id }: Item) => id);
  return found.map((item) => ({ item, id: item.id, value: value(item) }));
}

const times = <Item extends { createdAt: number; updatedAt: number }>(): Matchers<Item> => ({
  created_at: byTime(({ createdAt }) => createdAt),
  updated_at: byTime(({ updatedAt }) => updatedAt),
});

const timeSorts = <Item extends { createdAt: number; updatedAt: number }>(): Sorts<Item> => ({
  CREATED_AT: ({ createdAt }) => createdAt,
  UPDATED_AT: ({ updatedAt }) => updatedAt,
});

const orderMatchers: Matchers<OrderRecord> = {
  ...times<OrderRecord>(),
  default: (order, { value }) =>
    [order.name, order.name.slice(1), order.email ?? ""].some((text) => text.toLowerCase() === value.toLowerCase()),
  id: byNumber(({ id }) => id),
  name: (order, { value }) => order.name === value || order.name === `#${value}`,
  confirmation_number: byText(({ confirmationNumber }) => confirmationNumber),
  email: byText(({ email }) => email),
  customer_id: byNumber(({ customerId }) => customerId ?? 0),
  processed_at: byTime(({ createdAt }) => createdAt),
  financial_status: byText((order) => financialStatus(order)),
  // "shipped" and "unshipped" are the older words.
  fulfillment_status: (order, { value }) => {
    const status = fulfillmentStatus(order).toLowerCase();
    const wanted = value.toLowerCase();
    if (wanted === "shipped") return status === "fulfilled";
    if (wanted === "partial") return status === "partially_fulfilled";
    return wanted === "unshipped" ? status === "unfulfilled" : status === wanted;
  },
  return_status: byText((order) => returnStatus(order)),
  status: (order, { value }) => {
    if (value === "open") return order.closedAt === null && order.cancelledAt === null;
    if (value === "closed") return order.closedAt !== null && order.cancelledAt === null;
    if (value === "not_closed") return order.closedAt === null;
    return value === "cancelled" ? order.cancelledAt !== null : true;
  },
  tag: byText(({ tags }) => tags),
  sku: byText(({ lines }) => lines.flatMap(({ sku }) => sku ?? [])),
  source_name: byText(({ sourceName }) => sourceName),
  test: (order, { value }) => String(order.test) === value.toLowerCase(),
  po_number: byText(({ poNumber }) => poNumber),
};

export function orderRows(state: ShopifyState, search: Search, context: GraphContext): Row<OrderRecord>[] {
  const sorts: Sorts<OrderRecord> = {
    ...timeSorts<OrderRecord>(),
    PROCESSED_AT: ({ createdAt }) => createdAt,
    ORDER_NUMBER: ({ number }) => number,
    TOTAL_PRICE: (order) => totalsOf(order).total.shop,
    FINANCIAL_STATUS: financialStatus,
    FULFILLMENT_STATUS: fulfillmentStatus,
    PO_NUMBER: ({ poNumber }) => poNumber ?? "",
  };
  const items = ordersInReach(state, context.session);
  const { sortKey } = search;
  return rowsOf(
    { path: "orders", items, matchers: orderMatchers, sorts },
    { ...search, sortKey: sortKey ?? "PROCESSED_AT" },
    context,
  );
}

export function productRows(state: ShopifyState, search: Search, context: GraphContext): Row<ProductRecord>[] {
  const variants = (product: ProductRecord) => product.variantIds.flatMap((id) => state.variants.get(id) ?? []);
  const matchers: Matchers<ProductRecord> = {
    ...times<ProductRecord>(),
    default: (product, { value }) => product.title.toLowerCase().includes(value.toLowerCase().replace(/\*$/, "")),
    id: byNumber(({ id }) => id),
    title: byText(({ title }) => title),
    handle: byText(({ handle }) => handle),
    status: (product, { value }) => value.split(",").some((one) => one.toUpperCase() === product.status),
    vendor: byText(({ vendor }) => vendor),
    product_type: byText(({ productType }) => productType),
    tag: byText(({ tags }) => tags),
    sku: byText((product) => variants(product).flatMap(({ sku }) => sku ?? [])),
    barcode: byText((product) => variants(product).flatMap(({ barcode }) => barcode ?? [])),
    inventory_total: byNumber((product) =>
      variants(product).reduce((sum, variant) => sum + inventoryQuantity(state, variant), 0),
    ),
  };
  const sorts: Sorts<ProductRecord> = {
    ...timeSorts<ProductRecord>(),
    TITLE: ({ title }) => title,
    VENDOR: ({ vendor }) => vendor,
    PRODUCT_TYPE: ({ productType }) => productType,
  };
  return rowsOf({ path: "products", items: [...state.products.values()], matchers, sorts }, search, context);
}

export function variantRows(state: ShopifyState, search: Search, context: GraphContext): Row<VariantRecord>[] {
  const matchers: Matchers<VariantRecord> = {
    ...times<VariantRecord>(),
    default: (variant, { value }) => variant.sku?.toLowerCase() === value.toLowerCase(),
    id: byNumber(({ id }) => id),
    sku: byText(({ sku }) => sku),
    barcode: byText(({ barcode }) => barcode),
    product_id: byNumber(({ productId }) => productId),
    product_ids: (variant, { value }) => value.split(",").includes(String(variant.productId)),
    inventory_quantity: byNumber((variant) => inventoryQuantity(state, variant)),
  };
  const sorts: Sorts<VariantRecord> = {
    ...timeSorts<VariantRecord>(),
    SKU: ({ sku }) => sku ?? "",
    INVENTORY_QUANTITY: (variant) => inventoryQuantity(state, variant),
  };
  return rowsOf({ path: "productVariants", items: [...state.variants.values()], matchers, sorts }, search, context);
}

export function itemRows(state: ShopifyState, search: Search, context: GraphContext): Row<ItemRecord>[] {
  const matchers: Matchers<ItemRecord> = {
    ...times<ItemRecord>(),
    id: byNumber(({ id }) => id),
    sku: byText(({ variantId }) => state.variants.get(variantId)?.sku ?? null),
  };
  return rowsOf({ path: "inventoryItems", items: [...state.items.values()], matchers, sorts: {} }, search, context);
}

export function customerRows(state: ShopifyState, search: Search, context: GraphContext): Row<CustomerRecord>[] {
  const matchers: Matchers<CustomerRecord> = {
    ...times<CustomerRecord>(),
    default: (customer, { value }) =>
      [customer.email, customer.firstName, customer.lastName].some(
        (text) => text?.toLowerCase() === value.toLowerCase(),
      ),
    id: byNumber(({ id }) => id),
    email: byText(({ email }) => email),
    phone: byText(({ phone }) => phone),
    first_name: byText(({ firstName }) => firstName),
    last_name: byText(({ lastName }) => lastName),
    tag: byText(({ tags }) => tags),
    customer_date: byTime(({ createdAt }) => createdAt),
  };
  const sorts: Sorts<CustomerRecord> = { ...timeSorts<CustomerRecord>(), NAME: ({ lastName }) => lastName ?? "" };
  return rowsOf({ path: "customers", items: [...state.customers.values()], matchers, sorts }, search, context);
}

type OwnedFulfillmentOrder = {
  id: number;
  createdAt: number;
  updatedAt: number;
  order: OrderRecord;
  record: FulfillmentOrderRecord;
};

type FulfillmentOrderSearch = Search & { includeClosed?: boolean | null };

export function fulfillmentOrderRows(
  state: ShopifyState,
  search: FulfillmentOrderSearch,
  context: GraphContext,
): Row<OwnedFulfillmentOrder>[] {
  const items = ordersInReach(state, context.session)
    .flatMap((order) =>
      order.fulfillmentOrders.map((record) => {
        const { id, createdAt, updatedAt } = record;
        return { id, createdAt, updatedAt, order, record };
      }),
    )
    .filter(({ record: { status } }) => search.includeClosed || (status !== "CLOSED" && status !== "CANCELLED"));
  const matchers: Matchers<OwnedFulfillmentOrder> = {
    ...times<OwnedFulfillmentOrder>(),
    id: byNumber(({ id }) => id),
    status: byText(({ record }) => record.status),
    assigned_location_id: ({ record }, { value }) => record.locationId === (idIn(value, "Location") || Number(value)),
  };
  const sorts = timeSorts<OwnedFulfillmentOrder>();
  return rowsOf({ path: "fulfillmentOrders", items, matchers, sorts }, search, context);
}
