// A WooCommerce store as small as a rule needs it: one-second stamps, stock that moves with statuses, webhooks of what changed.
import type { Order, Product } from "@logix/model";
import type { Seen } from "../../src/connector-kit/contract.ts";
import { reasonToSkip } from "../../src/connectors/woocommerce/orders.ts";
import { takesStock } from "../../src/connectors/woocommerce/status.ts";
import type { Clock } from "./clock.ts";

export type StoreOrder = {
  readonly id: string;
  readonly sku: string;
  quantity: number;
  status: string;
  /** The status that it had before it was put into the bin. */
  binned: boolean;
  reduced: number;
  reducedAt: number;
  note: number;
  readonly placedAt: number;
  completedAt: number | null;
  modifiedAt: number;
};
type StoreProduct = { readonly sku: string; quantity: number; modifiedAt: number };
export type News =
  | { readonly kind: "order"; readonly seen: Seen<Order> }
  | { readonly kind: "product"; readonly seen: Seen<Product> };

export type ModelStore = ReturnType<typeof makeModelStore>;

/** `announce` gets every webhook as it leaves; what becomes of it on its way is the schedule's. */
export function makeModelStore(clock: Clock, skus: readonly string[], stock: number, announce: (news: News) => void) {
  const orders = new Map<string, StoreOrder>();
  const products = new Map<string, StoreProduct>(
    skus.map((sku) => [sku, { sku, quantity: stock, modifiedAt: clock.now() }]),
  );
  let placed = 0;

  function moveStock(sku: string, by: number): void {
    const product = products.get(sku);
    if (!product || by === 0) return;
    product.quantity += by;
    product.modifiedAt = clock.now();
    announce({ kind: "product", seen: seenProduct(product) });
  }

  // What WooCommerce does on a change of status; see apps/sandbox/src/woocommerce/orders/order-status.ts.
  function enter(order: StoreOrder, status: string): void {
    order.status = status;
    if (status === "completed") order.completedAt ??= clock.now();
    if (["processing", "completed", "on-hold"].includes(status) && order.reduced === 0) {
      order.reduced = order.quantity;
      order.reducedAt = clock.now();
      moveStock(order.sku, -order.quantity);
    }
    if (["cancelled", "pending"].includes(status) && order.reduced > 0) {
      moveStock(order.sku, order.reduced);
      order.reduced = 0;
    }
    touch(order);
  }

  function touch(order: StoreOrder): void {
    order.modifiedAt = clock.now();
    announce({ kind: "order", seen: seenOrder(order) });
  }

  return {
    orders,
    products,
    place: (sku: string, quantity: number, status: string): StoreOrder => {
      placed += 1;
      const at = clock.now();
      const blank = {
        status,
        binned: false,
        reduced: 0,
        reducedAt: 0,
        note: 0,
        placedAt: at,
        completedAt: null,
        modifiedAt: at,
      };
      const order: StoreOrder = { id: String(placed), sku, quantity, ...blank };
      orders.set(order.id, order);
      enter(order, status);
      return order;
    },
    setStatus: (order: StoreOrder, status: string): void => {
      if (!order.binned && order.status !== status) enter(order, status);
    },
    /** The admin lets only orders be edited that are not paid yet or wait; stock that was taken follows. */
    editQuantity: (order: StoreOrder, quantity: number): void => {
      if (order.binned || !["pending", "on-hold", "processing"].includes(order.status)) return;
      if (order.reduced > 0) {
        moveStock(order.sku, order.reduced - quantity);
        order.reduced = quantity;
      }
      order.quantity = quantity;
      touch(order);
    },
    editNote: (order: StoreOrder): void => {
      order.note += 1;
      touch(order);
    },
    bin: (order: StoreOrder): void => {
      order.binned = !order.binned;
      touch(order);
    },
    typeStock: (sku: string, quantity: number): void => moveStock(sku, quantity - (products.get(sku)?.quantity ?? 0)),
    readOrder: (id: string): Seen<Order> | undefined => {
      const order = orders.get(id);
      return order && seenOrder(order);
    },
    readProduct: (sku: string): Seen<Product> | undefined => {
      const product = products.get(sku);
      return product && seenProduct(product);
    },
    changedSince: (since: number | null) => ({
      orders: [...orders.values()].filter((each) => stamp(each.modifiedAt) >= (since ?? 0)).map(seenOrder),
      products: [...products.values()].filter((each) => stamp(each.modifiedAt) >= (since ?? 0)).map(seenProduct),
    }),
    /** As the connector writes a status: it looks, gives up where the store has moved on, and writes. */
    write: (id: string, to: string, seenStatus: string) => {
      const order = orders.get(id);
      if (!order) throw new Error(`The hub writes to order ${id}, which the store does not have`);
      const before = order.status;
      const skipped = reasonToSkip({ remoteStatus: shownStatus(order), archived: order.binned }, to, seenStatus);
      if (skipped === null) enter(order, to);
      return {
        outcome: skipped === null ? ("written" as const) : ("skipped" as const),
        before,
        after: seenOrder(order),
      };
    },
    writeStock: (sku: string, quantity: number): Seen<Product> => {
      moveStock(sku, quantity - (products.get(sku)?.quantity ?? 0));
      const product = products.get(sku);
      if (!product) throw new Error(`The hub writes the stock of ${sku}, which the store does not list`);
      return seenProduct(product);
    },
  };
}

