// Rows of the hub's own form out of a page of a store's orders, and the one statement that stores them.

type WooAddress = Readonly<Record<string, string>>;
type WooLine = {
  readonly id: number;
  readonly product_id: number;
  readonly variation_id: number;
  readonly sku: string | null;
  readonly name: string;
  readonly quantity: number;
  readonly subtotal: string;
  readonly total: string;
  readonly total_tax: string;
};
type WooOrder = {
  readonly id: number;
  readonly number: string;
  readonly status: string;
  readonly currency: string;
  readonly total: string;
  readonly total_tax: string;
  readonly discount_total: string;
  readonly shipping_total: string;
  readonly payment_method: string;
  readonly payment_method_title: string;
  readonly transaction_id: string;
  readonly customer_note: string;
  readonly customer_id: number;
  readonly billing: WooAddress;
  readonly shipping: WooAddress;
  readonly date_created_gmt: string;
  readonly date_paid_gmt: string | null;
  readonly date_completed_gmt: string | null;
  readonly date_modified_gmt: string;
  readonly line_items: readonly WooLine[];
};

const ORDER_COLUMNS = `remote_id text, number text, status text, remote_status text, stock_taken boolean, currency text,
  total_minor bigint, subtotal_minor bigint, discount_minor bigint, shipping_minor bigint, tax_minor bigint,
  refunded_minor bigint, prices_include_tax boolean, payment_method text, payment_title text, transaction_id text,
  customer_note text, customer_remote_id text, customer_name text, customer_email text, billing jsonb, shipping jsonb,
  refunds jsonb, placed_at timestamptz, paid_at timestamptz, completed_at timestamptz, modified_at timestamptz`;
const LINE_COLUMNS = `remote_id text, position smallint, kind text, product_remote_id text, variant_remote_id text,
  sku text, name text, quantity numeric, subtotal_minor bigint, total_minor bigint, tax_minor bigint, options jsonb`;
const CUSTOMER_COLUMNS = `remote_id text, email text, first_name text, last_name text, phone text, company text,
  billing jsonb, shipping jsonb, from_profile boolean, modified_at timestamptz`;

const ORDER_NAMES = namesOf(ORDER_COLUMNS);
const LINE_NAMES = namesOf(LINE_COLUMNS);
const CUSTOMER_NAMES = namesOf(CUSTOMER_COLUMNS);

/** The hub's tables without its keys to other tables: same columns, defaults, indexes and compression. */
export const TABLES = `
  create schema bare;
  create table bare.orders (like public.orders including all);
  create table bare.order_lines (like public.order_lines including all);
  create table bare.customers (like public.customers including all)`;

/** Orders with their lines as JSON, their raw texts in the same order, and customers as JSON. */
export const UPSERT = `
  with source as (
    select o.*, r.raw from jsonb_to_recordset($1::jsonb) as o(place bigint, ${ORDER_COLUMNS}, lines jsonb)
    join unnest($2::text[]) with ordinality as r(raw, place) using (place)),
  buyers as (
    insert into bare.customers (account_id, connection_id, ${CUSTOMER_NAMES})
    select 1, 1, ${CUSTOMER_NAMES} from jsonb_to_recordset($3::jsonb) as c(${CUSTOMER_COLUMNS})
    on conflict (connection_id, remote_id) do nothing),
  stored as (
    insert into bare.orders (account_id, connection_id, ${ORDER_NAMES}, hash, raw)
    select 1, 1, ${ORDER_NAMES}, '', raw from source
    on conflict (connection_id, remote_id) do update set status = excluded.status, raw = excluded.raw
    returning id, remote_id)
  insert into bare.order_lines (account_id, order_id, ${LINE_NAMES})
  select 1, stored.id, ${LINE_NAMES.replaceAll(/\w+/g, (name) => `l.${name}`)}
  from stored join source using (remote_id), jsonb_to_recordset(source.lines) as l(${LINE_COLUMNS})
  on conflict (order_id, remote_id) do update set total_minor = excluded.total_minor`;

export function rowsOf(orders: readonly WooOrder[]): [string, readonly string[], string] {
  const buyers = new Map(orders.map((order) => [buyerOf(order), order]));
  // In one order in all lanes, so that two cannot lock each other out.
  const customers = [...buyers].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    JSON.stringify(orders.map(toOrder)),
    orders.map((order) => JSON.stringify(order)),
    JSON.stringify(customers.map(([id, order]) => toCustomer(id, order))),
  ];
}

function toOrder(order: WooOrder, index: number) {
  return {
    place: index + 1,
    remote_id: String(order.id),
    number: order.number,
    status: order.status,
    remote_status: order.status,
    stock_taken: false,
    currency: order.currency,
    total_minor: minor(order.total),
    subtotal_minor: order.line_items.reduce((sum, line) => sum + minor(line.subtotal), 0),
    discount_minor: minor(order.discount_total),
    shipping_minor: minor(order.shipping_total),
    tax_minor: minor(order.total_tax),
    refunded_minor: 0,
    prices_include_tax: false,
    payment_method: order.payment_method,
    payment_title: order.payment_method_title,
    transaction_id: order.transaction_id,
    customer_note: order.customer_note,
    customer_remote_id: buyerOf(order),
    customer_name: `${order.billing.first_name} ${order.billing.last_name}`,
    customer_email: order.billing.email,
    billing: order.billing,
    shipping: order.shipping,
    refunds: [],
    placed_at: `${order.date_created_gmt}Z`,
    paid_at: order.date_paid_gmt && `${order.date_paid_gmt}Z`,
    completed_at: order.date_completed_gmt && `${order.date_completed_gmt}Z`,
    modified_at: `${order.date_modified_gmt}Z`,
    lines: order.line_items.map(toLine),
  };
}

function toLine(line: WooLine, position: number) {
  return {
    remote_id: String(line.id),
    position,
    kind: "product",
    product_remote_id: String(line.product_id),
    variant_remote_id: line.variation_id === 0 ? null : String(line.variation_id),
    sku: line.sku,
    name: line.name,
    quantity: line.quantity,
    subtotal_minor: minor(line.subtotal),
    total_minor: minor(line.total),
    tax_minor: minor(line.total_tax),
    options: [],
  };
}

function toCustomer(remoteId: string, { billing, shipping, date_modified_gmt }: WooOrder) {
  return {
    remote_id: remoteId,
    email: billing.email,
    first_name: billing.first_name,
    last_name: billing.last_name,
    phone: billing.phone,
    company: billing.company,
    billing,
    shipping,
    from_profile: false,
    modified_at: `${date_modified_gmt}Z`,
  };
}

function buyerOf(order: WooOrder): string {
  return order.customer_id === 0 ? `guest:${order.billing.email}` : String(order.customer_id);
}

function minor(amount: string): number {
  return Math.round(Number(amount) * 100);
}

function namesOf(columns: string): string {
  return columns
    .split(",")
    .map((column) => column.trim().split(" ")[0])
    .join(", ");
}