/** Whole seconds, as a store stamps. */
function stamp(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

function iso(at: number): string {
  return new Date(stamp(at)).toISOString();
}

function shownStatus(order: StoreOrder): string {
  return order.binned ? "trash" : order.status;
}

function seenOrder(order: StoreOrder): Seen<Order> {
  const remoteStatus = shownStatus(order);
  const record: Order = {
    ...UNTOLD,
    remoteId: order.id,
    number: order.id,
    remoteStatus,
    archived: order.binned,
    stockTaken: takesStock(remoteStatus) ?? order.reduced > 0,
    customerNote: String(order.note),
    lines: [{ ...LINE, sku: order.sku, quantity: String(order.quantity) }],
    placedAt: iso(order.placedAt),
    completedAt: order.completedAt === null ? null : iso(order.completedAt),
    modifiedAt: iso(order.modifiedAt),
  };
  return { record, raw: JSON.stringify(record) };
}

function seenProduct({ sku, quantity, modifiedAt }: StoreProduct): Seen<Product> {
  const record: Product = {
    remoteId: sku,
    parentRemoteId: null,
    kind: "product",
    remoteType: "simple",
    sku,
    name: sku,
    published: true,
    archived: false,
    stockKeeping: "own",
    stockQuantity: String(quantity),
    price: "1.00",
    modifiedAt: iso(modifiedAt),
  };
  return { record, raw: JSON.stringify(record) };
}

const NOBODY = { firstName: "", lastName: "", company: "", line1: "", line2: "", city: "", region: "" };
const NOWHERE = { ...NOBODY, postcode: "", country: "", phone: "", email: "" };
const AMOUNTS = { subtotalMinor: 100, totalMinor: 100, taxMinor: 0 };
const LINE = {
  ...AMOUNTS,
  remoteId: "1",
  kind: "product" as const,
  productRemoteId: "1",
  variantRemoteId: null,
  name: "",
  options: [],
};
const UNTOLD = {
  ...AMOUNTS,
  currency: "EUR",
  discountMinor: 0,
  shippingMinor: 0,
  refundedMinor: 0,
  pricesIncludeTax: true,
  paymentMethod: "",
  paymentTitle: "",
  transactionId: "",
  customerRemoteId: null,
  billing: NOWHERE,
  shipping: NOWHERE,
  refunds: [],
  fulfilments: [],
  otherMoney: null,
  paidAt: null,
};
